"""The people and firms of the demonstration are like the real ones: the published shares of 2022, in per cent."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from lvheng.demonstration.marginals import TABLE, by_limit, draw, level
from lvheng.demonstration.people import YEAR
from lvheng.demonstration.sizes import LARGE, firm_sizes
from lvheng.demonstration.tests.conftest import LAST_DAY
from lvheng.demonstration.world import PRACTISING, World
from lvheng.kernel.subjects.models import OrganisationKind


def _ages(world: World) -> NDArray[np.float64]:
    ages: NDArray[np.float64] = (LAST_DAY.toordinal() - world.people.born) / YEAR
    return ages


def _share(found: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return float(100 * (found & among).sum() / among.sum())


@pytest.mark.parametrize(
    ("begin", "end", "published"), [(0, 30, 16.56), (30, 50, 64.39), (50, 65, 16.32), (65, 200, 2.73)]
)
def test_ages_are_those_of_the_nation(world: World, begin: int, end: int, published: float) -> None:
    age = _ages(world)
    assert _share((age >= begin) & (age < end), world.state == PRACTISING) == pytest.approx(published, abs=4)


def test_every_second_lawyer_of_beijing_is_forty_or_younger(world: World) -> None:
    assert _share(_ages(world) < 41, world.state == PRACTISING) == pytest.approx(53.5, abs=5)


def test_the_young_are_sixty_per_cent_women_and_the_old_are_not(world: World) -> None:
    age, here = _ages(world), world.state == PRACTISING
    assert _share(world.people.woman, here & (age < 41)) == pytest.approx(60.0, abs=2)
    assert _share(world.people.woman, here & (age > 55)) < 40


@pytest.mark.parametrize(
    ("column", "code", "published"),
    [
        ("education", "doctorate", 1.4),
        ("education", "master", 42.7),
        ("education", "bachelor", 45.6),
        ("party", "party_member", 44.2),
        ("party", "masses", 40.2),
    ],
)
def test_the_young_of_beijing_are_as_its_blue_book_says(world: World, column: str, code: str, published: float) -> None:
    young = (world.state == PRACTISING) & (_ages(world) < 41)
    assert _share(getattr(world.people, column) == code, young) == pytest.approx(published, abs=2.5)


@pytest.mark.parametrize(
    ("kind", "published"), [("full_time", 84.0), ("part_time", 2.66), ("public", 9.17), ("company", 2.31)]
)
def test_kinds_are_those_of_the_nation_in_2019(world: World, kind: str, published: float) -> None:
    assert _share(world.people.kind == kind, world.state == PRACTISING) == pytest.approx(published, abs=1.5)


@pytest.mark.parametrize(
    ("forms", "published"), [(("sole",), 25.28), (("state",), 1.56), (("partnership", "special_partnership"), 73.16)]
)
def test_forms_of_firms_are_those_of_the_nation(world: World, forms: tuple[str, ...], published: float) -> None:
    firms = [world.houses[n].form in forms for n in world.alive(OrganisationKind.FIRM)]
    assert 100 * np.mean(firms) == pytest.approx(published, abs=4)


def test_most_firms_are_small_and_as_many_are_large_as_wanted(world: World) -> None:
    staff = world.staff()[world.alive(OrganisationKind.FIRM)]
    assert 60 < 100 * (staff <= 10).mean() < 82
    assert (staff > 0).all()
    assert (staff >= 100).sum() == pytest.approx(0.2 * level("large_firms", LAST_DAY.toordinal()), abs=2)


def test_four_of_ten_firms_sit_in_chaoyang(world: World) -> None:
    firms = [world.houses[n].district == "110105" for n in world.alive(OrganisationKind.FIRM)]
    assert 100 * np.mean(firms) == pytest.approx(40, abs=6)


@pytest.mark.parametrize(
    ("lawyers", "firms", "large"), [(43_000, 3_500, 83.0), (1_300, 110, 2.5), (600_000, 40_000, 500.0)]
)
def test_wanted_sizes_add_up_and_keep_apart_the_large(lawyers: int, firms: int, large: float) -> None:
    sizes = firm_sizes(lawyers, firms, large)
    assert sizes.sum() == pytest.approx(lawyers, rel=0.01)
    assert len(sizes) == firms
    assert (sizes >= LARGE).sum() == np.ceil(large)
    assert not ((sizes > 95) & (sizes < LARGE)).any()


def test_levels_lie_on_the_line_between_two_year_ends() -> None:
    ends = TABLE["levels"]["lawyers"]
    middle = (date(2018, 12, 31).toordinal() + date(2019, 12, 31).toordinal()) // 2
    assert ends[2018] < level("lawyers", middle) < ends[2019]
    assert level("lawyers", date(2019, 12, 31).toordinal()) == 34755


def test_drawing_follows_the_shares_and_limits_are_exclusive() -> None:
    rng = np.random.default_rng(3)
    found = draw(rng, {"a": 3.0, "b": 1.0}, 4_000)
    assert (found == "a").mean() == pytest.approx(0.75, abs=0.03)
    assert by_limit([[60, 1.0], [70, 2.0], [99, 3.0]], np.array([59.9, 60.0, 71.0])).tolist() == [1.0, 2.0, 3.0]
