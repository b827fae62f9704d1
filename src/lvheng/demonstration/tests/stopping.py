"""Tells two tiny regions, stopped once on the way, and says what then stands: a program, for it replays the past."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from lvheng.demonstration.sizes import Size, beijing

DAY = date(2019, 6, 30)
_HALF = beijing(0.002, 0.003, 6)
TINY = Size("tiny", "几十名律师", (_HALF, replace(_HALF, provinces=("44", "33"), order=1)))
NUMBERS_TWICE = """
  select number from (
    select number from register_practising_licence where known_to = '9999-01-01Z' group by number, person
    union all select number from register_traineeship where known_to = '9999-01-01Z' group by number, person
    union all select name from kernel_organisation where known_to = '9999-01-01Z' and kind = 'firm' group by name, subject
    union all select encode(blind, 'hex') from kernel_sensitive_value
  ) x group by 1 having count(*) > 1
"""


class Stopped(Exception):
    pass


def main() -> None:
    os.environ["LVHENG_DATABASE"] = os.environ["LVHENG_DATABASE_REPLAY"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "lvheng.config.settings"
    import django

    django.setup()
    from lvheng.demonstration import making
    from lvheng.demonstration.history import history
    from lvheng.demonstration.replay import tell_region
    from lvheng.demonstration.sizes import SIZES

    SIZES[TINY.code] = TINY
    tellings = making._begin(TINY, 5, DAY)
    plays: list[str] = []

    def stop(done: int, word: str) -> None:
        plays.append(word)
        if len(plays) == 3:
            raise Stopped

    with suppress(Stopped):
        tell_region(tellings[0], stop)
    told: dict[str, Any] = {"after_the_stop": [[t.parent, _plays(t.parent)] for t in tellings]}
    told["refused_beside"] = _refused(SIZES["small"])
    making.make_demonstration(TINY, 5, date(2020, 1, 1), lambda done, total, word: None)
    told["at_the_end"] = [
        _ask("select line from kernel_act where parent = %s order by line", t.parent) for t in tellings
    ]
    told["of_the_history"] = [
        [[item.line] for play in history(t.region, t.seed, t.today)[1] for item in play.items] for t in tellings
    ]
    told["refused_after"] = _refused(TINY)
    told["numbers_twice"] = _ask(NUMBERS_TWICE)
    told["provinces"] = [
        [
            row[0]
            for row in _ask(
                "select distinct left(district, 2) from kernel_act where parent = %s and district <> '' order by 1",
                t.parent,
            )
        ]
        for t in tellings
    ]
    print(json.dumps(told, ensure_ascii=False))


def _plays(parent: int) -> int:
    return len(_ask("select distinct kind, date_trunc('hour', at) from kernel_act where parent = %s", parent))


def _refused(size: Size) -> list[list[str]]:
    from lvheng.demonstration.making import make_demonstration
    from lvheng.launcher.refusal import Refusal

    try:
        make_demonstration(size, 5, DAY, lambda done, total, word: None)
    except Refusal as refusal:
        return [[said] for said in ("不能再装别的", "空的登记簿") if said in str(refusal)]
    return []


def _ask(sql: str, *parameters: int) -> list[list[Any]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [list(row) for row in cursor.fetchall()]


if __name__ == "__main__":
    main()
