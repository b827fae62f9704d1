"""Code lists of the associations.

Source: 中华全国律师协会章程 (2021-10-14), as in the project's domain notes on the bar association, §2 and §3."""

from django.db.models import TextChoices


class CommitteeKind(TextChoices):
    """Research and standards (专业委员会) or an association's own tasks (专门委员会)."""

    SPECIALTY = "specialty", "专业委员会"
    STANDING = "standing", "专门委员会"


class ResearchStage(TextChoices):
    """How far a research topic has come. Source: the plan 2023-2025, safeguard S3.1 (重大问题研究)."""

    CALLED = "called", "征集"
    AWARDED = "awarded", "立项"
    DELIVERED = "delivered", "结项"
    USED = "used", "成果采用"
