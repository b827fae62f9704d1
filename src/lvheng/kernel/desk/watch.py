"""Comparing what is followed with what its follower was last told: the worker does it, and tells what is new.

Nothing is compared with a copy: both sides are asked of the registers, which know what they said at any moment. So it
may be done again, stopped and killed; what was told is told under a key, in one transaction with the moment it is of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from lvheng.kernel.access.viewer import Viewer, viewer_of
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.acts.settled import settled_instant
from lvheng.kernel.acts.told import told_of
from lvheng.kernel.desk.following import may_see, shown
from lvheng.kernel.desk.models import Followed, Rule, Subscription
from lvheng.kernel.desk.notices import tell
from lvheng.kernel.desk.saved import question_of, seen_list
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.listing import Question, changed, page
from lvheng.kernel.figures.reading import Narrowing, Reading, read
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import legal_day

NAMED = 10  # so many of those who came or went are named


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell: a title, more of it, and where it is seen."""

    title: str
    text: str
    path: str


def compare_all(at: datetime | None = None) -> int:
    """Compares whatever may have changed up to an instant, and tells it; says how many notices there are.

    One subscription that cannot be compared does not keep the others: its error is raised at the end."""
    at = at or settled_instant()
    wanted = Subscription.objects.filter(checked_at__lt=at).order_by("id")
    last = ActLine.objects.filter(at__lte=at).order_by("-id").values_list("at", flat=True).first()
    if last is not None:  # since then neither an act nor a new day
        wanted = wanted.exclude(checked_on=legal_day(at), checked_at__gte=last)
    told, errors = 0, []
    for number in list(wanted.values_list("pk", flat=True)):
        try:
            told += _compare(number, at)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return told


@transaction.atomic
def _compare(number: int, at: datetime) -> int:
    waiting = Subscription.objects.select_for_update(skip_locked=True).filter(pk=number, checked_at__lt=at)
    subscription = waiting.first()
    if subscription is None:
        return 0
    account = Account.objects.filter(pk=subscription.account, is_active=True).first()
    if account is None:
        return 0
    moment = Moment(legal_day(at), at)
    try:
        news = _news(subscription, viewer_of(account, moment.on), moment)
    except (Http404, PermissionDenied):
        return _ended(subscription)
    subscription.checked_on, subscription.checked_at = moment.on, at
    if news is not None:
        key = f"follow:{subscription.pk}:{subscription.seen_at.isoformat()}"
        subscription.seen_on, subscription.seen_at = moment.on, at
        tell(subscription.account, key, title=news.title, text=news.text, path=news.path)
    subscription.save()
    return int(news is not None)


def _ended(subscription: Subscription) -> int:
    """What is followed is no more, or no longer to be seen: the follower is told so, once."""
    title = f"“{subscription.title}”已不能再看，关注随之结束"
    tell(subscription.account, f"ended:{subscription.pk}", title=title)
    subscription.delete()
    return 1


def _news(subscription: Subscription, viewer: Viewer, moment: Moment) -> News | None:
    """Raises Http404 if the follower may no longer see it."""
    if not may_see(viewer, subscription.kind, subscription.of):
        raise Http404
    return LOOKS[subscription.kind](subscription, viewer, moment)


def _of_list(subscription: Subscription, viewer: Viewer, moment: Moment) -> News | None:
    saved = seen_list(viewer, int(subscription.of))
    if saved is None:
        raise Http404
    question, before = question_of(saved, viewer, moment), Moment(subscription.seen_on, subscription.seen_at)
    came, went = changed(question, before)
    if not came and not went:
        return None
    counted = [f"{word} {len(some)}" for word, some in (("新进", came), ("退出", went)) if some]
    there = replace(question, moment=before)
    lines = [
        f"{word}：{_named(asked, some)}{f'等 {len(some)} 个' if len(some) > NAMED else ''}"
        for word, asked, some in (("新进", question, came), ("退出", there, went))
        if some
    ]
    return News(f"名单“{saved.title}”{'，'.join(counted)}", "。".join(lines), subscription.path)


def _named(question: Question, subjects: Sequence[UUID]) -> str:
    """The first of them, by what stands in the list's first column."""
    columns = (question.seen or question.columns)[:1]
    asked = replace(question, columns=columns, subjects=list(subjects), filters={}, search="", sort="")
    return "、".join(str(line.cells[0]) for line in page(asked, 0, NAMED))


def _of_figure(subscription: Subscription, viewer: Viewer, moment: Moment) -> News | None:
    figure, narrowing = figure_of(subscription.of), Narrowing(viewer.scope)
    before = read(figure, Moment(subscription.seen_on, subscription.seen_at), narrowing)
    now = read(figure, moment, narrowing)
    if not fires(subscription, before, now):
        return None
    assert before.value is not None
    assert now.value is not None
    moved = now.value - before.value
    sign = "+" if moved > 0 else "−"
    asked = {"from": before.on.isoformat(), "from_known_at": subscription.seen_at.isoformat(), "on": now.on.isoformat()}
    title = f"指标“{figure.title}”由 {before.shown} 到 {now.shown} {figure.unit}（{sign}{figure.shown(abs(moved))}）"
    why = f"您关注的是：{Rule(subscription.rule).label}"
    text = f"{why} {shown(subscription.amount)} {figure.unit}".rstrip() if subscription.amount is not None else ""
    return News(title, text, f"{subscription.path}movement/?{urlencode(asked)}")


def fires(subscription: Subscription, before: Reading, now: Reading) -> bool:
    """Whether a figure's change is one that its follower wants to be told. Nothing known on a side: no."""
    if before.value is None or now.value is None:
        return False
    match subscription.rule, subscription.amount:
        case Rule.MOVES, amount if amount is not None:
            return abs(now.value - before.value) > amount
        case Rule.CROSSES, amount if amount is not None:
            return (before.value < amount) != (now.value < amount)
    return before.value != now.value


def _of_record(subscription: Subscription, viewer: Viewer, moment: Moment) -> News | None:
    acts = ActLine.objects.filter(subject=UUID(subscription.of), at__gt=subscription.seen_at, at__lte=moment.known_at)
    lines = told_of(viewer, acts.order_by("id"))
    if not lines:
        return None
    titles = [_title(line) for line in lines]
    told = titles[0] if len(lines) == 1 else f"{titles[-1]}等 {len(lines)} 件行为"
    text = "。".join(
        f"{title}，{line.effective_on.isoformat()} 生效，依据：{line.basis}"
        for title, line in zip(titles, lines, strict=True)
    )
    return News(f"{subscription.title}：{told}", text, f"{subscription.path}?tab=evidence")


def _title(line: ActLine) -> str:
    declared = all_acts().get(line.kind)
    return declared.title if declared else line.kind


Look = Callable[[Subscription, Viewer, Moment], News | None]
LOOKS: Mapping[str, Look] = {
    Followed.LIST: _of_list,
    Followed.FIGURE: _of_figure,
    Followed.RECORD: _of_record,
}
