"""交换文件: what is written can be read again, a batch brought twice changes nothing, and what was altered is refused."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lvheng.kernel.ledger.models import LedgerEntry
from lvheng.kernel.numbers.demonstration import demo_credit_code
from lvheng.kernel.time.days import today
from lvheng.register.acts.engagements import Transfer
from lvheng.register.exchange import FORMAT, ExchangeRefused, take_batch, write_batch
from lvheng.register.models import Engagement, FirmLicence, PractisingLicence
from lvheng.register.tests.invented import CITY, do, instant, lawyer, new_lawyer
from lvheng.register.tests.who_may import ON, Stage

CODE = demo_credit_code(999_777)


def code_of(firm: Any) -> str:
    return str(FirmLicence.rows.current().get(organisation=firm).credit_code)


def lines_of(folder: Path, batch: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{batch}.jsonl").read_text(encoding="utf-8").splitlines()]


def batch_of(folder: Path, number: str, *lines: dict[str, Any]) -> Path:
    """A batch as another system would send it."""
    text = "".join(json.dumps({"line": n, **line}, ensure_ascii=False) + "\n" for n, line in enumerate(lines, 1))
    (folder / f"{number}.jsonl").write_text(text, encoding="utf-8")
    manifest = {
        "format": FORMAT,
        "sender": "测发送单位",
        "batch": number,
        "on": "2022-03-01",
        "known_at": "2022-03-01T10:00:00+08:00",
        "since": None,
        "lines": len(lines),
        "digest": hashlib.sha256(text.encode()).hexdigest(),
    }
    path = folder / f"{number}.json"
    path.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    return path


def new_firm() -> dict[str, Any]:
    given = {"name": "北京测交换律师事务所", "credit_code": CODE, "form": "partnership", "district": "110105"}
    return {"register": "firms", "state": "practising", "on": "2020-03-02", "given": given}


def newcomer(organisation: str, **more: Any) -> dict[str, Any]:
    given = new_lawyer(None, ON)
    told = {"name": given.name, "sex": given.sex, "number": given.number, "kind": str(given.kind.value)}  # type: ignore[attr-defined]  # a choice
    line = {"register": "lawyers", "state": "practising", "on": ON.isoformat()}
    return {**line, "given": {**told, "organisation": organisation, "role": "employed", **more}}


def test_a_batch_is_entered_once_however_often_it_comes(stage: Stage, tmp_path: Path) -> None:
    path = batch_of(tmp_path, "2022-1", new_firm(), newcomer(CODE), newcomer(code_of(stage.firm)))
    first = take_batch(path, CITY)
    assert (first.entered, first.already, first.refused) == (3, 0, [])
    before = LedgerEntry.objects.count()
    again = take_batch(path, CITY)
    assert (again.entered, again.already, again.refused) == (0, 3, [])
    assert LedgerEntry.objects.count() == before


def test_a_lawyer_on_record_elsewhere_is_transferred(stage: Stage, tmp_path: Path) -> None:
    line = newcomer(code_of(stage.firm))
    take_batch(batch_of(tmp_path, "1", line), CITY)
    moved = {**line, "given": {**line["given"], "organisation": code_of(stage.other), "engaged_on": "2021-02-01"}}
    assert take_batch(batch_of(tmp_path, "2", moved), CITY).transferred == 1
    person = PractisingLicence.rows.current().get(number=line["given"]["number"]).person
    assert Engagement.rows.on(date(2021, 2, 1)).get(lawyer=person).organisation == stage.other
    told = take_batch(batch_of(tmp_path, "3", moved), CITY)
    assert (told.transferred, told.already) == (0, 1)


def test_lines_that_break_a_rule_or_need_an_act_of_their_own_are_told(stage: Stage, tmp_path: Path) -> None:
    odd = newcomer(code_of(stage.firm), sex="male")
    ended = {**newcomer(code_of(stage.firm)), "state": "cancelled"}
    lost = newcomer("北京没有这家律师事务所")
    outcome = take_batch(batch_of(tmp_path, "4", odd, ended, lost), CITY)
    assert outcome.entered == 0
    assert [line for line, _ in sorted(outcome.refused)] == [1, 2, 3]
    told = dict(outcome.refused)
    assert "性别" in told[1]
    assert "应办理相应的行为" in told[2]
    assert "没有找到机构" in told[3]


def test_altered_lines_and_a_number_used_twice_are_refused(stage: Stage, tmp_path: Path) -> None:
    path = batch_of(tmp_path, "5", new_firm())
    path.with_suffix(".jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(ExchangeRefused, match="与清单所记的摘要不符"):
        take_batch(path, CITY)
    take_batch(batch_of(tmp_path, "5", new_firm()), CITY)
    with pytest.raises(ExchangeRefused, match="第 5 批已接收过，但内容不同"):
        take_batch(batch_of(tmp_path, "5", new_firm(), newcomer(CODE)), CITY)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(ExchangeRefused, match="读不懂"):
        take_batch(path, CITY)


def test_a_delta_tells_only_of_those_recorded_since(stage: Stage, tmp_path: Path) -> None:
    since = instant()
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)
    late = lawyer(stage.firm)
    manifest = write_batch(tmp_path, sender="测", batch="d1", on=today(), since=since)
    lines = lines_of(tmp_path, "d1")
    numbers = {PractisingLicence.rows.current().get(person=key).number for key in (stage.lawyer, late)}
    assert {line["given"]["number"] for line in lines} == numbers
    assert manifest.lines == len(lines) == 2


def test_what_is_written_says_nothing_new_when_it_comes_back(stage: Stage, tmp_path: Path) -> None:
    write_batch(tmp_path, sender="测", batch="whole", on=today())
    lines = lines_of(tmp_path, "whole")
    assert {line["register"] for line in lines} == {"firms", "lawyers"}
    assert not any("identity_number" in line["given"] for line in lines)
    few = [line for line in lines if line["state"] == "practising"][-40:]
    outcome = take_batch(batch_of(tmp_path, "back", *[{k: v for k, v in x.items() if k != "line"} for x in few]), CITY)
    assert (outcome.entered, outcome.transferred, outcome.already, outcome.refused) == (0, 0, 40, [])
