"""A few electronic licences that somebody verified, so that the demonstration's counts are not all nought."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from lvheng.elicence.checking import by_number, count
from lvheng.elicence.choices import Way
from lvheng.elicence.models import Check
from lvheng.kernel.access.viewer import PUBLIC
from lvheng.kernel.time.days import SHANGHAI
from lvheng.register.models import PractisingLicence

VERIFIED = 40
WITHIN = 60


def verify_some(seed: int, today: date) -> None:
    """Counts verifications of `VERIFIED` lawyers on days of the last two months, unless any have been counted."""
    if Check.objects.exists():
        return
    drawn = random.Random(f"verifications {seed}")  # noqa: S311 - invented counts, nothing secret
    practising = PractisingLicence.rows.on(today).filter(state="practising").order_by("number")
    for number in practising.values_list("number", flat=True)[:VERIFIED]:
        if answer := by_number(number):
            for _ in range(drawn.randint(1, 4)):
                day = today - timedelta(days=drawn.randint(1, WITHIN))
                count(replace(answer, at=datetime.combine(day, time(10), SHANGHAI)), drawn.choice(Way.values), PUBLIC)
