"""Code lists of public service.

Source: 司法部《关于促进律师参与公益法律服务的意见》(2019-10), as in the domain notes on pro bono service: its list of kinds."""

from django.db.models import TextChoices


class ServiceKind(TextChoices):
    """What the hours were given to."""

    ADVICE = "advice", "公益法律咨询"
    LEGAL_AID = "legal_aid", "法律援助"
    EDUCATION = "education", "普法宣传"
    MEDIATING = "mediating", "参与调解"
    VILLAGE = "village", "村居法律顾问"
    RECEPTION = "reception", "参与信访接待"
    OTHER = "other", "其他公益法律服务"


class ConfirmedBy(TextChoices):
    """Who has confirmed the hours: never the lawyer alone."""

    BENEFICIARY = "beneficiary", "受益人"
    ORGANISER = "organiser", "组织单位"
    LEGAL_AID_CENTRE = "legal_aid_centre", "法律援助机构"
    FIRM = "firm", "律师事务所"
