"""Who is looking, and how far they may see: the only door to rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import ADMINISTRATORS, FieldClass, Reach, post_kind
from lvheng.kernel.identity.models import Account
from lvheng.kernel.subjects.models import Organisation, Seat

SYSTEM = UUID(int=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows somebody may see. Rows carry their subject, organisation and district; nothing granted: no row."""

    whole: bool = False
    districts: frozenset[str] = frozenset()
    organisations: frozenset[UUID] = frozenset()
    persons: frozenset[UUID] = frozenset()

    def where(self) -> tuple[str, dict[str, Any]]:
        """An SQL condition over the columns subject, organisation and district, with its parameters."""
        if self.whole:
            return "true", {}
        return (
            "(district = any(%(scope_districts)s) or organisation = any(%(scope_organisations)s)"
            " or subject = any(%(scope_persons)s))",
            {
                "scope_districts": sorted(self.districts),
                "scope_organisations": sorted(self.organisations),
                "scope_persons": sorted(self.persons),
            },
        )

    @property
    def name(self) -> str:
        """A short stable name: kept readings are kept by it. Empty when it is too particular to keep anything for."""
        if self.whole:
            return "*"
        only_districts = not self.organisations and not self.persons
        return ",".join(sorted(self.districts)) if only_districts and len(self.districts) <= 8 else ""


EVERYTHING = Scope(whole=True)
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

    @property
    def is_public(self) -> bool:
        return self.id == PUBLIC.id

    @property
    def is_staff(self) -> bool:
        return self.scope.whole or bool(self.scope.districts)

    @property
    def is_administrator(self) -> bool:
        return bool(self.posts & {kind.code for kind in ADMINISTRATORS})

    def may_see(self, field_class: FieldClass) -> bool:
        return field_class.value <= self.clearance.value


PUBLIC = Viewer(UUID(int=0), "公众")
SYSTEM_VIEWER = Viewer(SYSTEM, "系统", EVERYTHING, frozenset({"system"}), clearance=FieldClass.INTERNAL)


def viewer_of(account: Account, day: date) -> Viewer:
    """What the account's person may see on `day`, from the posts held then. Three queries, whatever the posts."""
    if not account.is_active:
        return PUBLIC
    if account.person is None:
        return Viewer(account.id, account.name, demonstration=account.demonstration)
    posts = list(Post.rows.on(day).filter(holder=account.person))
    kinds = [(post, post_kind(post.kind)) for post in posts]
    reaching = {reach: {p.organisation for p, k in kinds if k.reach is reach} for reach in Reach}
    seats = Seat.rows.on(day).filter(organisation__in=reaching[Reach.DISTRICT])
    own = reaching[Reach.ORGANISATION]
    branches = Organisation.rows.on(day).filter(parent__in=own).values_list("subject", flat=True) if own else []
    names = dict(
        Organisation.rows.on(day).filter(subject__in=[p.organisation for p in posts]).values_list("subject", "name")
    )
    scope = Scope(
        whole=bool(reaching[Reach.WHOLE]),
        districts=frozenset(seats.values_list("district", flat=True)) if reaching[Reach.DISTRICT] else frozenset(),
        organisations=frozenset(own) | frozenset(branches),
        persons=frozenset({account.person}),
    )
    granting = [(p, k) for p, k in kinds if k.reach]
    return Viewer(
        id=account.id,
        name=account.name,
        scope=scope,
        posts=frozenset(k.code for _, k in granting),
        person=account.person,
        clearance=FieldClass.INTERNAL,
        organisation=names.get(granting[0][0].organisation, "") if granting else "",
        offices=tuple(dict.fromkeys(p.organisation for p, _ in granting)),
        demonstration=account.demonstration,
        titles=tuple(k.title for _, k in granting),
    )
