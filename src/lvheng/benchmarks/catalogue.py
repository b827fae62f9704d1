"""Which benchmarks there are, and running them. Each module declares `measure(size) -> Sequence[Measured]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from traceback import format_exception
from typing import TYPE_CHECKING, Literal

from lvheng.benchmarks.ground import own_database, program, set_up
from lvheng.benchmarks.measured import NotMeasured
from lvheng.launcher.refusal import Refusal

if TYPE_CHECKING:
    from lvheng.benchmarks.measured import Measured

Ground = Literal["nothing", "empty", "demonstration"]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What it measures, the module that does, and the database that it wants."""

    title: str
    module: str
    ground: Ground


BENCHMARKS: dict[str, Benchmark] = {
    "import": Benchmark("从电子表格导入全部律师、律所和执业经历", "importing", "empty"),
    "list": Benchmark("区局看筛选过的律师名册", "listing", "demonstration"),
    "names": Benchmark("按姓名查一位律师", "searching", "demonstration"),
    "figures": Benchmark("读全部指标", "counting", "demonstration"),
    "plan": Benchmark("打开计划页", "planning", "demonstration"),
    "public": Benchmark("公众看一位律师：新做一页，从缓存里答", "publishing", "demonstration"),
    "ledger": Benchmark("给存证编号、取证明，和存证加在一件行为上的时间", "numbering", "demonstration"),
    "act": Benchmark("逐件办理转所", "acting", "demonstration"),  # last: the entries of its floor no log numbers
    "licence": Benchmark("断网核验电子证照", "licensing", "nothing"),
    "start": Benchmark("第二次启动", "starting", "nothing"),
}


AT_HOME = ("names", "list", "figures", "public")
"""What is measured at the nation's size: it only reads, for nobody fills a database for half an hour to drop it."""
NATIONAL_LAWYERS = 700_000


def measure(names: Sequence[str], size: str, tell: Callable[[str], None]) -> Iterator[Measured | NotMeasured]:
    """Runs the named benchmarks, those of one ground one after another in the same database; `tell` hears what is done.

    One that fails takes nothing from the others; those whose ground cannot be made fail together."""
    if size == "national":
        stand_at_home()
        yield from _each([BENCHMARKS[name] for name in names], size, tell)
        return
    for ground in ("empty", "demonstration", "nothing"):
        wanted = [BENCHMARKS[name] for name in BENCHMARKS if name in names and BENCHMARKS[name].ground == ground]
        if not wanted:
            continue
        with ExitStack() as standing:
            try:
                standing.enter_context(_standing_on(ground, size, tell))
            except Exception as failure:
                yield from [_failed(benchmark, failure, tell) for benchmark in wanted]
                continue
            yield from _each(wanted, size, tell)


def _each(wanted: Sequence[Benchmark], size: str, tell: Callable[[str], None]) -> Iterator[Measured | NotMeasured]:
    for benchmark in wanted:
        tell(f"正在量：{benchmark.title}……")
        try:
            yield from import_module(f"lvheng.benchmarks.{benchmark.module}").measure(size)
        except Exception as failure:
            yield _failed(benchmark, failure, tell)


def _failed(benchmark: Benchmark, failure: Exception, tell: Callable[[str], None]) -> NotMeasured:
    """Tells where it failed, unless the failure itself says what to do."""
    if not isinstance(failure, Refusal):
        tell("".join(format_exception(failure)).rstrip())
    why = failure.sentence if isinstance(failure, Refusal) else f"{type(failure).__name__}：{failure}"
    name = next(name for name, each in BENCHMARKS.items() if each is benchmark)
    return NotMeasured(name, benchmark.title, why)


def stand_at_home() -> None:
    """Makes sure that the database at hand holds a demonstration of the nation's size. Raises Refusal if not."""
    set_up()
    from lvheng.kernel.identity.models import Account
    from lvheng.kernel.time.days import today
    from lvheng.register.models import PractisingLicence

    count = PractisingLicence.rows.on(today()).count()
    if count < NATIONAL_LAWYERS or not Account.objects.filter(demonstration=True).exists():
        raise Refusal(
            f"这里没有全国规模的演示材料：登记簿里有 {count:,} 名律师。",
            "请用 LVHENG_HOME 指定一个新目录，运行 ./lvheng demo national（约 30 分钟、12 GB），再在同一目录量。",
        )


@contextmanager
def _standing_on(ground: str, size: str, tell: Callable[[str], None]) -> Iterator[None]:
    if ground == "nothing":
        yield
        return
    with own_database():
        if ground == "demonstration":
            tell("正在装演示材料……")
            program("lvheng", "demo", size)
        else:
            program("lvheng", "migrate")
        set_up()
        yield
