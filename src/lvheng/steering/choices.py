"""Code lists of steering.

Source: the plan 2023-2025, safeguards S1 and S2, and the way in which its issuer works; no law names these codes."""

from django.db.models import TextChoices


class Part(TextChoices):
    """How a unit answers for an item of the plan."""

    LEAD = "lead", "牵头"
    COOPERATING = "cooperating", "配合"


class ReviewKind(TextChoices):
    """What a review of the plan is for. The plan says 适时; mid-term and final ones are due by default."""

    MID_TERM = "mid_term", "中期评估"
    FINAL = "final", "终期评估"
    TIMELY = "timely", "适时评估"


class Verdict(TextChoices):
    """What a person says of a target or measure beside its frozen reading."""

    ACHIEVED = "achieved", "完成"
    MOSTLY = "mostly", "基本完成"
    UNDER_WAY = "under_way", "正在推进"
    BEHIND = "behind", "进展滞后"
    FAILED = "failed", "未完成"
    LEFT_OUT = "left_out", "不作评定"
