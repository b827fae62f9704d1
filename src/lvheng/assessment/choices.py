"""Code lists of the yearly assessments and their spot checks.

Source: 律师执业年度考核规则（律发通〔2010〕25号）art. 7; 律师事务所年度检查考核办法（司法部令121号）, as in the domain notes on
the annual assessment, A and B."""

from django.db.models import TextChoices


class LawyerGrade(TextChoices):
    """等次, and why there may be none."""

    COMPETENT = "competent", "称职"
    BASIC = "basic", "基本称职"
    INCOMPETENT = "incompetent", "不称职"
    NONE = "none", "不评定等次"
    POSTPONED = "postponed", "暂缓考核"


class FirmGrade(TextChoices):
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"
    POSTPONED = "postponed", "暂缓考核"


class CheckResult(TextChoices):
    """What a spot check found first; what was mended later is told beside it."""

    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class Stratum(TextChoices):
    """The size class from which a firm was drawn."""

    SMALL = "small", "20 人以下"
    MIDDLE = "middle", "20 至 99 人"
    LARGE = "large", "100 人以上"
