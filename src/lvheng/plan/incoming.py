"""Plan documents on their way in, each seen by whoever brought it; those a command brought, by all who may adopt."""

from __future__ import annotations

from hashlib import sha256

from django.db.models import QuerySet

from lvheng.kernel.access.viewer import SYSTEM, Viewer
from lvheng.kernel.figures.figure import all_figures
from lvheng.plan.binding import Offered, offered
from lvheng.plan.document.propose import propose
from lvheng.plan.document.readers import read_content
from lvheng.plan.models import PlanProposal, PlanTarget
from lvheng.plan.proposals import draft_of


def figures_offered() -> dict[str, Offered]:
    """Every figure that a target may be bound to, by code: ours, and those that adopted plans name without a register yet."""
    named = dict(PlanTarget.rows.current().exclude(figure="").values_list("figure", "indicator"))
    live = {figure.code: offered(figure.code) for figure in all_figures()}
    return {**{code: Offered(title, "") for code, title in named.items()}, **live}


def keep_proposal(content: bytes, name: str, account: Viewer) -> PlanProposal:
    """Reads a document and keeps what it proposes, to be corrected. Raises `Unreadable`."""
    source = read_content(content)
    return PlanProposal.objects.create(
        account=account.id,
        name=name[:200],
        digest=sha256(content).hexdigest(),
        source=source.text,
        proposal=draft_of(propose(source), figures_offered()),
    )


def proposals_of(viewer: Viewer) -> QuerySet[PlanProposal]:
    """Those that the viewer may go on with or look back at, the newest first."""
    return PlanProposal.objects.filter(account__in=(viewer.id, SYSTEM)).order_by("-made_at")
