"""Code lists of the associations.

Source: 中华全国律师协会章程 (2021-10-14), as in the project's domain notes on the bar association, §2 and §3."""

from django.db.models import TextChoices


class CommitteeKind(TextChoices):
    """Research and standards (专业委员会) or an association's own tasks (专门委员会)."""

    SPECIALTY = "specialty", "专业委员会"
    STANDING = "standing", "专门委员会"
