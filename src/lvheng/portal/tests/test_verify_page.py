"""The checking page in a real browser, from the site and from a disk: it believes what our program believes, and no more."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lvheng.elicence.licences import believed_keys
from lvheng.kernel.ledger.note import NoteKey, NoteRefused
from lvheng.kernel.ledger.tests.test_verification import EXTRACT, PROOF, TRUST, UNNUMBERED
from lvheng.kernel.ledger.trust import written
from lvheng.kernel.ledger.verification import verified
from lvheng.portal.extracts import paper_of
from lvheng.portal.verifying.page import page as whole_page
from lvheng.workbench.tests.browser import needs_browser, no_sideways, visiting

pytestmark = needs_browser
GOOD = {"a.tlog-proof": PROOF, "b.json": EXTRACT, "c.json": UNNUMBERED}
FLIPS = 60


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    """The page as somebody saved it, opened from a disk, who trusts the keys of the test."""
    file = tmp_path / "verify.html"
    file.write_text(whole_page(written(TRUST)), encoding="utf-8")
    with visiting(file.as_uri(), 390) as opened:
        requests: list[str] = []
        opened.on("request", lambda asked: requests.append(asked.url))
        opened.goto(file.as_uri())
        yield opened
        assert requests == [file.as_uri()], "it asks nobody anything"


def answers(page: Any, files: dict[str, bytes]) -> str:
    """What the page says of the files."""
    page.set_input_files("#file", [{"name": n, "mimeType": "text/plain", "buffer": c} for n, c in files.items()])
    page.locator("#answer section").nth(len(files) - 1).wait_for()
    return str(page.inner_text("#answer"))


def test_it_says_what_our_program_says(page: Any) -> None:
    for name, text in GOOD.items():
        said = answers(page, {name: text.encode()})
        shown = verified(text.encode(), TRUST)
        assert f"✓ {name}：{shown.title}" in said
        for line in shown.lines:
            assert line.strip() in said, line
    no_sideways(page)


def test_what_is_given_later_is_alone_answered(page: Any) -> None:
    give_twice = """text => ["earlier", "later"].forEach(name => {
      const bag = new DataTransfer(), picked = document.getElementById("file");
      for (let n = 0; n < 5; n++) bag.items.add(new File([text], `${name}-${n}`, { type: "text/plain" }));
      picked.files = bag.files;
      picked.dispatchEvent(new Event("change"));
    })"""
    page.evaluate(give_twice, PROOF)
    page.locator("#answer section").nth(4).wait_for()
    said = page.inner_text("#answer")
    assert (said.count("later-"), said.count("earlier-")) == (5, 0)


def test_no_flipped_bit_is_believed(page: Any) -> None:
    chosen = random.Random(20_251_122)
    for text in GOOD.values():
        flipped = {}
        for number in range(FLIPS):
            changed = bytearray(text.encode())
            bit = chosen.randrange(8 * len(changed))
            changed[bit // 8] ^= 1 << bit % 8
            with pytest.raises(NoteRefused):
                verified(bytes(changed), TRUST)
            flipped[f"{number}-{bit}"] = bytes(changed)
        said = answers(page, flipped)
        assert said.count("不能相信") == FLIPS
        assert "✓" not in said


def test_what_is_no_proof_is_refused_in_words(page: Any) -> None:
    said = answers(page, {"x": b"\xff\xfe", "y": b"hello", "z": b"{}"})
    assert said.count("不能相信") == 3
    page.click("summary")
    page.fill("#trust", "quorum none")
    page.press("#trust", "Tab")
    assert "没有给出任何所信任的公钥" in answers(page, {"a.tlog-proof": PROOF.encode()})


def test_fewer_witnesses_than_the_list_wants_are_not_enough(page: Any) -> None:
    page.click("summary")
    other = written(TRUST).replace("witness.example+", "other.example+")
    page.fill("#trust", other)
    page.press("#trust", "Tab")
    assert "编号与内容不符" in answers(page, {"a.tlog-proof": PROOF.encode()})
    page.fill(
        "#trust",
        "\n".join(line for line in written(TRUST).split("\n") if "witness" not in line and "quorum" not in line),
    )
    page.press("#trust", "Tab")
    assert "✓" in answers(page, {"a.tlog-proof": PROOF.encode()}), "who asks for no witness needs none"


def test_an_extract_on_paper_is_read_as_the_extract_within(tmp_path: Path) -> None:
    saved, paper = tmp_path / "verify.html", paper_of(EXTRACT)  # makes the key, if there is none
    issuers = [NoteKey("test.example/licence", key.algorithm, key.public) for key in believed_keys()]
    saved.write_text(whole_page(written(replace(TRUST, issuers=issuers))), encoding="utf-8")
    changed = bytearray(paper)
    changed[len(paper) // 3] ^= 1
    with visiting(saved.as_uri(), 390) as page:
        page.goto(saved.as_uri())
        said = answers(page, {"paper.pdf": paper, "changed.pdf": bytes(changed)})
        assert f"✓ paper.pdf：{verified(EXTRACT.encode(), TRUST).title}" in said
        assert "✗ changed.pdf：不能相信" in said
        no_sideways(page)
