"""`./lvheng demo [small|beijing|national]`: fill an empty register with invented people and firms."""

import argparse
import os

import psycopg

from lvheng.launcher.refusal import say
from lvheng.verbs import Needs

NAME = "demo"
TITLE = "装入演示材料（人和所都是虚构的；各区分布也是虚构的）"
NEEDS: Needs = "database"  # the structure is brought about as the role that may replay the past

SIZES = {
    "small": "约1500名律师、110家律所",
    "beijing": "约5万名律师、3500家律所",
    "national": "约80万名律师、4.5万家律所",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    sizes = "；".join(f"{size} {title}" for size, title in SIZES.items())
    parser.add_argument("size", nargs="?", choices=SIZES, help=f"规模：{sizes}。不写为 small")
    parser.add_argument("--size", dest="named", choices=SIZES, help="同上，写成选项")
    parser.add_argument("--seed", type=int, default=1, metavar="数", help="随机种子；同一天同一种子得到同样的材料")
    parser.add_argument(
        "--workbooks", metavar="目录", help="不装入数据库，而是写成可导入的工作簿（单位、律所、律师、执业经历）"
    )


def run(options: argparse.Namespace) -> int:
    """Make the demonstration, with a bar that shows how far it is."""
    size = options.named or options.size or "small"
    os.environ["LVHENG_DATABASE"] = os.environ["LVHENG_DATABASE_REPLAY"]
    from lvheng.verbs import migrate

    migrate.bring_up_to_date()
    from lvheng.demonstration.sizes import SIZES as KNOWN
    from lvheng.kernel.time.days import today

    if options.workbooks:
        from lvheng.demonstration.workbooks import write_workbooks

        counts = write_workbooks(KNOWN[size].regions[0], options.seed, today(), options.workbooks)
        say("已写成：" + "、".join(f"{name} {count} 行" for name, count in counts.items()) + "。")
        return 0
    try:
        acts = fill(size, options.seed)
    except KeyboardInterrupt:
        say(f"\n已停下，装好的留着。再运行 ./lvheng demo {size} --seed {options.seed} 就从停下的地方接着装。")
        raise
    settle()
    say(f"演示材料已装好：{acts} 项行为，自 2016 年至今。人、所、证号和各区分布都是虚构的。")
    return 0


def fill(size: str, seed: int) -> int:
    """Fill the register; return how many acts it took. Raises Refusal with a way out."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from lvheng.demonstration.making import make_demonstration
    from lvheng.demonstration.sizes import SIZES as KNOWN
    from lvheng.kernel.time.days import today

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("正在装演示材料")

        def tell(done: int, total: int, word: str) -> None:
            bar.update(task, completed=done, total=total, description=word)

        return make_demonstration(KNOWN[size], seed, today(), tell)


def settle() -> None:
    """Mark what was written as seen by all, with fresh statistics: only then is a covering index enough for a question."""
    with psycopg.connect(os.environ["LVHENG_DATABASE_OWNER"], autocommit=True) as connection:
        connection.execute("set statement_timeout = 0")
        connection.execute("vacuum (analyze)")
