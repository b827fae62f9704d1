"""Code lists of steering.

Source: the plan 2023-2025, safeguards S1 and S2, and the way in which its issuer works; no law names these codes."""

from django.db.models import TextChoices


class Part(TextChoices):
    """How a unit answers for an item of the plan."""

    LEAD = "lead", "牵头"
    COOPERATING = "cooperating", "配合"
