"""Code lists of talent: tiers, fields, designations, programmes, honours.

Source: 北京市律师行业发展三年行动计划(2023-2025年) goals 4 and 5, tasks 3, 14, 19 and 20; the nine fields of 律师专业水平评价
(司发通〔2017〕33号, 〔2019〕35号) as in the domain notes on the bar association, §7. Fields of foreign-related work are ours."""

from django.db.models import TextChoices


class Tier(TextChoices):
    """The three tiers of the pools (梯次)."""

    LEADING = "leading", "领军"
    OUTSTANDING = "outstanding", "优秀"
    RESERVE = "reserve", "后备"


class Practice(TextChoices):
    """Fields of practice in which professional standing is rated."""

    CRIMINAL = "criminal", "刑事"
    FAMILY = "family", "婚姻家庭法"
    COMPANY = "company", "公司法"
    FINANCE = "finance", "金融证券保险"
    PROPERTY = "property", "建筑房地产"
    INTELLECTUAL = "intellectual", "知识产权"
    LABOUR = "labour", "劳动法"
    FOREIGN = "foreign", "涉外法律服务"
    ADMINISTRATIVE = "administrative", "行政法"


class ForeignPractice(TextChoices):
    """What foreign-related work is mostly about."""

    TRADE = "trade", "国际贸易与海关"
    INVESTMENT = "investment", "跨境投资并购"
    CAPITAL = "capital", "国际金融与资本市场"
    DISPUTES = "disputes", "国际仲裁与跨境诉讼"
    INTELLECTUAL = "intellectual", "国际知识产权"
    COMPLIANCE = "compliance", "跨境合规与数据"
    MARITIME = "maritime", "海事海商与航空"


class Language(TextChoices):
    """The working language beside Chinese."""

    ENGLISH = "english", "英语"
    FRENCH = "french", "法语"
    GERMAN = "german", "德语"
    JAPANESE = "japanese", "日语"
    KOREAN = "korean", "韩语"
    RUSSIAN = "russian", "俄语"
    SPANISH = "spanish", "西班牙语"
    ARABIC = "arabic", "阿拉伯语"


class Designation(TextChoices):
    """What a firm may be chosen as (计划目标四、主要任务14)."""

    FOREIGN_MODEL = "foreign_model", "涉外示范律师事务所"
    WORLD_CLASS = "world_class", "国际一流律师事务所"


class Programme(TextChoices):
    """Programmes with yearly cohorts (主要任务14、20)."""

    FOREIGN_ELITE = "foreign_elite", "百名高端涉外法治人才三年培养项目"
    INCUBATION = "incubation", "开办律师事务所前孵化培育"


class CohortResult(TextChoices):
    COMPLETED = "completed", "结业"
    WITHDRAWN = "withdrawn", "退出"


class PoolExit(TextChoices):
    """Why somebody leaves a pool."""

    FAILED_REVIEW = "failed_review", "年度评估不合格"
    LEFT = "left", "不再执业"
    OWN_WISH = "own_wish", "本人申请"
    PENALISED = "penalised", "受到处罚或处分"


class HonourLevel(TextChoices):
    NATIONAL_LEVEL = "national_level", "全国"
    CITY_LEVEL = "city_level", "市级"
    DISTRICT_LEVEL = "district_level", "区级"
