"""`./lvheng bench`: measure the product on this machine, each measurement beside its floor."""

import argparse
import json
import signal
from collections.abc import Sequence
from dataclasses import asdict

from lvheng.benchmarks.catalogue import AT_HOME, BENCHMARKS, measure
from lvheng.benchmarks.measured import Measured, NotMeasured
from lvheng.launcher.refusal import say
from lvheng.verbs import Needs
from lvheng.verbs.asked import FAILED, failed

NAME = "bench"
TITLE = "量一量在这台机器上有多快，并与下限和目标对照"
NEEDS: Needs = "database"

SIZES = {
    "beijing": "北京规模，约 6 至 10 分钟",
    "small": "小规模，约 1 分钟，只为试一试",
    "national": f"全国规模，约 5 分钟，在已装好全国演示的目录（LVHENG_HOME）里量 {'、'.join(AT_HOME)}，只读",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    names = "；".join(f"{name} {benchmark.title}" for name, benchmark in BENCHMARKS.items())
    parser.add_argument("names", nargs="*", metavar="项目", help=f"量哪几项，不写则全部：{names}")
    sizes = "；".join(f"{size} {title}" for size, title in SIZES.items())
    parser.add_argument("--size", choices=SIZES, default="beijing", help=f"规模：{sizes}。不写为 beijing")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument(
        "--crash",
        action="store_true",
        help="不量快慢：有人办理时逐个强行终止数据库、网页、作业、编号，看一件也不少不多",
    )
    parser.add_argument("--rounds", type=int, default=20, metavar="次数", help="--crash 终止多少次，不写为 20")
    parser.add_argument("--seed", type=int, default=1, metavar="种子", help="--crash 的次序和时刻由它决定，不写为 1")


def run(options: argparse.Namespace) -> int:
    """Measure and print; 0 only if all was measured and every goal is met, or everything was survived."""
    if options.crash:
        return crashed(options)
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        return failed(f"没有“{unknown[0]}”这一项；可量的有：{'、'.join(BENCHMARKS)}。")
    offered = AT_HOME if options.size == "national" else tuple(BENCHMARKS)
    if others := [name for name in options.names if name not in offered]:
        return failed(f"全国规模不量“{others[0]}”；可量的有：{'、'.join(offered)}。")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside it still drops its database
    if options.size == "national":
        from lvheng.verbs import migrate

        migrate.bring_up_to_date()
    found: list[Measured | NotMeasured] = []
    try:
        found.extend(measure(options.names or offered, options.size, say))
    finally:  # what was measured is told, however it ended
        if options.json and found:
            print(json.dumps([each.as_json() for each in found], ensure_ascii=False, indent=1))
        elif found:
            show(found)
    return concluded(found, options.size)


def concluded(found: Sequence[Measured | NotMeasured], size: str) -> int:
    """Say what could not be measured and which goals were missed; the exit code."""
    broken = [each for each in found if isinstance(each, NotMeasured)]
    for each in broken:
        say(f"✗ 没有量成：{each.title}（{each.why}）。")
    missed = [each.title for each in found if not isinstance(each, NotMeasured) and each.met is False]
    if missed:
        say(f"✗ 没有达到目标：{'、'.join(missed)}。")
    if broken or missed:
        return FAILED
    say("目标都达到了。" if size != "small" else "目标都达到了；目标不是按小规模定的，只说明能跑。")
    return 0


def crashed(options: argparse.Namespace) -> int:
    """Kill and count; 0 only if nothing was lost, doubled or damaged."""
    from lvheng.benchmarks.crashing import crash

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say(f"正在装一份小规模的演示，然后终止 {options.rounds} 次（种子 {options.seed}）……")
    survived = crash(options.rounds, options.seed)
    if options.json:
        print(json.dumps(asdict(survived), ensure_ascii=False, indent=1))
    for title, taken in survived.recovered.items():
        if taken and not options.json:
            print(
                f"{title}：终止 {len(taken)} 次，再办成一件最久 {max(taken):.1f} 秒，平均 {sum(taken) / len(taken):.1f} 秒"
            )
    said = f"{survived.acts} 件行为得到答复，发了 {survived.tries} 次，其中 {survived.repeated} 次是重复；存证 {survived.entries} 条。"
    if survived.wrong:
        return failed(said + "".join(survived.wrong))
    say(f"{said}一件不少，一件不多，没有跳号，日志前后相接。")
    return 0


def show(found: Sequence[Measured | NotMeasured]) -> None:
    """Print a table for people."""
    from rich import print as print_rich
    from rich.table import Table

    table = Table("项目", "单位")
    for heading in ("数值", "中位", "95%", "下限", "倍数", "目标"):
        table.add_column(heading, justify="right")
    table.add_column("达到")
    for each in found:
        if isinstance(each, NotMeasured):
            table.add_row(each.title, "", *[""] * 6, "没有量成")
            continue
        numbers = (getattr(each, name) for name in ("value", "p50", "p95", "floor", "ratio", "goal"))
        table.add_row(each.title, each.unit, *map(shown, numbers), {True: "是", False: "否", None: ""}[each.met])
    print_rich(table)


def shown(number: float | None) -> str:
    """A number as people read it: three figures, thousands parted."""
    if number is None:
        return ""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
