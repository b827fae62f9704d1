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


class Called(TextChoices):
    """Which units a round of dispatch calls to report."""

    LEADING = "leading", "牵头单位"
    EVERYBODY = "everybody", "牵头和配合单位"


class ReportState(TextChoices):
    """How far a unit's report on an item has come."""

    CALLED = "called", "待报送"
    RETURNED = "returned", "待审核"
    ACCEPTED = "accepted", "已通过"
    SENT_BACK = "sent_back", "已退回"


class Progress(TextChoices):
    """How a unit judges its own progress."""

    FINISHED = "finished", "已完成"
    ON_SCHEDULE = "on_schedule", "按期推进"
    STRAINED = "strained", "有困难"
    LATE = "late", "滞后"


class Checked(TextChoices):
    """What the bureau says of a report."""

    ACCEPT = "accept", "通过"
    SEND_BACK = "send_back", "退回"


class PolicyStage(TextChoices):
    """How far a policy has come."""

    PROPOSED = "proposed", "推动出台"
    IN_FORCE = "in_force", "已出台"
    CARRIED_OUT = "carried_out", "已落实"


class Alert(TextChoices):
    """Of what somebody may be told as soon as it is so."""

    RISK = "risk", "指标转为有风险、难以实现或未达到"
    DUTY = "duty", "应办的事过了期限：调度反馈、问题、计划评估"
    LEAP = "leap", "指标今年的变动超过以往任何一年"
