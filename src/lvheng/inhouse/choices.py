"""Code lists of public and company lawyers.

Source: 司发通〔2018〕131号（公职律师管理办法）and 132号（公司律师管理办法）, as in the domain notes on licensing, §8; the
plan's goal 6 for the two levels and for enterprises."""

from django.db.models import TextChoices


class UnitLevel(TextChoices):
    """Whose organ or enterprise a unit is, as the outside list names it."""

    CITY_ORGAN = "city_organ", "市级党政机关"
    DISTRICT_ORGAN = "district_organ", "区级党政机关"
    CITY_ENTERPRISE = "city_enterprise", "市属国有企业"
    DISTRICT_ENTERPRISE = "district_enterprise", "区属国有企业"


ORGANS = (UnitLevel.CITY_ORGAN, UnitLevel.DISTRICT_ORGAN)
ENTERPRISES = (UnitLevel.CITY_ENTERPRISE, UnitLevel.DISTRICT_ENTERPRISE)


class ExchangeKind(TextChoices):
    """Between whom somebody moved, or what they took part in together (measure 25.2)."""

    PUBLIC_TO_PRIVATE = "public_to_private", "公职、公司律师转为社会律师"
    PRIVATE_TO_PUBLIC = "private_to_public", "社会律师转为公职、公司律师"
    WITH_COURTS = "with_courts", "与法官、检察官交流"
    ACTIVITY = "activity", "参加行业活动"
