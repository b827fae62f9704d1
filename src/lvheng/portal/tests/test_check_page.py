"""The checking page on a telephone: by file, by camera (a film stands in for it), by number, on line and with no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy
import pytest

from lvheng.elicence import licences, paper
from lvheng.elicence.faces import code
from lvheng.elicence.licences import believed_keys, current_record
from lvheng.elicence.models import ElectronicLicence
from lvheng.elicence.record import Record
from lvheng.elicence.selectors import current_lists
from lvheng.elicence.status import publish
from lvheng.kernel.ledger.logs import ledger_folder, licence_name
from lvheng.kernel.ledger.note import NoteKey
from lvheng.kernel.ledger.trust import Trust, written
from lvheng.kernel.time.days import today
from lvheng.launcher.database import Connections
from lvheng.portal.verifying.page import page as whole_page
from lvheng.register.models import PractisingLicence
from lvheng.workbench.tests.browser import needs_browser, no_sideways, served, visiting

pytestmark = needs_browser
WIDE, HIGH = 640, 480


@pytest.fixture
def record(committing: Callable[[], Any]) -> Record:
    """Some lawyer's licence of the demonstration; the status list is signed."""
    with committing():
        publish()
        held = PractisingLicence.rows.on(today()).filter(state="practising")
        issued = ElectronicLicence.objects.filter(holder__in=held.values("person")).order_by("id")[0]
        found = current_record(issued.holder, today())
    assert found is not None
    return found


@pytest.fixture
def file(record: Record) -> bytes:
    return paper.pdf_face(record)


@pytest.fixture
def keys() -> str:
    """The list of believed keys, as the sequencer publishes it."""
    issuers = [NoteKey(licence_name("test.example/acts"), key.algorithm, key.public) for key in believed_keys()]
    return written(Trust(issuers=issuers))


@pytest.fixture
def site(
    fresh_database: Connections, record: Record, keys: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[str]:
    monkeypatch.setenv("LVHENG_LEDGER", str(tmp_path))
    (ledger_folder(tmp_path) / "keys").write_text(keys)
    with served(fresh_database) as address:
        yield address


def film(text: str, file: Path) -> list[str]:
    """A film of a code before a camera, and the flags by which the browser takes it for one."""
    rows = numpy.kron(numpy.pad(numpy.array(code.modules(text)), code.QUIET), numpy.ones((6, 6), bool))
    picture = numpy.full((HIGH, WIDE), 200, numpy.uint8)
    high, wide = rows.shape
    top, left = (HIGH - high) // 2, (WIDE - wide) // 2
    picture[top : top + high, left : left + wide] = numpy.where(rows, 20, 235)
    colourless = bytes([128]) * (WIDE * HIGH // 2)
    frame = b"FRAME\n" + picture.tobytes() + colourless
    file.write_bytes(f"YUV4MPEG2 W{WIDE} H{HIGH} F10:1 Ip A1:1 C420mpeg2\n".encode() + frame * 5)
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={file}",
    ]


def verdict(page: Any) -> str:
    page.locator(".verdict").wait_for()
    return str(page.inner_text("#answer"))


def give(page: Any, name: str, content: bytes) -> None:
    page.set_input_files("#file", [{"name": name, "mimeType": "application/octet-stream", "buffer": content}])


def test_a_citizen_with_the_pdf_is_told_that_it_is_good_and_when_it_was_asked(
    site: str, record: Record, file: bytes
) -> None:
    with visiting(site, 390) as page:
        page.goto("/check/")
        give(page, "licence.pdf", file)
        said = verdict(page)
        assert "✓ 律师执业证 · 有效" in said
        assert "查登记簿：执业" in said
        assert record.items["name"] in said
        no_sideways(page)


def test_without_a_network_the_kept_list_answers_and_says_how_old_it_is(site: str, record: Record) -> None:
    with visiting(site, 390) as page:
        page.goto("/check/")
        page.locator("#kept", has_text="取于").wait_for()
        page.route("**/check/answer/", lambda route: route.fulfill(status=204))
        give(page, "code.txt", licences.code_face(record).encode())
        said = verdict(page)
        assert "有效" in said
        assert "断网核验：据" in said
        assert "前）" in said


def test_after_one_visit_the_page_opens_and_checks_with_no_network_at_all(
    site: str, record: Record, file: bytes
) -> None:
    with visiting(site, 390) as page:
        page.goto("/check/")
        page.locator("#kept", has_text="取于").wait_for()
        page.locator("#kept-page", has_text="断网也能打开").wait_for()
        page.context.set_offline(True)
        page.goto(f"/check/?n={record.items['number']}")
        page.locator("#kept", has_text="取于").wait_for()
        assert "前）" in page.inner_text("#kept")
        for name, content in (("licence.pdf", file), ("code.txt", licences.code_face(record).encode())):
            give(page, name, content)
            page.locator(".verdict", has_text="断网核验：据").wait_for()
            assert "✓ 律师执业证 · 有效" in page.inner_text("#answer")
        page.fill("#number", record.items["number"])
        page.get_by_role("button", name="查验").click()
        page.locator(".verdict", has_text="断网时不能按证号查").wait_for()
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.btn.main')).backgroundColor") != "rgba(0, 0, 0, 0)"
        )
        no_sideways(page)


def test_a_camera_reads_the_code(site: str, record: Record, tmp_path: Path) -> None:
    flags = film(licences.code_face(record), tmp_path / "film.y4m")
    with visiting(site, 390, flags=flags) as page:
        page.goto("/en/check/")
        page.get_by_role("button", name="Open the camera").click()
        assert "In force" in verdict(page)
        assert page.locator("video").is_hidden()


def test_the_smaller_code_asks_by_itself(site: str, record: Record, tmp_path: Path) -> None:
    flags = film(licences.address_of(record), tmp_path / "film.y4m")
    with visiting(site, 390, flags=flags) as page:
        page.goto("/check/")
        page.get_by_role("button", name="打开摄像头").click()
        assert "✓ 律师执业证 · 有效" in verdict(page)
        page.goto(f"/check/?n={record.items['number']}")
        assert record.items["name"] in verdict(page)


def test_a_changed_licence_is_not_believed(site: str, file: bytes) -> None:
    changed = bytearray(file)
    changed[len(file) // 2] ^= 1
    with visiting(site, 390) as page:
        page.goto("/check/")
        give(page, "licence.pdf", bytes(changed))
        assert "不能相信" in verdict(page)


def test_the_saved_page_checks_pdf_and_code_from_a_disk_alone(
    record: Record, file: bytes, keys: str, committing: Callable[[], Any], tmp_path: Path
) -> None:
    with committing():
        lists = "\n".join(each.token for each in current_lists())
    saved = tmp_path / "verify.html"
    saved.write_text(whole_page(keys, lists), encoding="utf-8")
    with visiting(saved.as_uri(), 390, offline=True) as page:
        page.goto(saved.as_uri())
        files = {"licence.pdf": file, "code.txt": licences.code_face(record).encode()}
        page.set_input_files("#file", [{"name": n, "mimeType": "text/plain", "buffer": c} for n, c in files.items()])
        page.locator("#answer section").nth(1).wait_for()
        said = page.inner_text("#answer")
        assert said.count("签名核对无误，有效") == 2
        assert said.count(f"姓名：{record.items['name']}") == 2
        no_sideways(page)
