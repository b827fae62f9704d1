"""Two people for one act: where a rule says so, one proposes it and another approves. The database holds them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.access.viewer import Viewer, viewer_of
from lvheng.kernel.acts.act import AnyAct, act_of, all_acts
from lvheng.kernel.acts.attached import refused_files
from lvheng.kernel.acts.fields import Refusal, read_many
from lvheng.kernel.acts.perform import ActRefused, Done, Item, perform, rehearse_set
from lvheng.kernel.documents.files import KEPT, hold, uploads
from lvheng.kernel.identity.models import Account
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import OPEN_INSTANT, today


class Proposal(models.Model):
    """An act that waits for a second person, and what became of it. A working table: the act itself is the ledger's."""

    kind = models.CharField("行为", max_length=48)
    subject = models.UUIDField("对象", null=True)
    districts = ArrayField(models.CharField(max_length=6), default=list, verbose_name="涉及的区")
    given = models.JSONField()
    effective_on = models.DateField("生效日")
    basis = models.CharField("依据", max_length=200)
    expected_version = models.IntegerField(null=True)
    proposer = models.UUIDField("提出人")
    proposed_at = models.DateTimeField("提出时刻")
    decided_by = models.UUIDField("决定人", null=True)
    decided_at = models.DateTimeField("决定时刻", null=True)
    entry = models.BigIntegerField("存证", null=True)
    attached = ArrayField(models.UUIDField(), verbose_name="附件", default=list)

    class Meta:
        db_table = "kernel_proposal"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposer")), name="kernel_proposal_two_people"
            ),
        ]

    @property
    def act(self) -> AnyAct:
        return act_of(self.kind)

    def item(self) -> Item:
        """The act as it would be performed. Raises `ActRefused` if the input no longer reads."""
        [read] = read_many(self.act.Input, [self.given])
        if isinstance(read, list):
            raise ActRefused(read)
        return Item(
            read,
            self.effective_on,
            expected_version=self.expected_version,
            proposer=_as_now(self.proposer),
            attached=tuple(self.attached),
        )


def propose(
    act: AnyAct,
    given: Mapping[str, Any],
    *,
    proposer: Viewer,
    effective_on: date,
    basis: str,
    version: int | None,
    attached: Sequence[UUID] = (),
) -> Proposal:
    """Puts the act before a second person, if it may be done as things stand. Raises `ActRefused`."""
    if any(field.field_class.value >= FieldClass.SENSITIVE.value for field in act.fields().values()):
        raise TypeError(f"{act.kind} asks for sensitive values: they must not wait in a table")
    written = {name: str(given[name]) for name in act.fields() if given.get(name)}
    told = {"given": written, "effective_on": effective_on, "basis": basis, "expected_version": version}
    proposal = Proposal(kind=act.kind, proposer=proposer.id, proposed_at=now(), attached=list(attached), **told)
    item = proposal.item()
    [rehearsed] = rehearse_set(act, [item], actor=proposer)
    refused = [refusal for refusal in rehearsed if not refusal.shared] or refused_files(
        item.attached, uploads(item.attached), proposer.id
    )
    if refused:
        raise ActRefused(refused)
    [fact] = act.facts([item.given], [item.on])
    place = act.place(item.given, fact)
    proposal.districts = sorted({each.district for each in (place, *place.beside)})
    proposal.subject = next(iter(act.touches(item.given)), None)
    proposal.save()
    hold(item.attached, OPEN_INSTANT)
    return proposal


def waiting(viewer: Viewer) -> list[Proposal]:
    """What waits for a decision that the viewer may give, or has proposed; oldest first."""
    kinds = [act.kind for act in all_acts().values() if viewer.posts & {kind.code for kind in act.who}]
    open_ones = Proposal.objects.filter(kind__in=kinds, decided_by=None).order_by("id")
    if not viewer.scope.whole:
        open_ones = open_ones.filter(Q(proposer=viewer.id) | Q(districts__overlap=sorted(viewer.scope.districts)))
    return [
        each for each in open_ones if viewer.reach({kind.code for kind in each.act.who}).whole or _is_for(each, viewer)
    ]


def _is_for(proposal: Proposal, viewer: Viewer) -> bool:
    """Whether the viewer may decide it, or proposed it and may take it back."""
    kept = [refusal for refusal in _rehearsed(proposal, viewer) if refusal.forbidden]
    return all(refusal.shared and proposal.proposer == viewer.id for refusal in kept)


def _as_now(account: UUID) -> Viewer:
    """Who proposed, with the posts held today."""
    found = Account.objects.filter(pk=account).first()
    return viewer_of(found, today()) if found else Viewer(account, "已注销的账号")


def _rehearsed(proposal: Proposal, viewer: Viewer) -> list[Refusal]:
    try:
        return rehearse_set(proposal.act, [proposal.item()], actor=viewer)[0]
    except ActRefused as refused:
        return refused.refusals


@transaction.atomic
def approve(number: int, viewer: Viewer) -> Done:
    """Performs what somebody else proposed. Raises `ActRefused`, `Proposal.DoesNotExist`."""
    proposal = _undecided(number)
    item = proposal.item()
    done = perform(
        proposal.act,
        item.given,
        actor=viewer,
        effective_on=item.on,
        basis=proposal.basis,
        expected_version=item.expected_version,
        proposer=item.proposer,
        attached=item.attached,
    )
    _decide(proposal, viewer.id, done.entry)
    return done


@transaction.atomic
def turn_down(number: int, viewer: Viewer) -> None:
    """Says no to a proposal; its proposer withdraws it, without leaving a decision. Raises as `approve` does."""
    proposal = _undecided(number)
    if proposal.proposer == viewer.id:
        hold(proposal.attached, now() + KEPT)
        proposal.delete()
        return
    if refused := [refusal for refusal in _rehearsed(proposal, viewer) if refusal.forbidden]:
        raise ActRefused(refused)
    _decide(proposal, viewer.id, None)


def _undecided(number: int) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=number, decided_by=None)


def _decide(proposal: Proposal, by: UUID, entry: int | None) -> None:
    proposal.decided_by, proposal.decided_at, proposal.entry = by, now(), entry
    proposal.save(update_fields=["decided_by", "decided_at", "entry"])
    hold(proposal.attached, now() + KEPT)
