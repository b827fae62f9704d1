"""Makes a demonstration: opens the bulk act of each region, tells the regions beside each other, and makes the accounts.

Stopped and called again, it goes on where it was.
"""

from __future__ import annotations

import json
import selectors
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from typing import IO, Any

from django.db import transaction

from lvheng.demonstration.accounts import make_accounts
from lvheng.demonstration.letters import write_templates
from lvheng.demonstration.replay import Telling, tell_region
from lvheng.demonstration.sizes import SIZES, Size
from lvheng.demonstration.steering import steer
from lvheng.demonstration.verifications import verify_some
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.guard import analyse
from lvheng.kernel.acts.perform import BULK, open_parent
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.models import ActLine, LedgerOpening
from lvheng.launcher.parent import die_with_parent
from lvheng.launcher.refusal import Refusal
from lvheng.launcher.tree import python
from lvheng.register.models import PractisingLicence

Tell = Callable[[int, int, str], None]  # acts done, about how many in all, what is being done

BASIS = "演示材料"
SOURCE = "input.demonstration"
ELSEWHERE = "要另装一份，请用 LVHENG_HOME 指定一个新的目录（或用 DATABASE_URL 指定一个空的数据库）后再运行。"


def make_demonstration(size: Size, seed: int, today: date, tell: Tell) -> int:
    """Fills an empty register, or goes on filling one, and makes the accounts to enter it by; returns how many acts it
    took. Raises `Refusal` if somebody is in the register already, or if another demonstration has been begun in it."""
    tell(0, 1, "正在编写历史")
    tellings = _begun(size, seed) or _begin(size, seed, today)
    _tell_all(tellings, tell)
    analyse()
    make_accounts(tellings[0].today - timedelta(days=1))
    write_templates()
    verify_some(seed, today)
    steer(today)
    return ActLine.objects.filter(parent__in=[telling.parent for telling in tellings]).count()


def _begin(size: Size, seed: int, today: date) -> list[Telling]:
    if PractisingLicence.rows.exists():
        raise Refusal("登记簿里已有律师，演示材料只能装进空的登记簿。", ELSEWHERE)
    with transaction.atomic():
        return [
            Telling(
                region,
                seed,
                today,
                open_parent(
                    actor=SYSTEM_VIEWER,
                    on=today,
                    basis=BASIS,
                    fields={"demonstration": size.code, "region": region.order, "seed": seed, "day": str(today)},
                ),
            )
            for region in size.regions
        ]


def _begun(size: Size, seed: int) -> list[Telling]:
    """The regions of a demonstration that was begun and not finished, from what was committed of it then."""
    entries = ActLine.objects.filter(kind=BULK, basis=BASIS).values_list("id", flat=True)
    openings = LedgerOpening.objects.filter(entry__in=list(entries)).order_by("entry").values_list("entry", "text")
    found: list[tuple[int, dict[str, Any]]] = [(entry, json.loads(text)) for entry, text in openings]
    found = [(entry, told) for entry, told in found if SOURCE in told]
    if not found or Account.objects.filter(demonstration=True).exists():
        return []
    begun, first = found[0][1][SOURCE], found[0][1]["input.seed"]
    if (begun, first) != (size.code, seed):
        raise Refusal(
            f"这里有一份没有装完的演示材料（规模 {begun}，种子 {first}），不能再装别的。",
            f"请运行 ./lvheng demo {begun} --seed {first} 接着装。{ELSEWHERE}",
        )
    return [
        Telling(region, seed, date.fromisoformat(told["input.day"]), entry)
        for region, (entry, told) in zip(SIZES[begun].regions, found, strict=True)
    ]


def _tell_all(tellings: Sequence[Telling], tell: Tell) -> None:
    total = sum(telling.acts for telling in tellings)
    if len(tellings) == 1:
        tell_region(tellings[0], lambda done, word: tell(min(done, total), total, word))
        return
    done = dict.fromkeys(range(len(tellings)), 0)
    for number, acts, word in _beside(tellings):
        done[number] = min(acts, tellings[number].acts)
        tell(sum(done.values()), total, word)


def _beside(tellings: Sequence[Telling]) -> Iterator[tuple[int, int, str]]:
    """Tells each region by a program of its own: of whom, how many acts are done, and what is being done. Regions share
    no subject, so that their order does not matter. Raises `Refusal` if one fails; then, as when stopped, all end."""
    with ExitStack() as stack, selectors.DefaultSelector() as heard:
        running = {number: stack.enter_context(_program(telling)) for number, telling in enumerate(tellings)}
        for number, program in running.items():
            heard.register(_output(program), selectors.EVENT_READ, number)
        while heard.get_map():
            for key, _ in heard.select():
                line = _output(running[key.data]).readline()
                if line:
                    acts, _, word = line.strip().partition(" ")
                    yield key.data, int(acts), word
                    continue
                heard.unregister(key.fileobj)
                if running[key.data].wait() != 0:
                    raise Refusal("演示材料没有装完（原因见上）。", "处理后再运行同样的命令，会从停下的地方接着装。")


def _output(program: subprocess.Popen[str]) -> IO[str]:
    assert program.stdout is not None
    return program.stdout


@contextmanager
def _program(telling: Telling) -> Iterator[subprocess.Popen[str]]:
    program = subprocess.Popen(  # noqa: S603 - our own module
        python("lvheng.demonstration.program", telling.written()),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        start_new_session=True,  # Ctrl-C reaches us alone, and we end it
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        yield program
    finally:
        program.terminate()
        program.communicate()
