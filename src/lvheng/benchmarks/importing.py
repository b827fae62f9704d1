"""The import of a whole register from spreadsheets, in a program of its own: `python -m lvheng.benchmarks.importing`.

The workbooks are taken in the order of their acts, each brought in and accepted as `./lvheng import` does it.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from lvheng.benchmarks.copying import copy_seconds
from lvheng.benchmarks.ground import program
from lvheng.benchmarks.measured import Measured, seconds

ORDER = ("在编单位", "律师事务所", "律师", "执业经历")
LONGEST, LARGEST = 75, 1_024  # seconds, MiB
UNITS_A_MIB = 1 << 20 if sys.platform == "darwin" else 1 << 10  # macOS counts bytes, Linux KiB


def measure(size: str) -> list[Measured]:
    """Writes the workbooks, has them imported, and copies the same rows for the floor."""
    with TemporaryDirectory(prefix="lvheng-bench-") as folder:
        program("lvheng", "demo", size, "--workbooks", folder)
        told = json.loads(program("lvheng.benchmarks.importing", folder))
    taken, acts = told["seconds"], told["acts"]
    return [
        Measured(name="import", title="导入用时", value=taken, unit="秒", floor=copy_seconds(), goal=LONGEST),
        Measured(name="import_acts", title="导入的行为", value=acts, unit="件"),
        Measured(name="import_pace", title="每秒办理", value=acts / taken, unit="件"),
        Measured(
            name="import_memory",
            title="导入的内存（连同读表程序）",
            value=told["memory"],
            unit="MiB",
            floor=told["memory_before"],
            goal=LARGEST,
        ),
    ]


def import_all(folder: Path) -> dict[str, float]:
    """Imports the workbooks of `folder`: seconds, acts, and the greatest memory before and in the end, in MiB.

    Raises ValueError if a line is refused: then something else would have been measured.
    """
    from lvheng.kernel.ledger.models import ActLine

    before = memory()
    acts = ActLine.objects.count()
    taken = sum(seconds(import_one, folder / f"{name}.xlsx") for name in ORDER)
    return {
        "seconds": taken,
        "acts": ActLine.objects.count() - acts,
        "memory_before": before,
        "memory": memory(),
    }


def import_one(file: Path) -> None:
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER
    from lvheng.kernel.tables.intake import accept, bring_in

    intake = bring_in(file.read_bytes(), file.name, actor=SYSTEM_VIEWER, basis=f"导入文件“{file.name}”")
    told = accept(intake, SYSTEM_VIEWER).as_json()
    if told["refused"] or told["rest"]:
        raise ValueError(f"{file.name}: {told['refused']} 行被退回，{told['rest']} 行没有读到")


def memory() -> float:
    """The greatest memory so far of this program and of the largest that it has started, in MiB."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(kind).ru_maxrss for kind in kinds) / UNITS_A_MIB


def main() -> None:
    """Imports the workbooks of the folder that is named and prints what it took as JSON."""
    from lvheng.benchmarks.ground import set_up

    set_up()
    print(json.dumps(import_all(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
