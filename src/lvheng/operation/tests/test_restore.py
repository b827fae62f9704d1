"""Whatever was done up to the last act is there again after a restore on another machine, and is looked at one by one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import transaction

from lvheng.kernel.acts.tests.attaching import attach
from lvheng.kernel.documents.files import attachments_of, content_of
from lvheng.kernel.documents.tests.making import paper
from lvheng.launcher import database
from lvheng.launcher import home as homes
from lvheng.launcher.database import Connections
from lvheng.launcher.refusal import Refusal
from lvheng.operation.backup.archive import open_backup
from lvheng.operation.backup.make import shown
from lvheng.operation.backup.record import last_backup
from lvheng.operation.backup.restore import refuse_full
from lvheng.operation.backup.verify import check_database

pytestmark = pytest.mark.long

SOURCE = Path(__file__).resolve().parents[3]
ROOT_KEY = bytes(range(32))  # the key under which the test's register was sealed (conftest)
PASSPHRASE = "a passphrase of the test"


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the account of the database server can pass through."""
    above = Path(tempfile.mkdtemp(prefix="lvheng-test-", dir="/var/tmp"))
    above.chmod(0o755)
    yield above
    shutil.rmtree(above)


def run(home: Path, *arguments: str, at: Connections | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """One command line with that home: on its embedded server, or on the database `at`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LVHENG_", "DATABASE_"))}
    environment = {
        **kept,
        "LVHENG_HOME": str(home),
        "PYTHONPATH": str(SOURCE),
        **(at.environment() if at else {}),
        **more,
    }
    command = [sys.executable, "-P", "-m", "lvheng", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 - our own command


def enter_organ(name: str) -> int:
    """One more act; the number of its entry."""
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER
    from lvheng.kernel.acts.organisations import EnterOrganisation, NewOrganisation
    from lvheng.kernel.acts.perform import perform
    from lvheng.kernel.subjects.models import OrganisationKind

    given = NewOrganisation(name=name, kind=OrganisationKind.ORGAN, district="110105", parent=None)
    return perform(EnterOrganisation, given, actor=SYSTEM_VIEWER, effective_on=date(2026, 1, 5), basis="备份测试").entry


def test_a_restored_register_is_the_one_that_was_backed_up(
    place: Path, fresh_database: Connections, committing: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = place / "before", place / "after"
    (before / "keys").mkdir(parents=True)
    (before / "keys" / "root").write_bytes(ROOT_KEY)
    with committing():
        last = [enter_organ(f"备份试验机关{number}") for number in range(3)][-1]
        with transaction.atomic():
            attach(last, "备份试验")
        figures = figures_now()
    made = run(before, "backup", at=fresh_database, LVHENG_BACKUP_PASSPHRASE=PASSPHRASE)
    assert made.returncode == 0, made.stderr
    file = Path(made.stdout.strip())
    noted = last_backup(before)
    assert noted
    assert (noted.file, noted.last_entry, file.stat().st_mode & 0o777) == (str(file), last, 0o600)
    with committing():
        enter_organ("备份以后的机关")

    restored = run(after, "restore", str(file), LVHENG_BACKUP_PASSPHRASE=PASSPHRASE)
    assert restored.returncode == 0, restored.stderr
    assert f"到第 {last} 条" in restored.stderr
    assert (after / "keys" / "root").read_bytes() == ROOT_KEY
    assert (after / "keys" / "root").stat().st_mode & 0o777 == 0o600

    monkeypatch.setenv("LVHENG_HOME", str(after))
    monkeypatch.setattr(database, "_kept", [])  # what is released below is this server, not the one of all tests
    home = homes.open_home()
    connections = database.embedded(home)
    try:
        with pytest.raises(Refusal, match="不是空的"):
            refuse_full(connections.owner, after)
        with committing():
            point_at(connections.app)
            assert entries_now() == (open_backup(file).manifest.entries, last)
            assert figures_now() == figures
            [kept] = attachments_of([last])[last]
            assert content_of(kept.file_id) == paper("备份试验"), (
                "a backup holds the files of acts, and what opens them"
            )
        look_closely(connections, open_backup(file).manifest, last)
    finally:
        database.release(home)


def figures_now() -> list[dict[str, Any]]:
    """Every figure on a fixed day with the digest of its rows, as `./lvheng figures --json` tells them."""
    from lvheng.verbs.figures import measured

    return [told for told, _ in measured(Namespace(on=date(2026, 1, 5), known_at=None, district=""))]


def entries_now() -> tuple[int, int]:
    """How many entries the ledger has, and the last one's number."""
    from lvheng.kernel.ledger.models import LedgerEntry

    return LedgerEntry.objects.count(), LedgerEntry.objects.latest("id").pk


def point_at(connection: str) -> None:
    """Lets Django's connection of this block lead to another database."""
    from django.db import connections

    from lvheng.config.settings import database_settings

    named = database_settings(connection)
    connections["default"].settings_dict.update({name: named[name] for name in ("NAME", "USER", "HOST", "PORT")})


def look_closely(restored: Connections, told: Any, last: int) -> None:
    """The restored database shows all that the manifest tells, and every damage done to it is found."""
    with psycopg.connect(restored.owner) as connection:
        found = shown(connection)
        assert (found.ledger.last, found.ledger.entries, found.ledger.wrong) == (last, told.entries, [])
        assert found.ledger.digest == told.leaves
        assert found.counts == told.counts
        assert found.counts["kernel_sensitive_value"] > 1_000
        assert connection.execute("select count(*) from kernel_kept_reading").fetchone() == (0,)
    assert check_database(restored.owner, restored.app, told) == []
    damages = {
        "kernel_post no_edit": "drop trigger no_edit on kernel_post",
        "存证表可以被修改": "alter table kernel_ledger_entry disable trigger only_grows;"
        " grant update on kernel_ledger_entry to lvheng_app",
        "存证应有": "delete from kernel_ledger_entry where id = (select max(id) from kernel_ledger_entry)",
        "的叶与字节不符": "update kernel_ledger_entry set body = body || 'x' where id = (select min(id) from kernel_ledger_entry)",
        "表 kernel_ledger_entry 应有": "select 1",
        "应当是空的表里有行：django_session": "insert into django_session values ('a', 'b', now())",
    }
    with psycopg.connect(restored.owner) as connection:
        for damage in damages.values():
            connection.execute(damage)
    wrong = "\n".join(check_database(restored.owner, restored.app, told))
    assert [sentence for sentence in damages if sentence not in wrong] == []
