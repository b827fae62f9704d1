"""What the public may see: these lists, these columns of them, these states. Whatever is not named here stays inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.access.viewer import EVERYTHING
from lvheng.kernel.figures.figure import Face, Figure, all_figures
from lvheng.kernel.figures.listing import Column, Listing, listing_of
from lvheng.kernel.figures.reading import Narrowing
from lvheng.register.choices import FirmState, LicenceState

HELD = tuple(state.value for state in LicenceState if not state.ends_practice)
ENDED = tuple(state.value for state in LicenceState if state.ends_practice)
STANDING = tuple(
    state.value
    for state in FirmState
    if not state.ended and state not in (FirmState.NAME_RESERVED, FirmState.PREPARING, FirmState.NOT_OPENED)
)
FIRM_ENDED = tuple(state.value for state in FirmState if state.ended)


@dataclass(frozen=True, slots=True)
class PublicList:
    """A list as the public has it: its columns, and the states found without asking for what has ended.

    Which rows there are follows from register entries that the law makes public (律师法第五十二条;律师执业管理办法、
    律师事务所管理办法 on 公告 and 查询); so every row is open, and only columns and states are chosen."""

    code: str
    names: tuple[str, ...]
    states: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    minor: tuple[str, ...] = ()  # left out where the screen is narrow: the record's own page has them

    def without(self, *names: str) -> PublicList:
        """This list without columns that its page already says of all its rows."""
        return replace(self, names=tuple(name for name in self.names if name not in names))

    @property
    def listing(self) -> Listing:
        return listing_of(self.code)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The named columns, in the order of their names; one that is not of the public class is never among them."""
        known = {column.name: column for column in self.listing.columns if column.field_class is FieldClass.PUBLIC}
        return tuple(known[name] for name in self.names if name in known)

    def filters(self, *, with_ended: bool) -> Mapping[str, tuple[str, ...]]:
        return {"state": (*self.states, *(self.ended if with_ended else ()))} if self.states else {}


LAWYERS = PublicList(
    "lawyers",
    ("name", "sex", "number", "kind", "state", "organisation", "district", "first_practised_on"),
    HELD,
    ENDED,
    ("sex", "kind", "district", "first_practised_on"),
)
_FIRM = ("name", "credit_code", "form", "state", "lawyers", "district", "head", "founded_on")
_FIRM_MINOR = ("form", "credit_code", "founded_on")
FIRMS = PublicList("firms", _FIRM, STANDING, FIRM_ENDED, _FIRM_MINOR)
BRANCHES = PublicList("branches", ("name", "parent", *_FIRM[1:]), STANDING, FIRM_ENDED, _FIRM_MINOR)
OVERSEAS_OFFICES = PublicList("overseas_offices", ("name", "firm", "country", "city", "kind", "since"))
REPRESENTATIVE_OFFICES = PublicList("representative_offices", ("name", "home_firm", "country", "district"))

PUBLIC_LISTS = {shown.code: shown for shown in (LAWYERS, FIRMS, BRANCHES, REPRESENTATIVE_OFFICES, OVERSEAS_OFFICES)}
SEARCHED = (LAWYERS, FIRMS, BRANCHES, REPRESENTATIVE_OFFICES)

OPEN = Narrowing(EVERYTHING)
"""The public lists are open whole."""


def open_in(district: str) -> Narrowing:
    return Narrowing(EVERYTHING, district)


def public_figures() -> list[Figure]:
    """The figures that have a public face, in the order of their codes."""
    return [figure for figure in all_figures() if figure.face is not Face.NONE]


def shows_rows(figure: Figure) -> bool:
    """Whether the public may open the figure's rows, not only its number."""
    return figure.face is Face.ROWS and figure.listing in PUBLIC_LISTS
