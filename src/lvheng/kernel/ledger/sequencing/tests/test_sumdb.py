"""Code that nobody here wrote checks the log: Go's golang.org/x/mod/sumdb, as Debian packages it.

Without Go the tests are skipped and say so; where CI is set they fail instead (`.ci/run` installs it).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.kernel.ledger.note import COSIGNATURE, NoteKey, cosign
from lvheng.kernel.ledger.proof import Proof
from lvheng.kernel.ledger.sequencing.tests.conftest import NAME, Ground
from lvheng.kernel.ledger.tests.test_note import Fixed
from lvheng.kernel.ledger.tiles import entries_of, over_tiles, tile_path, tiles_between
from lvheng.kernel.ledger.tree import inclusion
from lvheng.kernel.ledger.trust import Trust, Witness, written
from lvheng.kernel.signing.signer import State
from lvheng.kernel.signing.suites import SM2

pytestmark = pytest.mark.long

GO, PATH = shutil.which("go"), Path("/usr/share/gocode")
LIBRARY = PATH / "src" / "golang.org" / "x" / "mod" / "sumdb"
SOURCE = Path(__file__).parent / "sumdb"


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Go program, built."""
    if GO is None or not LIBRARY.exists():
        missing = (
            "没有 Go 或 golang.org/x/mod（Debian：golang-go、golang-golang-x-mod-dev），公开日志没有由别人的代码核对"
        )
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("go")
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(PATH),
        "GOFLAGS": "",
        "GOCACHE": str(folder / "cache"),
    }
    program = folder / "checker"
    subprocess.run([GO, "build", "-o", program, "."], cwd=SOURCE, env=environment, check=True)  # noqa: S603 - our own program
    return program


def run(checker: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([checker, *map(str, arguments)], capture_output=True, text=True)  # noqa: S603 - our own program


def vkey(ground: Ground) -> str:
    [key] = ground.ring.keys_of("log")
    return NoteKey(NAME, key.algorithm, key.public).written


def test_go_finds_everything_in_order(ground: Ground, checker: Path, tmp_path: Path) -> None:
    older = []
    for count in (0, 1, 255, 700):
        key = ground.next_key()
        ground.add(ground.connect("app"), *range(key, key + count))
        ground.drain()
        older.append(tmp_path / f"checkpoint-{count}")
        older[-1].write_text(ground.files.checkpoint())
    done = run(checker, ground.files.folder, vkey(ground), *older)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"size {ground.head().size}",
        f"root {ground.head().root.hex()}",
        f"older {len(older)}",
    ]


def test_go_refuses_a_checkpoint_that_another_log_signed(ground: Ground, checker: Path, tmp_path: Path) -> None:
    ground.drain()
    other = NoteKey(NAME, "Ed25519", bytes(32)).written
    assert run(checker, ground.files.folder, other).returncode == 1


def test_go_refuses_every_kind_of_flipped_byte(ground: Ground, checker: Path) -> None:
    """One byte in each file that the checkpoint rests on: the first, one in the middle, the last."""
    ground.drain()
    size, folder = ground.head().size, ground.files.folder
    last = [
        (level, number, width)
        for level, number, width in tiles_between(0, size)
        if number in (0, size >> 8 * (level + 1))
    ]
    files = [folder / tile_path(*each) for each in last]
    files += [folder / tile_path("entries", number, width) for level, number, width in last if level == 0]
    for file in [*files, folder / "checkpoint"]:
        content = file.read_bytes()
        for place in (0, len(content) // 2, len(content) - 2):
            file.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
            done = run(checker, folder, vkey(ground))
            assert done.returncode == 1, f"{file.relative_to(folder)} byte {place}"
        file.write_bytes(content)
    assert run(checker, folder, vkey(ground)).returncode == 0


def test_go_believes_a_proof_file_and_no_changed_one(ground: Ground, checker: Path, tmp_path: Path) -> None:
    ground.drain()
    size, index = ground.head().size, 300
    entry = entries_of((ground.files.folder / tile_path("entries", index // 256)).read_bytes())[index % 256]
    path = tuple(inclusion(index, size, over_tiles(ground.files.tiles(size))))
    file, body = tmp_path / "a.tlog-proof", tmp_path / "entry"
    body.write_bytes(entry)
    text = Proof(index, path, ground.files.checkpoint(), b"beside").text
    file.write_text(text)
    assert run(checker, "-proof", file, body, vkey(ground)).returncode == 0
    for changed in (text.replace("index 300", "index 301"), text[:60] + chr(ord(text[60]) ^ 1) + text[61:]):
        file.write_text(changed)
        assert run(checker, "-proof", file, body, vkey(ground)).returncode == 1
    file.write_text(text)
    body.write_bytes(entry + b"x")
    assert leaf_hash(entry + b"x") != leaf_hash(entry)
    assert run(checker, "-proof", file, body, vkey(ground)).returncode == 1


def keys_of(ground: Ground, *states: State) -> list[NoteKey]:
    return [NoteKey(NAME, k.algorithm, k.public) for k in ground.ring.keys_of("log") if k.state in states]


def test_go_takes_all_keys_of_a_log_whose_key_was_changed(ground: Ground, checker: Path, tmp_path: Path) -> None:
    ground.drain()
    old = tmp_path / "old"
    old.write_text(ground.files.checkpoint())
    ground.ring.activate(ground.ring.make("log").kid)
    ground.add(ground.connect("app"), ground.next_key())
    ground.drain()
    [before], [after] = keys_of(ground, State.VERIFY_ONLY), keys_of(ground, State.ACTIVE)
    policy = tmp_path / "policy"
    unknown = NoteKey(NAME, SM2.code, b"a key that Go does not know")
    policy.write_text(written(Trust(logs=[unknown, before, after])))
    assert run(checker, ground.files.folder, policy, old).returncode == 0
    assert run(checker, ground.files.folder, after.written).returncode == 0
    done = run(checker, ground.files.folder, after.written, old)
    assert done.returncode == 1, "the former checkpoint is the former key's"


def test_go_asks_for_as_many_witnesses_as_the_policy_wants(ground: Ground, checker: Path, tmp_path: Path) -> None:
    ground.drain()
    note, policy = ground.files.checkpoint(), tmp_path / "policy"
    text = note[: note.index("\n\n") + 1]
    signers = {f"w{n}": Fixed(bytes([60 + n]) * 32) for n in (1, 2, 3)}
    witnesses = {
        name: Witness(name, NoteKey(f"{name}.example", COSIGNATURE, signer.public)) for name, signer in signers.items()
    }
    groups = {"two": (2, ("w1", "w2")), "most": (2, ("two", "w3", "w1"))}
    policy.write_text(
        written(Trust(logs=keys_of(ground, State.ACTIVE), witnesses=witnesses, groups=groups, quorum="most"))
    )
    lines = {name: cosign(text, f"{name}.example", signer, 1_800_000_000) for name, signer in signers.items()}
    for cosigned, code in ((("w1",), 1), (("w1", "w3"), 0), (("w1", "w2"), 0), (("w3",), 1)):
        ground.files.put_checkpoint(note + "".join(lines[name] for name in cosigned))
        assert run(checker, ground.files.folder, policy).returncode == code, cosigned
    other = cosign(text.replace(NAME, "another.example"), "w3.example", signers["w3"], 1_800_000_000)
    ground.files.put_checkpoint(note + lines["w1"] + other)
    assert run(checker, ground.files.folder, policy).returncode == 1, "a witness's line under another text"
