"""Verifying electronic licences off line, with the keys and the status list at hand, one after the other in one process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from lvheng.benchmarks.measured import Measured, seconds
from lvheng.elicence.faces import cwt, sd_jwt, status_list
from lvheng.elicence.faces.said import Said
from lvheng.elicence.verification import Kept, verified
from lvheng.kernel.signing.signer import Keyring

COUNT, BEFORE = 2_000, 100
GOAL = 1.0  # milliseconds: 1,000 a second
AT = "https://licence.example"


def measure(size: str) -> list[Measured]:
    """The code and the wallet face, each licence another; the floor is the check of the signature alone."""
    at = datetime.now(UTC)
    with TemporaryDirectory(prefix="lvheng-") as made:
        ring = Keyring(Path(made))
        [signer, *_] = ring.signers("licence")
        keys = ring.keys_of("licence")
        token = status_list.write(0, bytes(16_384), int(at.timestamp()), AT, signer)
        kept = Kept(keys, {0: status_list.read(token, keys)})
        message = b"licence" * 50
        signature = signer.sign(message)
        floor = seconds(lambda: [keys[0].verify(message, signature) for _ in range(COUNT)])
        codes = [cwt.write(_said(number, at), signer).encode() for number in range(COUNT + BEFORE)]
        faces = [sd_jwt.write(_said(number, at), AT, signer).encode() for number in range(COUNT + BEFORE)]

    def check(files: list[bytes]) -> Callable[[], None]:
        def all_of_them() -> None:
            for file in files:
                verified(file, kept, at)

        return all_of_them

    found = []
    for name, title, files in (("licence_code", "二维码", codes), ("licence_wallet", "SD-JWT", faces)):
        check(files[:BEFORE])()
        each = 1_000 * seconds(check(files[BEFORE:])) / COUNT
        title = f"核验一张电子证照（{title}），每秒 {1_000 / each:,.0f} 张"
        found.append(Measured(name=name, title=title, value=each, unit="毫秒", floor=1_000 * floor / COUNT, goal=GOAL))
    return found


def _said(number: int, at: datetime) -> Said:
    items = {
        "name": f"测律{number}",
        "number": f"1110520161{number:07}",
        "kind": "专职",
        "organisation": "北京某某（示例）律师事务所",
        "sex": "女",
        "first_practised_on": "2016-05-01",
    }
    signed_at = int(at.timestamp())
    until = int((at + timedelta(days=366)).timestamp())
    return Said("lawyer", items, 1, date(2026, 1, 5), 0, number, signed_at, until)
