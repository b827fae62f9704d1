"""What the public takes away can be checked without us: the log's files, extracts, and the page that checks them."""

from __future__ import annotations

import io
import os
from pathlib import Path
from random import Random

import pytest
from django.test import Client
from pypdf import PdfReader

from lvheng.elicence import licences
from lvheng.elicence.faces.said import FaceRefused
from lvheng.elicence.verification import Kept, extract_within
from lvheng.elicence.verification import verified as verified_licence
from lvheng.kernel.ledger.logs import ledger_folder
from lvheng.kernel.ledger.note import NoteRefused
from lvheng.kernel.ledger.trust import Trust, read_trust
from lvheng.kernel.ledger.verification import Shown, verified
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.register.models import Engagement, FirmLicence, Person, PractisingLicence
from lvheng.register.public_reads import entries_of_lawyer

pytestmark = pytest.mark.django_db


def fetched(address: str, status: int = 200) -> bytes:
    response = Client().get(address)
    assert response.status_code == status, address
    return response.getvalue()


@pytest.fixture
def trust(db: None) -> Trust:
    return read_trust(fetched("/log/keys").decode())


@pytest.fixture
def lawyer(db: None) -> str:
    held = PractisingLicence.rows.on(today()).filter(state="practising").values("person")
    return str(Engagement.rows.on(today()).filter(lawyer__in=held).order_by("lawyer")[0].lawyer)


def test_the_files_of_the_log_are_served_as_they_stand(trust: Trust) -> None:
    folder = ledger_folder(Path(os.environ["LVHENG_LEDGER"]))
    full = int(fetched("/log/acts/checkpoint").decode().split("\n")[1]) // 256
    paths = (
        "acts/checkpoint",
        "acts/tile/0/000",
        "acts/tile/entries/001",
        f"acts/tile/1/000.p/{full}",
        "views/checkpoint",
    )
    for path in paths:
        assert fetched(f"/log/{path}") == (folder / path).read_bytes(), path
    response = Client().get("/log/acts/tile/0/000")
    assert (response["Content-Type"], response["Cache-Control"]) == (
        "application/octet-stream",
        "public, max-age=31536000, immutable",
    )
    assert Client().get("/log/acts/checkpoint")["Content-Type"] == "text/plain; charset=utf-8"
    assert read_trust(fetched("/log/policy").decode()).logs == trust.logs


@pytest.mark.parametrize(
    "path",
    ["views/tile/0/000", "views/tile/entries/000", "acts/tile/0/999", "acts/tile/64/000", "acts/tile/0/x000", "acts/tile/0",
     "acts/tile/0/000.p/256", "acts/../keys", "acts/tile/0/../../checkpoint", "acts", "other/checkpoint", "acts/.checkpoint.new"],
)  # fmt: skip
def test_nothing_else_is_served(path: str) -> None:
    fetched(f"/log/{path}", 404)


def test_the_page_of_the_log_shows_its_checkpoints() -> None:
    page = fetched("/log/").decode()
    assert fetched("/log/acts/checkpoint").decode().split("\n")[0] in page
    assert "条目不公开" in page


def test_a_lawyers_extract_can_be_checked_and_opens_only_what_is_public(trust: Trust, lawyer: str) -> None:
    content = fetched(f"/lawyers/{lawyer}/extract.json")
    shown = verified(content, trust)
    name = Person.rows.on(today()).get(subject=lawyer).name
    assert shown.told["content"]["name"] == name
    assert any(entry.get("input.name") == name for entry in shown.told["entries"]), "the act that entered the lawyer"
    opened = {field for entry in shown.told["entries"] for field in entry}
    assert opened >= {"kind", "subject", "input.name", "input.number"}
    assert not opened & {"actor", "basis", "input.born_on", "input.identity_number", "input.political_status"}


def test_a_firms_extract_can_be_checked(trust: Trust) -> None:
    firm = FirmLicence.rows.on(today()).filter(state="practising").order_by("organisation")[0].organisation
    shown = verified(fetched(f"/firms/{firm}/extract.json"), trust)
    assert {"label": "状态", "value": "正常"} in shown.told["content"]["statements"] or shown.told["content"][
        "statements"
    ]
    assert shown.told["entries"]


def test_an_act_without_public_content_is_not_named(trust: Trust, lawyer: str) -> None:
    shown = verified(fetched(f"/lawyers/{lawyer}/extract.json"), trust)
    assert len(shown.told["entries"]) <= len(
        entries_of_lawyer(Person.rows.on(today()).get(subject=lawyer).subject, today())
    )
    for entry in shown.told["entries"]:
        assert any(field.startswith("input.") for field in entry)


def test_a_changed_extract_is_not_believed(trust: Trust, lawyer: str) -> None:
    content = fetched(f"/lawyers/{lawyer}/extract.json")
    with pytest.raises(NoteRefused):
        verified(content.replace("正常".encode(), "吊销".encode()) + b" ", trust)


def test_nobody_gets_an_extract_of_somebody_unknown() -> None:
    for kind in ("lawyers", "firms"):
        fetched(f"/{kind}/00000000-0000-4000-8000-000000000000/extract.json", 404)


def test_the_page_that_checks_may_ask_nobody_anything() -> None:
    response = Client().get("/verify/")
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "'self'" not in policy
    assert "connect-src" not in policy
    page = response.content.decode()
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in page
    assert " src=" not in page
    assert fetched("/log/keys").decode().split("\n")[0].split(" ")[1] in page
    assert "attachment" in Client().get("/verify/?download")["Content-Disposition"]


def test_an_extract_on_paper_is_the_extract_and_its_issuer_signed_all_of_it(trust: Trust, lawyer: str) -> None:
    paper = fetched(f"/lawyers/{lawyer}/extract.pdf")
    within = extract_within(paper, Kept(licences.believed_keys()))
    assert within
    shown = verified(within, trust)
    assert shown.told["content"]["name"] == Person.rows.on(today()).get(subject=lawyer).name
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert all(each["value"] in read.replace("\n", "") for each in shown.told["content"]["statements"])


def believed(content: bytes, kept: Kept, trust: Trust) -> Shown:
    """What `./lvheng verify` says of a file that might be either."""
    within = extract_within(content, kept)
    return verified_licence(content, kept, now()) if within is None else verified(within, trust)


def test_any_flipped_bit_of_an_extract_on_paper_is_found(trust: Trust, lawyer: str) -> None:
    """What does not read as a PDF with an extract within is taken for something else, and refused as that."""
    paper, kept = fetched(f"/lawyers/{lawyer}/extract.pdf"), Kept(licences.believed_keys())
    drawn = Random(7)
    for at in [drawn.randrange(len(paper) * 8) for _ in range(120)]:
        changed = bytearray(paper)
        changed[at // 8] ^= 1 << at % 8
        with pytest.raises((FaceRefused, NoteRefused)):
            believed(bytes(changed), kept, trust)
