"""Following a list, a figure or a record, and no longer following it. Nothing is followed that one may not see."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from unicodedata import normalize
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.models import Followed, Rule, Subscription
from lvheng.kernel.desk.saved import seen_list
from lvheng.kernel.figures.figure import figure_of, is_live
from lvheng.kernel.figures.listing import Question, all_listings, count
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import legal_day, today

MOST = 200  # of one account


class FollowRefused(ValueError):
    """Something that is not followed; its text is the Chinese sentence why."""


def followed(viewer: Viewer, kind: str = "", of: object = "") -> QuerySet[Subscription]:
    """What the viewer's account follows: everything, or the subscriptions to one thing."""
    own = Subscription.objects.filter(account=viewer.id).order_by("kind", "title", "id")
    return own.filter(kind=kind, of=str(of)) if kind else own


def follow(
    viewer: Viewer, kind: str, of: str, *, title: str, path: str, rule: str = Rule.ANY, amount: str = ""
) -> Subscription:
    """Follows something from now on, or changes the amount of what is followed. Raises `FollowRefused`.

    `of`: the number of a saved list, the code of a figure, the key of a subject."""
    if kind not in Followed.values or rule not in (Rule.values if kind == Followed.FIGURE else [Rule.ANY]):
        raise FollowRefused("只能关注名单、指标和记录；名单和记录有变化就通知。")
    if not may_see(viewer, kind, of):
        raise FollowRefused("没有这一项，或者不在您的管辖范围内。")
    if followed(viewer).count() >= MOST:
        raise FollowRefused(f"最多关注 {MOST} 项，请先取消不用的。")
    at = _instant()
    told = {
        "amount": None if rule == Rule.ANY else _amount(rule, amount),
        "title": title[:200],
        "path": path[:200],
        **dict.fromkeys(("seen_on", "checked_on"), legal_day(at)),
        **dict.fromkeys(("seen_at", "checked_at"), at),
    }
    found, _ = Subscription.objects.update_or_create(account=viewer.id, kind=kind, of=of, rule=rule, defaults=told)
    return found


def unfollow(viewer: Viewer, number: int) -> bool:
    """Ends a subscription of the viewer's own; whether there was one."""
    deleted, _ = followed(viewer).filter(pk=number).delete()
    return bool(deleted)


def may_see(viewer: Viewer, kind: str, of: str) -> bool:
    """Whether the viewer may see what is to be followed, or still sees what is."""
    match kind:
        case Followed.LIST:
            return of.isdigit() and len(of) < 16 and seen_list(viewer, int(of)) is not None
        case Followed.FIGURE:
            return is_live(of) and bool(viewer.posts or viewer.person)
    try:
        return _opens(viewer, UUID(of))
    except ValueError:
        return False


def _opens(viewer: Viewer, subject: UUID) -> bool:
    """A record opens to whoever sees its row in a list that leads to records."""
    if viewer.scope.whole or subject in viewer.scope.persons | viewer.scope.organisations:
        return True
    moment, narrowing = Moment(today()), Narrowing(viewer.scope)
    return any(
        count(Question(listing=listing, moment=moment, narrowing=narrowing, columns=(), subjects=[subject]))
        for listing in all_listings()
        if listing.record and listing.opens and listing.is_for(viewer)
    )


def _instant() -> datetime:
    """By the clock that the acts go by."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        instant: datetime = cursor.fetchone()[0]
        return instant


def _amount(rule: str, written: str) -> Decimal:
    """A number as people write it, at least 0 for a movement."""
    try:
        amount = Decimal(normalize("NFKC", written).replace(",", "").strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 15 or (rule == Rule.MOVES and amount < 0):
        raise FollowRefused(f"“{Rule(rule).label}”后面请填一个数，此处为“{written}”。")
    return amount


def said(subscription: Subscription) -> str:
    """When the follower is told, in words."""
    if subscription.kind == Followed.LIST:
        return "有进有出时"
    if subscription.kind == Followed.RECORD:
        return "办理任何行为时"
    if subscription.rule == Rule.ANY or subscription.amount is None:
        return "数有变化时"
    unit = figure_of(subscription.of).unit if is_live(subscription.of) else ""
    return f"{Rule(subscription.rule).label} {shown(subscription.amount)} {unit}时".strip()


def shown(amount: Decimal) -> str:
    """A number without the noughts that its column adds."""
    return f"{amount.normalize():,f}"
