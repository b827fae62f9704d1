"""A whole log is audited from its files; whatever was changed in them, or since a checkpoint that was kept, is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvheng.kernel.ledger.auditing import audited
from lvheng.kernel.ledger.note import NoteKey, NoteRefused
from lvheng.kernel.ledger.sequencing.tests.conftest import NAME, Ground
from lvheng.kernel.ledger.trust import Trust


@pytest.fixture
def trust(ground: Ground) -> Trust:
    ground.drain()
    return Trust(logs=[NoteKey(NAME, key.algorithm, key.public) for key in ground.ring.keys_of("log")])


def test_a_log_in_order_is_told_so(ground: Ground, trust: Trust) -> None:
    kept = ground.files.checkpoint()
    ground.add(ground.connect("app"), *range(ground.next_key(), ground.next_key() + 300))
    ground.drain()
    shown = audited(ground.files.folder, trust, [kept])
    assert shown.told["size"] == ground.head().size
    assert shown.lines[-1] == "与从前的 1 个检查点相接"


def test_a_log_that_was_written_anew_is_not_the_one_that_was_kept(ground: Ground, trust: Trust, tmp_path: Path) -> None:
    """Everything fits together, the key is the same, and only the checkpoint that somebody kept shows it."""
    kept = ground.files.checkpoint()
    shutil.rmtree(ground.files.folder)
    owner = ground.connect("owner")
    for table in ("ledger_entry", "log_head", "log_number", "log_tile", "log_checkpoint"):
        owner.execute(f"alter table kernel_{table} disable trigger user")
    owner.execute("delete from kernel_ledger_entry where id = (select min(id) from kernel_ledger_entry)")
    owner.execute("truncate kernel_log_head, kernel_log_number, kernel_log_tile, kernel_log_checkpoint")
    ground.add(ground.connect("app"), ground.next_key(), ground.next_key() + 1)
    ground.drain()
    assert audited(ground.files.folder, trust)
    with pytest.raises(NoteRefused, match="不相接"):
        audited(ground.files.folder, trust, [kept])


def test_a_log_that_became_shorter_is_told(ground: Ground, trust: Trust, tmp_path: Path) -> None:
    shutil.copytree(ground.files.folder, tmp_path / "before")
    ground.add(ground.connect("app"), ground.next_key())
    ground.drain()
    with pytest.raises(NoteRefused, match="变短"):
        audited(tmp_path / "before", trust, [ground.files.checkpoint()])


def superseded(file: Path) -> bool:
    """Whether it is a partial tile that a wider one or the full one has followed: the head of now does not name it."""
    if file.parent.suffix != ".p":
        return False
    return file.parent.with_suffix("").exists() or any(int(o.name) > int(file.name) for o in file.parent.iterdir())


def test_no_bit_of_any_file_can_be_flipped(ground: Ground, trust: Trust) -> None:
    files = sorted(file for file in ground.files.folder.rglob("*") if file.is_file() and not superseded(file))
    assert len(files) > 50

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.sampled_from(files), st.floats(0, 1, exclude_max=True))
    def flipped(file: Path, where: float) -> None:
        content = file.read_bytes()
        bit = int(where * 8 * len(content))
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        file.write_bytes(changed)
        try:
            with pytest.raises((NoteRefused, UnicodeDecodeError)):
                audited(ground.files.folder, trust)
        finally:
            file.write_bytes(content)

    flipped()
    assert audited(ground.files.folder, trust)


def test_a_missing_file_is_named(ground: Ground, trust: Trust) -> None:
    (ground.files.folder / "tile" / "0" / "003").unlink()
    with pytest.raises(NoteRefused, match="缺少文件 tile/0/003"):
        audited(ground.files.folder, trust)
