"""The file of a backup: what is in it comes out again, and nothing that was cut, changed or forged is taken for one."""

from __future__ import annotations

import argparse
import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from lvheng import cli
from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.launcher.refusal import Refusal
from lvheng.operation.backup import archive, sealed
from lvheng.operation.backup.archive import Backup, Manifest, NotABackup, open_backup
from lvheng.operation.backup.leaves import of_dump, tally
from lvheng.operation.backup.programs import connected
from lvheng.operation.backup.restore import packed_keys, refuse_newer
from lvheng.operation.backup.sealed import WrongPassphrase

PASSPHRASE = "a passphrase of the test"
DUMP = bytes(range(256)) * 9
TOLD = Manifest(
    made_at="2026-01-05T03:00:00+08:00", version="0.1.0", postgres=18, owner="lvheng_owner", migrations={}, last_entry=7,
    entries=5, leaves="00", counts={"kernel_act": 5}, triggers=[], dump_size=0, dump_sha256="", keys=True,
)  # fmt: skip


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase is dear to try on purpose; not in these tests."""
    monkeypatch.setattr(sealed, "COST", 2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    (folder / "keys").mkdir(parents=True)
    (folder / "keys" / "root").write_bytes(b"r" * 32)
    (folder / "secret").write_text("s" * 64)
    return folder


def write(file: Path, home: Path, told: Manifest = TOLD) -> Backup:
    with file.open("w+b") as written:
        size, digest = archive.add_stream(written, archive.DUMP, io.BytesIO(DUMP))
        bound = replace(told, dump_size=size, dump_sha256=digest).as_bytes()
        archive.add_bytes(written, archive.MANIFEST, bound)
        if told.keys:
            archive.add_bytes(written, archive.KEYS, sealed.seal(sealed.pack(home), PASSPHRASE, bound))
        archive.finish(written)
    return open_backup(file)


def test_it_is_a_tar_that_gives_back_what_was_put_in(tmp_path: Path, home: Path) -> None:
    backup = write(tmp_path / "b", home)
    backup.check_dump()
    assert backup.manifest == replace(TOLD, dump_size=len(DUMP), dump_sha256=backup.manifest.dump_sha256)
    with tarfile.open(tmp_path / "b") as tar:
        assert tar.getnames() == [archive.DUMP, archive.MANIFEST, archive.KEYS]
        assert [member.mode for member in tar.getmembers()] == [0o600] * 3
    with backup.dump() as dump:
        assert dump.read() == DUMP


def test_the_keys_come_back_for_the_caller_alone_and_only_into_a_home_without_any(tmp_path: Path, home: Path) -> None:
    packed = packed_keys(write(tmp_path / "b", home), PASSPHRASE)
    other = tmp_path / "other"
    other.mkdir()
    assert sealed.unpack(packed, other) == sealed.present(other) == ["keys/root", "secret"]
    assert (other / "keys" / "root").read_bytes() == b"r" * 32
    assert {(other / name).stat().st_mode & 0o777 for name in ("keys/root", "secret")} == {0o600}
    with pytest.raises(FileExistsError):
        sealed.unpack(packed, other)


@pytest.mark.parametrize("name", ["../outside", "keys/../secret2", "/etc/passwd", "keys/a/b", "other"])
def test_no_key_is_written_outside_its_folder(tmp_path: Path, name: str) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        tar.addfile(tarfile.TarInfo(name), io.BytesIO())
    with pytest.raises(ValueError, match="holds no"):
        sealed.unpack(packed.getvalue(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_keys_open_only_with_their_passphrase_and_their_manifest(tmp_path: Path, home: Path) -> None:
    backup = write(tmp_path / "b", home)
    with pytest.raises(WrongPassphrase):
        sealed.unseal(backup.keys, "another passphrase", backup.bound)
    with pytest.raises(WrongPassphrase):
        sealed.unseal(backup.keys, PASSPHRASE, backup.bound.replace(b'"entries": 5', b'"entries": 4'))
    with pytest.raises(WrongPassphrase):
        sealed.unseal(backup.keys[:-1] + bytes([backup.keys[-1] ^ 1]), PASSPHRASE, backup.bound)
    for passphrase in (None, "another passphrase"):
        with pytest.raises(Refusal, match="口令"):
            packed_keys(backup, passphrase)
    assert packed_keys(write(tmp_path / "none", home, replace(TOLD, keys=False)), None) == b""


def test_every_changed_byte_of_the_dump_is_noticed(tmp_path: Path, home: Path) -> None:
    file = tmp_path / "b"
    write(file, home)
    whole = bytearray(file.read_bytes())
    whole[tarfile.BLOCKSIZE + 1000] ^= 1
    file.write_bytes(whole)
    with pytest.raises(NotABackup, match="摘要不符"):
        open_backup(file).check_dump()


@pytest.mark.parametrize("kept", [0, 100, tarfile.BLOCKSIZE, 3000, 4500])
def test_a_file_that_was_cut_short_is_refused(tmp_path: Path, home: Path, kept: int) -> None:
    file = tmp_path / "b"
    write(file, home)
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(NotABackup):
        open_backup(file).check_dump()


def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.tar"
    with tarfile.open(other, "w") as tar:
        tar.addfile(tarfile.TarInfo("manifest.json"))
    (tmp_path / "text").write_text("no backup")
    for file, said in (
        (other, "不是律衡的备份"),
        (tmp_path / "text", "不是律衡的备份"),
        (tmp_path / "gone", "没有这个文件"),
    ):
        assert cli.main(["backup", "--verify", str(file)]) == 1
        assert said in capsys.readouterr().err


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path, home: Path) -> None:
    known = {"kernel": ["0001_initial"], "procrastinate": ["0001_initial"]}
    refuse_newer(write(tmp_path / "b", home, replace(TOLD, migrations=known)))
    for newer in ({"kernel": ["0001_initial", "9999_later"]}, {"a_later_room": ["0001_initial"]}):
        with pytest.raises(Refusal, match="更新的版本"):
            refuse_newer(write(tmp_path / "b", home, replace(TOLD, migrations=newer)))
    with pytest.raises(NotABackup, match="格式 2"):
        write(tmp_path / "b", home, replace(TOLD, format=2))


def test_without_a_passphrase_nothing_is_begun(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for passphrase in ("", "short"):
        monkeypatch.setenv("LVHENG_BACKUP_PASSPHRASE", passphrase)
        monkeypatch.setattr("lvheng.launcher.database.ensure", lambda: pytest.fail("the database was asked"))
        assert cli.main(["backup"]) == 3
        assert "LVHENG_BACKUP_PASSPHRASE" in capsys.readouterr().err


def test_the_ledger_is_counted_alike_in_any_order_and_a_false_leaf_is_named() -> None:
    entries = [(number, body := b"entry %d" % number, leaf_hash(body)) for number in (3, 1, 2)]
    found, other = tally(entries), tally(sorted(entries))
    assert found == other
    assert (found.entries, found.last, found.wrong) == (3, 3, [])
    changed = tally([*entries[:2], (2, b"changed", entries[2][2])])
    assert changed.wrong == [2]
    assert tally([*entries[:2], (4, b"entry 2", entries[2][2])]).digest != found.digest


def test_entries_are_read_out_of_the_text_of_a_dump() -> None:
    text = (
        b"SET x;\nCOPY public.kernel_ledger_entry (id, leaf, body, at) FROM stdin;\n"
        b"7\t\\\\x00ff\t\\\\x7b7d\t2026-01-05 00:00:00+00\n8\t\\\\x01\t\\\\x\t2026-01-05 00:00:00+00\n\\.\n8\t9\n"
    )
    assert list(of_dump(text.splitlines(keepends=True))) == [(7, b"{}", b"\x00\xff"), (8, b"", b"\x01")]


def test_no_password_stands_on_a_command_line() -> None:
    shown, environment = connected("postgresql://me:geheim@db.example:5433/law?sslmode=require")
    assert "geheim" not in shown
    assert environment["PGPASSWORD"] == "geheim"
    assert {"user=me", "dbname=law", "host=db.example", "port=5433", "sslmode=require"} == set(
        shown.removeprefix("--dbname=").split()
    )


def test_restore_says_what_it_was_given(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    verb = cli.load("restore")
    assert verb.run(argparse.Namespace(file=tmp_path / "gone")) == 1
    assert "没有这个文件" in capsys.readouterr().err
