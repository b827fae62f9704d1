"""Who is looking, and how far they may see: the only door to rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from typing import Any
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import ADMINISTRATORS, FieldClass, PostKind, Reach, post_kind
from lvheng.kernel.identity.models import Account
from lvheng.kernel.subjects.models import Organisation, Seat

SYSTEM = UUID(int=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows somebody may see. Rows carry their subject, organisation and district; nothing granted: no row.

    `posts`: the posts by which it is granted; some figures are told in full to some posts only."""

    whole: bool = False
    districts: frozenset[str] = frozenset()
    organisations: frozenset[UUID] = frozenset()
    persons: frozenset[UUID] = frozenset()
    posts: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def _granted(self) -> tuple[tuple[str, str, frozenset[Any]], ...]:
        """Each column by which a row may be granted, the parameter that takes what is granted, and what that is."""
        return (
            ("district", "scope_districts", self.districts),
            ("organisation", "scope_organisations", self.organisations),
            ("subject", "scope_persons", self.persons),
        )

    def where(self) -> tuple[str, dict[str, Any]]:
        """An SQL condition over the columns subject, organisation and district, with its parameters."""
        if self.whole:
            return "true", {}
        any_of = " or ".join(f"{column} = any(%({name})s)" for column, name, _ in self._granted)
        return f"({any_of})", {name: sorted(granted) for _, name, granted in self._granted}

    def alternatives(self) -> dict[str, str]:
        """The same rows in parts that have none in common, each by one column: joined by "or", no index finds them."""
        found: dict[str, str] = {}
        others = ""
        for column, name, granted in self._granted:
            if granted:
                condition = f"{column} = any(%({name})s)"
                found[column] = condition + others
                others += f" and ({condition}) is not true"
        return found

    def __or__(self, other: Scope) -> Scope:
        return Scope(
            self.whole or other.whole,
            self.districts | other.districts,
            self.organisations | other.organisations,
            self.persons | other.persons,
            self.posts | other.posts,
        )

    def within(self, other: Scope) -> bool:
        """Whether all of it, one's own person aside, lies within the other."""
        return other.whole or (
            not self.whole and self.districts <= other.districts and self.organisations <= other.organisations
        )

    def holds(self, district: str, organisation: UUID | None) -> bool:
        """Whether an act there lies within it. That it concerns one's own person gives nobody a right to act."""
        return self.whole or district in self.districts or organisation in self.organisations

    @property
    def name(self) -> str:
        """A short stable name: kept readings are kept by it. Empty when it is too particular to keep anything for."""
        if self.whole:
            return "*"
        only_districts = not self.organisations and not self.persons
        return ",".join(sorted(self.districts)) if only_districts and len(self.districts) <= 8 else ""


