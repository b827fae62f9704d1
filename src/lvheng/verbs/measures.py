"""`./lvheng measures`: every target and measure of the plan, whether it is live, and where its work is done."""

import argparse
import json

from lvheng.verbs import Needs

NAME = "measures"
TITLE = "列出计划的全部指标和举措：用哪些数、是否已由记录算得、在哪里办"
NEEDS: Needs = "database+schema"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Print them in the plan's order: targets, then measures."""
    from lvheng.plan.places import places

    found = places()
    if options.json:
        told = [
            {"id": p.number, "title": p.title, "figures": list(p.figures), "live": p.live, "url": p.url} for p in found
        ]
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    for place in found:
        print(f"{place.number:<6}{'●' if place.live else '○'} {place.title}\t{' '.join(place.figures)}\t{place.url}")
    print(f"共 {len(found)} 项，其中 {sum(place.live for place in found)} 项已由记录算得（●）。")
    return 0
