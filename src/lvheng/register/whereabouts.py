"""Where a person or organisation of the register is today: whoever undoes an act on it answers to that place."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lvheng.kernel.acts.act import Place
from lvheng.kernel.acts.whereabouts import declare
from lvheng.kernel.subjects.models import Seat
from lvheng.register.facts import latest, organisations, rows_by
from lvheng.register.models import Engagement, OverseasOffice, Traineeship


def whereabouts(subject: UUID) -> Place | None:
    """The last seat of an organisation or of the firm that keeps an office abroad; of a person, of whatever organisation
    he or she practises or trains in, or did last."""
    if rows_by(Seat, "organisation", [subject])[subject]:
        return Place(organisations([subject])[subject].district(date.max), subject)
    engagement = latest(rows_by(Engagement, "lawyer", [subject])[subject], date.min)
    firms = [row.firm for row in rows_by(Traineeship, "person", [subject])[subject]]
    firms += [row.firm for row in rows_by(OverseasOffice, "subject", [subject])[subject]]
    firm = engagement.organisation if engagement else next(reversed(firms), None)
    return Place(organisations([firm])[firm].district(date.max), None, subject) if firm else None


declare(whereabouts)
