"""A wallet's reader that nobody here wrote, `@sd-jwt/core` of npm, believes what we sign, whole or in part, and no other.

It runs where node and the package are (`.ci/run` installs it by its lock file); elsewhere it says so and is skipped."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from lvheng.elicence.faces import sd_jwt
from lvheng.elicence.faces.said import url64
from lvheng.elicence.tests.test_faces import AT, LAWYER, ring, signer
from lvheng.elicence.tests.test_other_readers import point
from lvheng.kernel.signing.signer import FileSigner

__all__ = ["ring", "signer"]

READER = Path(__file__).parent / "readers"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(
    not NODE or not (READER / "node_modules").is_dir(), reason="没有 node 或 @sd-jwt/core（npm ci 即得）"
)


def read(token: str, signer: FileSigner, only: list[str] | None = None) -> dict[str, Any] | None:
    """What the reader says of the token, showing `only` some claims; None if it refuses it."""
    x, y = (url64(part) for part in point(signer))
    asked = {"token": token, "key": {"kty": "EC", "crv": "P-256", "x": x, "y": y}, "only": only}
    done = subprocess.run(  # noqa: S603 - our own script
        [str(NODE), "read.mjs"], cwd=READER, input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


def test_it_says_what_we_signed(signer: FileSigner) -> None:
    found = read(sd_jwt.write(LAWYER, AT, signer), signer)
    assert found
    assert {name: found[name] for name in LAWYER.items} == dict(LAWYER.items)


def test_the_holder_shows_a_part_by_it(signer: FileSigner) -> None:
    found = read(sd_jwt.write(LAWYER, AT, signer), signer, ["sex"])
    assert found
    assert found["sex"] == "男"
    assert "first_practised_on" not in found


def test_it_refuses_what_was_changed(signer: FileSigner) -> None:
    token = sd_jwt.write(LAWYER, AT, signer)
    head, body, rest = token.split(".", 2)
    at = len(body) // 2
    other = "A" if body[at] != "A" else "B"
    assert read(f"{head}.{body[:at]}{other}{body[at + 1 :]}.{rest}", signer) is None
    disclosures = token.split("~")
    assert read("~".join([disclosures[0], disclosures[1][:-2] + "AA", *disclosures[2:]]), signer) is None
