"""Alerts of a plan: what each person wants to be told of it, and the telling.

Nothing is compared with a copy: both sides are asked of the registers, at the moment up to which somebody was told and
now (as `kernel/desk/watch.py` does). What is told goes to the inbox, and by mail to whoever wants mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.urls import reverse

from lvheng.kernel.access.viewer import Viewer, viewer_of
from lvheng.kernel.acts.settled import settled_instant
from lvheng.kernel.desk.notices import tell
from lvheng.kernel.identity.models import Account
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import legal_day
from lvheng.plan.board import Held, held, plans
from lvheng.plan.shapes import Status
from lvheng.steering.choices import Alert
from lvheng.steering.dispatching import OPEN, round_of
from lvheng.steering.lines import target_lines
from lvheng.steering.models import AlertChoice, DispatchReport, Problem
from lvheng.steering.reviewing import due_reviews, reviews_of

RISKY = (Status.AT_RISK, Status.HARD, Status.MISSED)


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell: `key` says what, so that it is told once."""

    key: str
    title: str
    path: str
    text: str = ""


def chosen(viewer: Viewer, plan: str) -> set[str]:
    """Of what the viewer wants to be told."""
    return set(AlertChoice.objects.filter(account=viewer.id, plan=plan).values_list("rule", flat=True))


def choose(viewer: Viewer, plan: str, rules: Sequence[str]) -> None:
    """Tells the viewer of these and of nothing else; from now on, not of what was."""
    at = settled_instant()
    own = AlertChoice.objects.filter(account=viewer.id, plan=plan)
    own.exclude(rule__in=rules).delete()
    for rule in {*rules} & {*Alert.values}:
        AlertChoice.objects.get_or_create(
            account=viewer.id, plan=plan, rule=rule, defaults={"seen_on": legal_day(at), "seen_at": at}
        )


def tell_all(at: datetime | None = None) -> int:
    """Tells everybody what is new up to an instant; says how many notices there are."""
    at = at or settled_instant()
    adopted = {plan.code: held(plan) for plan in plans()}
    told = 0
    for number in list(AlertChoice.objects.filter(seen_at__lt=at).order_by("id").values_list("pk", flat=True)):
        told += _tell(number, at, adopted)
    return told


@transaction.atomic
def _tell(number: int, at: datetime, adopted: Mapping[str, Held]) -> int:
    choice = AlertChoice.objects.select_for_update(skip_locked=True).filter(pk=number, seen_at__lt=at).first()
    account = Account.objects.filter(pk=choice.account, is_active=True).first() if choice else None
    if choice is None or account is None:
        return 0
    now, before = Moment(legal_day(at), at), Moment(choice.seen_on, choice.seen_at)
    viewer, of = viewer_of(account, now.on), adopted.get(choice.plan)
    if of is None or not viewer.is_staff:
        choice.delete()
        return 0
    news = LOOKS[Alert(choice.rule)](of, viewer, before, now)
    told = [tell(account.id, each.key, title=each.title, path=each.path, text=each.text) for each in news]
    choice.seen_on, choice.seen_at = now.on, at
    choice.save()
    return sum(told)


def turned(of: Held, viewer: Viewer, before: Moment, now: Moment) -> Iterator[News]:
    """Targets that have turned at risk, hard to reach or missed; the city's, for those who see the city."""
    if not viewer.scope.whole:
        return
    was = {line.target.number: line.status for line in target_lines(of, before)}
    for line in target_lines(of, now):
        status, number = line.status, line.target.number
        if status in RISKY and status is not was.get(number) and status is not None:
            yield News(
                f"plan:risk:{of.plan.code}:{number}:{before.known_at}",
                f"指标“{line.target.indicator}”{status.value}",
                reverse("plan_target", args=[of.plan.code, number]),
                line.judged.reason if line.judged else "",
            )


def missed(of: Held, viewer: Viewer, before: Moment, now: Moment) -> Iterator[News]:
    """Duties whose time ran out since: reports, problems of the viewer's units; for the city's bureau everybody's."""
    whole = viewer.scope.whole
    reports = DispatchReport.rows.on(now.on).filter(state__in=OPEN, item__endswith=f"@{of.plan.code}")
    owed = reports if whole else reports.filter(unit__in=viewer.offices)
    for key in dict.fromkeys(owed.values_list("round", flat=True)):
        row = round_of(key)
        if row is not None and _ran_out(row.due, before, now):
            path = reverse("plan_dispatch", args=[of.plan.code, key])
            yield News(f"plan:duty:{key}:{row.due}", f"{row.name}：过了期限还有没报送的", path)
    problems = Problem.rows.on(now.on).filter(item__endswith=f"@{of.plan.code}")
    for problem in problems if whole else problems.filter(owner__in=viewer.offices):
        if _ran_out(problem.due, before, now):
            path = f"/work/records/plan.problem/{problem.subject}/"
            yield News(f"plan:duty:{problem.subject}:{problem.due}", f"问题“{problem.name}”过了解决时限", path)
    for due in due_reviews(of.plan, reviews_of(of.plan.code)) if whole else ():
        if due.review is None and _ran_out(due.day, before, now):
            path = reverse("plan_reviews", args=[of.plan.code])
            yield News(f"plan:duty:{of.plan.code}:{due.kind}", f"{of.plan.title}：应开展{due.kind.label}", path)


def _ran_out(due: date, before: Moment, now: Moment) -> bool:
    return before.on <= due < now.on


def leapt(of: Held, viewer: Viewer, before: Moment, now: Moment) -> Iterator[News]:
    """Figures that have moved further since the last year-end than in any whole year before."""
    if not viewer.scope.whole:
        return
    for line in target_lines(of, now):
        found = record_step([end.value for end in line.ends], line.reading.value if line.reading else None)
        if found is None or line.figure is None:
            continue
        step, most = (line.figure.shown(abs(number)) for number in found)
        unit = line.figure.unit
        yield News(
            f"plan:leap:{of.plan.code}:{line.target.number}:{now.on.year}",
            f"指标“{line.target.indicator}”今年变动 {step} {unit}，超过以往任何一年",
            f"/work/figures/{line.figure.code}/movement/?from={now.on.year - 1}-12-31&on={now.on}",
            f"以往一年最多变动 {most} {unit}。",
        )


def record_step(ends: Sequence[Decimal | None], now: Decimal | None) -> tuple[Decimal, Decimal] | None:
    """The step since the last year-end and the greatest of any year before, if the first is greater in size.

    None where fewer than three years can be compared: two say nothing of what is usual."""
    steps = [abs(after - earlier) for earlier, after in pairwise(ends) if earlier is not None and after is not None]
    if len(steps) < 3 or now is None or not ends or ends[-1] is None:
        return None
    step = now - ends[-1]
    return (step, max(steps)) if abs(step) > max(steps) else None


Look = Callable[[Held, Viewer, Moment, Moment], Iterator[News]]
LOOKS: Mapping[Alert, Look] = {Alert.RISK: turned, Alert.DUTY: missed, Alert.LEAP: leapt}