EVERYTHING = Scope(whole=True, posts=frozenset({"system"}))
NOTHING = Scope()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody at the product today: a signed-in account with its posts, the public, or the system itself."""

    id: UUID
    name: str
    scope: Scope = NOTHING
    posts: frozenset[str] = frozenset()
    person: UUID | None = None
    clearance: FieldClass = FieldClass.PUBLIC
    organisation: str = ""
    offices: tuple[UUID, ...] = ()  # where the posts are held that grant something
    demonstration: bool = False
    titles: tuple[str, ...] = field(default=())
    held: frozenset[tuple[str, UUID]] = frozenset()  # which kind of post is held where, of those that grant something
    reaches: tuple[tuple[str, Scope], ...] = ()  # how far each kind of post reaches; of one post, the scope

    @property
    def is_public(self) -> bool:
        return self.id == PUBLIC.id

    @property
    def is_staff(self) -> bool:
        return self.scope.whole or bool(self.scope.districts)

    @property
    def is_administrator(self) -> bool:
        return bool(self.posts & {kind.code for kind in ADMINISTRATORS})

    def reach(self, kinds: Collection[str]) -> Scope:
        """How far the posts of these kinds reach: a post's rights hold in that post's place only."""
        if not self.posts & set(kinds):
            return NOTHING
        reaches = [scope for kind, scope in self.reaches if kind in kinds] if self.reaches else [self.scope]
        return replace(reduce(Scope.__or__, reaches, NOTHING), persons=frozenset())

    def holding(self, kinds: Collection[str]) -> Viewer:
        """The same person with the posts of these kinds alone."""
        held = frozenset(pair for pair in self.held if pair[0] in kinds)
        return replace(self, scope=self.reach(kinds), posts=self.posts & set(kinds), held=held, reaches=())

    def is_told(self, posts: frozenset[str]) -> bool:
        """Whether the viewer holds one of these posts, and it reaches wherever the viewer sees rows at all."""
        held = self.posts & posts
        return "system" in self.posts or (bool(held) and self.scope.within(self.reach(held)))

    def may_see(self, field_class: FieldClass) -> bool:
        return field_class.value <= self.clearance.value


PUBLIC = Viewer(UUID(int=0), "公众")
SYSTEM_VIEWER = Viewer(SYSTEM, "系统", EVERYTHING, frozenset({"system"}), clearance=FieldClass.INTERNAL)


def viewer_of(account: Account, day: date) -> Viewer:
    """What the account's person may see on `day`, from the posts held then, the longest held first. Three queries,
    whatever the posts."""
    if not account.is_active:
        return PUBLIC
    if account.person is None:
        return Viewer(account.id, account.name, demonstration=account.demonstration)
    posts = list(Post.rows.on(day).filter(holder=account.person).order_by("valid_from", "pk"))
    kinds = [(post, post_kind(post.kind)) for post in posts]
    names = dict(
        Organisation.rows.on(day).filter(subject__in=[p.organisation for p in posts]).values_list("subject", "name")
    )
    reaches = _reaches(kinds, day)
    granting = [(p, k) for p, k in kinds if k.reach]
    held = frozenset(k.code for _, k in granting)
    return Viewer(
        id=account.id,
        name=account.name,
        scope=reduce(Scope.__or__, reaches.values(), Scope(persons=frozenset({account.person}), posts=held)),
        posts=held,
        person=account.person,
        clearance=FieldClass.INTERNAL,
        organisation=names.get(granting[0][0].organisation, "") if granting else "",
        offices=tuple(dict.fromkeys(p.organisation for p, _ in granting)),
        demonstration=account.demonstration,
        titles=tuple(k.title for _, k in granting),
        held=frozenset((kind.code, post.organisation) for post, kind in granting),
        reaches=tuple(reaches.items()),
    )


def _reaches(kinds: Sequence[tuple[Post, PostKind]], day: date) -> dict[str, Scope]:
    """By kind of post how far it reaches, all places together in which it is held. Two queries at the most."""
    within = {reach: {post.organisation for post, kind in kinds if kind.reach is reach} for reach in Reach}
    districts, parents = dict[UUID, str](), dict[UUID, UUID]()
    if within[Reach.DISTRICT]:
        seats = Seat.rows.on(day).filter(organisation__in=within[Reach.DISTRICT])
        districts = dict(seats.values_list("organisation", "district"))
    if within[Reach.ORGANISATION]:
        branches = Organisation.rows.on(day).filter(parent__in=within[Reach.ORGANISATION])
        parents = dict(branches.values_list("subject", "parent"))
    found: dict[str, Scope] = {}
    for post, kind in kinds:
        if kind.reach is None:
            continue
        here = post.organisation
        scope = {
            Reach.WHOLE: EVERYTHING,
            Reach.DISTRICT: Scope(districts=frozenset({districts[here]}) if here in districts else frozenset()),
            Reach.ORGANISATION: Scope(
                organisations=frozenset({here, *(key for key, parent in parents.items() if parent == here)})
            ),
            Reach.NOTHING: NOTHING,
        }[kind.reach]
        found[kind.code] = found.get(kind.code, NOTHING) | scope
    return found
