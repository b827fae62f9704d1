"""Code lists of the evaluation of firms.

Source: the nine fields of 《关于全面开展律师专业水平评价工作》(司发通〔2019〕35号), as in the domain notes on evaluation; that
the evaluation of firms takes the same fields is our default [D], to be changed as the bureau decides."""

from django.db.models import TextChoices


class EvaluationField(TextChoices):
    """综合 for the comprehensive system; the others are fields of practice."""

    COMPREHENSIVE = "comprehensive", "综合"
    CRIMINAL = "criminal", "刑事"
    FAMILY = "family", "婚姻家庭法"
    COMPANY = "company", "公司法"
    FINANCE = "finance", "金融证券保险"
    PROPERTY = "property", "建筑房地产"
    INTELLECTUAL = "intellectual", "知识产权"
    LABOUR = "labour", "劳动法"
    FOREIGN = "foreign", "涉外法律服务"
    ADMINISTRATIVE = "administrative", "行政法"
