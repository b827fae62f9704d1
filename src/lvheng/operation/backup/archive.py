"""The file of a backup: a tar of `database.dump` (pg_dump's custom format), `manifest.json` and `keys.sealed`.

The dump is streamed in before its size is known, so nothing needs the space twice; the manifest after it holds its
digest; the sealed keys come last and are bound to the manifest's bytes.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, BinaryIO

DUMP, MANIFEST, KEYS = "database.dump", "manifest.json", "keys.sealed"
FORMAT = 1
CHUNK = 1 << 20


class NotABackup(Exception):
    """The file is no backup of ours, or has been cut short or changed; the text is the Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds and what the database must show once it is restored."""

    made_at: str
    version: str
    postgres: int
    owner: str
    migrations: dict[str, list[str]]
    last_entry: int
    entries: int
    leaves: str
    counts: dict[str, int]
    triggers: list[str]
    dump_size: int
    dump_sha256: str
    keys: bool
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def add_stream(archive: BinaryIO, name: str, source: IO[bytes]) -> tuple[int, str]:
    """Append a member whose size is not known yet; returns its size in bytes and its SHA-256."""
    start, digest, size = archive.tell(), hashlib.sha256(), 0
    archive.write(bytes(tarfile.BLOCKSIZE))
    while chunk := source.read(CHUNK):
        archive.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    archive.write(bytes(-size % tarfile.BLOCKSIZE))
    end = archive.tell()
    archive.seek(start)
    archive.write(_header(name, size))
    archive.seek(end)
    return size, digest.hexdigest()


def add_bytes(archive: BinaryIO, name: str, content: bytes) -> None:
    """Append a small member."""
    archive.write(_header(name, len(content)) + content + bytes(-len(content) % tarfile.BLOCKSIZE))


def finish(archive: BinaryIO) -> None:
    """Two empty blocks end a tar."""
    archive.write(bytes(2 * tarfile.BLOCKSIZE))


def _header(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(tarfile.GNU_FORMAT)  # sizes beyond 8 GB


@dataclass(frozen=True, slots=True)
class Backup:
    """An opened backup: its manifest with the very bytes that the keys are bound to, and the sealed keys, b'' if none."""

    file: Path
    manifest: Manifest
    bound: bytes
    keys: bytes

    @contextmanager
    def dump(self) -> Iterator[IO[bytes]]:
        """The dump, to be read once from its beginning."""
        with tarfile.open(self.file) as tar:
            source = tar.extractfile(DUMP)
            assert source is not None
            yield source

    def check_dump(self) -> None:
        """Raises NotABackup if the dump is not the one the manifest tells of."""
        digest, size = hashlib.sha256(), 0
        with self.dump() as source:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
        if (size, digest.hexdigest()) != (self.manifest.dump_size, self.manifest.dump_sha256):
            raise NotABackup(f"{self.file.name} 里的数据库与清单上的摘要不符：文件被截断或改动过。")


def open_backup(file: Path) -> Backup:
    """Read a backup's manifest. Raises NotABackup."""
    try:
        with tarfile.open(file) as tar:
            small = {m.name: tar.extractfile(m) for m in tar.getmembers() if m.name in (MANIFEST, KEYS, DUMP)}
            bound, keys = (of.read() if (of := small.get(name)) else b"" for name in (MANIFEST, KEYS))
        told = json.loads(bound)
        if told.get("format") != FORMAT:
            raise NotABackup(f"{file.name} 是更新的版本写的备份（格式 {told.get('format')}），请用那个版本恢复。")
        found = Backup(file, Manifest(**told), bound, keys)
    except FileNotFoundError:
        raise NotABackup(f"没有这个文件：{file}。") from None
    except (OSError, tarfile.TarError, ValueError, TypeError) as error:
        raise NotABackup(f"{file.name} 不是律衡的备份，或者不完整。") from error
    if DUMP not in small or found.manifest.keys != bool(keys):
        raise NotABackup(f"{file.name} 不完整：缺少数据库或密钥。")
    return found
