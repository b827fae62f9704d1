"""Which benchmarks there are, and running them. Each module declares `measure(size) -> Sequence[Measured]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from lvheng.benchmarks.ground import own_database, program, set_up

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
    "act": Benchmark("逐件办理转所", "acting", "demonstration"),
    "list": Benchmark("区局看筛选过的律师名册", "listing", "demonstration"),
    "figures": Benchmark("读全部指标", "counting", "demonstration"),
    "plan": Benchmark("打开计划页", "planning", "demonstration"),
    "public": Benchmark("公众看一位律师：新做一页，从缓存里答", "publishing", "demonstration"),
    "ledger": Benchmark("给存证编号、取证明，和存证加在一件行为上的时间", "numbering", "demonstration"),
    "licence": Benchmark("断网核验电子证照", "licensing", "nothing"),
    "start": Benchmark("第二次启动", "starting", "nothing"),
}


def measure(names: Sequence[str], size: str, tell: Callable[[str], None]) -> Iterator[Measured]:
    """Runs the named benchmarks, those of one ground one after another in the same database; `tell` hears what is done."""
    for ground in ("empty", "demonstration", "nothing"):
        wanted = [BENCHMARKS[name] for name in BENCHMARKS if name in names and BENCHMARKS[name].ground == ground]
        if wanted:
            with _standing_on(ground, size, tell):
                for benchmark in wanted:
                    tell(f"正在量：{benchmark.title}……")
                    yield from import_module(f"lvheng.benchmarks.{benchmark.module}").measure(size)


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
