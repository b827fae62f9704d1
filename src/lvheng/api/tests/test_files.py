"""A program sends a file, gives it with acts, and fetches it again; the entry tells its digest."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from lvheng.api.tests.program import Program, moved_to
from lvheng.api.tests.test_once import MOVE, a_firm
from lvheng.kernel.acts.tests.attaching import attach
from lvheng.kernel.documents.files import LARGEST
from lvheng.kernel.documents.tests.making import paper, word

pytestmark = pytest.mark.django_db


def sent(program: Program, content: bytes, name: str = "批复.pdf", **asked: Any) -> Any:
    query = "&".join(f"{key}={value}" for key, value in {"name": name, **asked}.items())
    return program.client.post(
        f"/api/v1/files?{query}", content, content_type="application/octet-stream", headers=program.headers()
    )


def order(firm: str, address: str, *attachments: str) -> dict[str, Any]:
    return moved_to(firm, address, attachments=list(attachments))


def test_what_is_sent_stands_on_the_entry_and_comes_out_again(city: Program) -> None:
    firm, content = a_firm(city), paper("批复")
    answer = sent(city, content)
    assert answer.status_code == 201, answer.content.decode()
    told = answer.json()
    assert told["digest"] == hashlib.sha256(content).hexdigest()
    done = city.act(MOVE, "k", order(firm, "甲路 1 号", told["id"]))
    assert done.status_code == 201, done.content.decode()
    entry = city.get(f"entries/{done.json()['entry']}")
    [listed] = entry["attachments"]
    assert (listed["place"], listed["name"], listed["size"]) == (1, "批复.pdf", len(content))
    [committed] = [each for each in entry["fields"] if each["name"] == "attachment.1"]
    assert (committed["value"], committed["label"]) == (told["digest"], "附件 1")
    fetched = city.ask(f"entries/{entry['entry']}/attachments/1")
    assert b"".join(fetched.streaming_content) == content
    assert fetched["Content-Type"] == "application/pdf"


def test_one_file_goes_with_many_acts(city: Program) -> None:
    file = sent(city, paper()).json()["id"]
    firms = [row["subject"] for row in city.get("lists/firms", size=3)["rows"]]
    orders = {"source": "测试", "orders": [order(firm, "乙路 2 号", file) for firm in firms]}
    told = city.act(f"{MOVE}/many", "m", json.dumps(orders)).json()
    assert told["done"] == 3
    assert all(city.get(f"entries/{line['entry']}")["attachments"] for line in told["lines"])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (word(), "名字说是 pdf，内容却是 docx"),
        (paper(acts=("/JavaScript", "/JS", "1")), "会自动运行的脚本"),
        (b"", "是空的"),
        (bytes(LARGEST + 1), "超过 20 MB"),
    ],
)
def test_an_odd_file_is_refused_in_words(city: Program, content: bytes, why: str) -> None:
    answer = sent(city, content)
    assert answer.status_code == 422
    assert why in answer.json()["detail"]


def test_nobody_gives_what_another_has_sent(city: Program, program_of: Any) -> None:
    file = sent(program_of("demo-district"), paper()).json()["id"]
    answer = city.act(MOVE, "k", order(a_firm(city), "甲路 1 号", file))
    assert answer.status_code == 422
    assert "不是您上传的" in answer.json()["detail"]


def test_without_a_key_nothing_is_sent_or_fetched(public: Program, city: Program) -> None:
    assert sent(public, paper()).status_code == 401
    done = city.act(MOVE, "k", order(a_firm(city), "甲路 1 号", sent(city, paper()).json()["id"])).json()
    assert public.ask(f"entries/{done['entry']}/attachments/1").status_code == 403


def test_a_sensitive_file_is_fetched_by_no_program(city: Program) -> None:
    done = city.act(MOVE, "k", order(a_firm(city), "甲路 1 号")).json()
    attach(done["entry"], "身份证", sensitive=True)
    answer = city.ask(f"entries/{done['entry']}/attachments/1")
    assert answer.status_code == 403
    assert "须在网页上写明用途后查看" in answer.json()["detail"]
