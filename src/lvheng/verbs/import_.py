"""`./lvheng import`: a spreadsheet becomes acts; `./lvheng import plan` reads a plan document."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lvheng.launcher.refusal import say
from lvheng.verbs import Needs
from lvheng.verbs.asked import FAILED, Wrong, day, failed, viewer

if TYPE_CHECKING:
    from lvheng.kernel.access.viewer import Viewer
    from lvheng.kernel.tables.models import Intake
    from lvheng.kernel.tables.report import Report

NAME = "import"
TITLE = "导入电子表格（登记律师、律所、执业经历……）；import plan 文件 导入计划文本"
NEEDS: Needs = "nothing"  # a plan's dry run needs no database; the rest asks for it when it runs
PLAN = "plan"
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("files", nargs="+", metavar="文件", help=".xlsx、.xls、.ods、.csv；或 plan 和计划文本的文件")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不登记")
    parser.add_argument("--as", dest="login", metavar="登录名", help="以谁的身份办理；不写为系统，并如此记载")
    parser.add_argument("--on", type=day, metavar="日期", help="没有日期的行以这一天为生效日")
    parser.add_argument("--basis", metavar="依据", help="没有依据的行以此为依据；不写为“导入文件”和文件名")
    parser.add_argument(
        "--act", default="", metavar="行为", help="表格用于哪一行为，如 register.transfer；不写则看表头"
    )
    parser.add_argument("--rejected", type=Path, metavar="文件.xlsx", help="把没有登记的行连同原因写到这里")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")


def run(options: argparse.Namespace) -> int:
    """Import the file; 0 if every line is in the register now, 1 if any was refused."""
    is_plan = options.files[0] == PLAN and len(options.files) > 1
    file = options.files[1] if is_plan else options.files[0]
    if len(options.files) > 1 + is_plan:
        return failed("一次导入一个文件。")
    if is_plan and options.dry_run:
        return show_plan(file, as_json=options.json)
    from lvheng.cli import bring_about

    bring_about("database+schema")
    return adopt_plan(file) if is_plan else import_table(Path(file), options)


def show_plan(file: str, *, as_json: bool) -> int:
    """Read a plan document and print what would be proposed; no database is needed."""
    from lvheng.plan.document.propose import propose
    from lvheng.plan.document.readers import read
    from lvheng.plan.document.unreadable import Unreadable

    try:
        proposal = propose(read(file))
    except Unreadable as refused:
        return failed(refused)
    if as_json:
        print(json.dumps(proposal.as_json(), ensure_ascii=False, indent=1))
        return 0
    print(f"{proposal.title}({proposal.issuer or '未写明发布机关'})")
    print(f"目标 {len(proposal.goals)} 项、任务 {len(proposal.tasks)} 项、保障措施 {len(proposal.safeguards)} 项")
    for target in proposal.targets:
        print(f"  {target.indicator} {target.op} {target.value} {target.unit}({target.due_year or '未写明年份'})")
    return 0


def adopt_plan(file: str) -> int:
    """Import a plan document as a proposal to be confirmed on the plan's page."""
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER
    from lvheng.plan.document.unreadable import Unreadable
    from lvheng.plan.incoming import keep_proposal

    try:
        kept = keep_proposal(Path(file).read_bytes(), Path(file).name, SYSTEM_VIEWER)
    except (Unreadable, OSError) as refused:
        return failed(refused)
    say(f"已读入“{Path(file).name}”，请到页面 /work/plan/import/{kept.pk}/ 对照原文核对后确认。")
    return 0


def import_table(file: Path, options: argparse.Namespace) -> int:
    """Check or accept a spreadsheet and print what became of its lines."""
    from lvheng.kernel.tables.rejected import write_rejected
    from lvheng.kernel.tables.sheet import TableRefused

    try:
        actor = viewer(options.login)
        intake, report = taken(file, options, actor)
    except (Wrong, TableRefused) as wrong:
        if options.json:
            print(json.dumps({"error": str(wrong)}, ensure_ascii=False))
        return failed(wrong)
    except OSError as error:
        return failed(f"打不开文件 {file}:{error.strerror or error}。")
    if options.rejected:
        say(f"没有登记的 {write_rejected(intake, options.rejected):,} 行连同原因已写到 {options.rejected}。")
    told = report.as_json()
    if options.json:
        print(json.dumps({"dry_run": options.dry_run, **told}, ensure_ascii=False, indent=1))
    else:
        show(told, dry_run=options.dry_run)
    return FAILED if told["refused"] or told["rest"] else 0


def taken(file: Path, options: argparse.Namespace, actor: "Viewer") -> "tuple[Intake, Report]":
    """The file brought in and checked or accepted, with a progress bar. Raises `TableRefused`, `OSError`."""
    from rich.console import Console
    from rich.progress import Progress

    from lvheng.kernel.tables.intake import accept, bring_in, check

    basis = options.basis if options.basis is not None else f"导入文件“{file.name[-100:]}”"
    intake = bring_in(file.read_bytes(), file.name, actor=actor, basis=basis, on=options.on, act=options.act)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("正在核对" if options.dry_run else "正在登记", total=intake.total)
        step = check if options.dry_run else accept
        return intake, step(intake, actor, lambda done, total: progress.update(bar, completed=done, total=total))


def show(told: dict[str, Any], *, dry_run: bool) -> None:
    """Print the report for people."""
    for part in told["parts"]:
        counts = [f"{'可登记' if dry_run else '已登记'} {part['good']:,} 行", f"早已在册 {part['already']:,} 行"]
        if part["doubtful"]:
            counts.append(f"待前面的行登记后才能核对 {part['doubtful']:,} 行")
        counts.append(f"有误 {len(part['refused']):,} 行")
        print(f"{part['sheet']} → {part['title']}:{'、'.join(counts)}")
        if part["unmatched"]:
            print(f"  没有用到的列：{'、'.join(part['unmatched'])}")
        for line in part["passed_over"][:SHOWN]:
            print(f"  第 {line['line']} 行略过：{line['why']}")
        for line in part["refused"][:SHOWN]:
            for cell in line["cells"]:
                where = f"“{cell['column']}”列" if cell["column"] else ""
                print(f"  第 {line['line']} 行{where}:{cell['sentence']}")
        if len(part["refused"]) > SHOWN:
            print(f"  ……还有 {len(part['refused']) - SHOWN:,} 行，用 --rejected 文件.xlsx 取全部")
    for sheet in told["left"]:
        print(f"{sheet['sheet']}：没有导入（{sheet['why']}）")
