"""`./lvheng figures`: every figure on a day, as numbers for people or as JSON for programs."""

import argparse
import json
from decimal import Decimal
from typing import Any

from lvheng.verbs import Needs
from lvheng.verbs.asked import Wrong, ask_moment, district_code, failed

NAME = "figures"
TITLE = "列出全部指标数在某一天的值"
NEEDS: Needs = "database+schema"
PLACES = 6


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    ask_moment(parser)
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Print every figure, all read from one state of the register."""
    try:
        found = measured(options)
    except Wrong as wrong:
        return failed(wrong)
    if options.json:
        print(json.dumps([as_json for as_json, _ in found], ensure_ascii=False, indent=1))
        return 0
    for as_json, shown in found:
        print(f"{as_json['code']:<36}{shown:>14} {as_json['unit']}\t{as_json['title']}（{as_json['rows']:,} 行）")
    return 0


def measured(options: argparse.Namespace) -> list[tuple[dict[str, Any], str]]:
    """Each figure as JSON and as people read it."""
    from lvheng.kernel.figures.figure import all_figures
    from lvheng.kernel.figures.reading import Narrowing, digest, read
    from lvheng.kernel.figures.snapshot import one_snapshot
    from lvheng.kernel.rows import Moment
    from lvheng.kernel.time.days import today

    narrowing = Narrowing(district=district_code(options.district))
    moment = Moment(options.on or today(), options.known_at)
    found = []
    with one_snapshot():
        for figure in all_figures():
            reading = read(figure, moment, narrowing)
            found.append(
                (
                    {
                        "code": figure.code,
                        "title": figure.title,
                        "value": number(reading.value),
                        "unit": figure.unit,
                        "provenance": figure.provenance.name.lower(),
                        "rows": reading.rows,
                        "digest": digest(figure, moment, narrowing),
                    },
                    reading.shown,
                )
            )
    return found


def number(value: Decimal | None) -> int | float | None:
    """A value as a JSON number: whole ones without a point, others to six places."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(round(value, PLACES))
