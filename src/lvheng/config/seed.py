"""What stands in every installation before anybody works in it: the authorities' tree, population, and Beijing's plan.

Run after every migration, as the system, through acts; running it again writes nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.organisations import EnterOrganisation, NewOrganisation
from lvheng.kernel.acts.perform import Item, perform_set
from lvheng.kernel.places.districts import DISTRICTS
from lvheng.kernel.places.population import CENSUS_2020, CENSUS_SOURCE, VERIFIED, YEAR_END, YEAR_END_SOURCE
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.returns import POPULATION, Counted, EnterStatistic

FOUNDED = date(1979, 9, 13)  # the ministry's restoration; the bureaus' own days are not in our sources
CITY_SEAT = "110101"
DIVISIONS = ("律师工作处", "公共法律服务管理处", "法治督察处", "人事警务处", "机关党委")


def _organisations() -> list[NewOrganisation]:
    bureau = organisation_key("city_bureau")
    found = [
        _new("city_bureau", "北京市司法局", OrganisationKind.CITY_BUREAU, CITY_SEAT, None),
        _new("city_association", "北京市律师协会", OrganisationKind.CITY_ASSOCIATION, CITY_SEAT, None),
    ]
    found += [
        _new(f"division:{name}", f"北京市司法局{name}", OrganisationKind.DIVISION, CITY_SEAT, bureau)
        for name in DIVISIONS
    ]
    for code, district in DISTRICTS.items():
        # 经开区平安办 acts as a district bureau (the plan's addressees).
        name = "北京经济技术开发区平安办" if district.internal else f"北京市{district.name}司法局"
        short = "北京经济技术开发区" if district.internal else f"北京市{district.name}"
        found.append(_new(f"district_bureau:{code}", name, OrganisationKind.DISTRICT_BUREAU, code, bureau))
        found.append(
            _new(
                f"district_association:{code}",
                f"{short}律师协会",
                OrganisationKind.DISTRICT_ASSOCIATION,
                code,
                organisation_key("city_association"),
            )
        )
    return found


def _new(code: str, name: str, kind: OrganisationKind, district: str, parent: UUID | None) -> NewOrganisation:
    return NewOrganisation(name=name, kind=kind, district=district, parent=parent, subject=organisation_key(code))


def _population() -> list[tuple[Counted, date]]:
    years = [("110000", year, value, YEAR_END_SOURCE) for year, value in sorted(YEAR_END.items())] + [
        (district, 2020, value, CENSUS_SOURCE) for district, value in sorted(CENSUS_2020.items())
    ]
    return [
        (
            Counted(
                series=POPULATION,
                area=area,
                year=year,
                value=Decimal(str(value)),
                unit="万人",
                source=source,
                verified=int(VERIFIED),
            ),
            date(year + 1, 3, 1),
        )
        for area, year, value, source in years
    ]


def _perform(act: AnyAct, items: Sequence[tuple[Any, date]], basis: str) -> None:
    results = perform_set(act, [Item(given, on) for given, on in items], actor=SYSTEM_VIEWER, basis=basis)
    refused = [r for result in results if isinstance(result, list) for r in result if not r.already]
    if refused:
        raise RuntimeError(f"基础数据未能登记：{refused[0]}")


def run() -> None:
    """Writes what is missing."""
    _perform(EnterOrganisation, [(given, FOUNDED) for given in _organisations()], "系统初始化")
    _perform(EnterStatistic, _population(), "系统初始化：外部统计数，未核对原文")
    from lvheng.plan.adoption import adopt_beijing

    adopt_beijing()
