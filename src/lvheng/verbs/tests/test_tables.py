"""The command line takes and gives tables, performs acts and tells figures, in sentences and in JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lvheng import cli
from lvheng.kernel.access.viewer import SYSTEM
from lvheng.kernel.documents.files import attachments_of
from lvheng.kernel.documents.tests import making
from lvheng.kernel.figures.figure import all_figures
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.tables.tests.making import FIRM_HEADINGS, LAWYER_HEADINGS, firm, firm_name, lawyer, number, workbook
from lvheng.launcher.home import CHECKOUT

Run = Callable[..., tuple[int, str, str]]
PLAN = """测试市律师行业行动计划(2024年—2026年)

一、行动目标
(一)队伍壮大。到2026年,律师人数达到3万人。
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, db: None) -> Run:
    """Runs a command line against the test's database; answers exit code, output and what was said beside it."""
    monkeypatch.setattr(cli, "bring_about", lambda needs: None)

    def ran(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """One firm and two lawyers, of whom one is written wrongly."""
    path = tmp_path / "名册.xlsx"
    wrong = lawyer(2, 性别="未知")
    path.write_bytes(workbook(所=[FIRM_HEADINGS, firm(1)], 人=[LAWYER_HEADINGS, lawyer(1), wrong]))
    return path


def test_an_import_tells_each_line_and_fails_if_one_was_refused(run: Run, file: Path, tmp_path: Path) -> None:
    code, out, _ = run("import", file, "--dry-run")
    assert (code, "可登记 1 行" in out, "第 3 行“性别”列" in out) == (1, True, True)
    rejected = tmp_path / "退回.xlsx"
    code, out, err = run("import", file, "--basis", "测试", "--rejected", rejected, "--json")
    told = json.loads(out)
    assert (code, told["good"], told["refused"], told["dry_run"]) == (1, 2, 1, False)
    assert rejected.exists()
    assert "1 行" in err
    acts = ActLine.objects.filter(kind="register.enter_firm").order_by("-id")
    assert acts[0].actor == SYSTEM


def test_what_cannot_be_read_is_one_sentence(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "照片.png"
    other.write_bytes(b"\x89PNG\0\0")
    code, out, err = run("import", other, "--json")
    assert (code, json.loads(out)["error"] in err) == (1, True)
    assert run("import", tmp_path / "没有.xlsx")[0] == 1
    assert run("import", other, "--as", "nobody-of-that-login")[0] == 1


def test_an_act_is_performed_and_refused_with_its_rule(run: Run, file: Path) -> None:
    run("import", file)
    given = json.dumps({"lawyer": number(1)})
    wanted = ("act", "register.leave_firm", "--json", given, "--on", "2020-01-06", "--basis", "离所申请")
    code, out, _ = run(*wanted)
    assert (code, json.loads(out)["act"]) == (0, "register.leave_firm")
    code, _, err = run(*wanted)
    assert (code, err.startswith("✗ ")) == (1, True)


def test_an_act_takes_files_from_the_command_line(run: Run, file: Path, tmp_path: Path) -> None:
    run("import", file)
    paper, program = tmp_path / "离所申请.pdf", tmp_path / "申请.pdf"
    paper.write_bytes(making.paper())
    program.write_bytes(b"MZ" + bytes(100))
    given = json.dumps({"lawyer": number(1)})
    wanted = ("act", "register.leave_firm", "--json", given, "--on", "2020-01-06", "--basis", "离所申请")
    code, _, err = run(*wanted, "--attach", program)
    assert (code, "“申请.pdf”没有收下" in err) == (1, True)
    assert run(*wanted, "--attach", tmp_path / "没有.pdf")[0] == 1
    code, out, _ = run(*wanted, "--attach", paper)
    entry = json.loads(out)["entry"]
    assert (code, [each.name for each in attachments_of([entry])[entry]]) == (0, ["离所申请.pdf"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["register.leave_fir", "--json", "{}"], "是不是 register.leave_firm"),
        (["register.leave_firm", "--json", "{}"], "--on"),
        (["register.leave_firm", "--json", "[]", "--on", "2020-01-06"], "对象"),
        (["register.leave_firm", "--json", "{", "--on", "2020-01-06"], "不是 JSON"),
        (["register.leave_firm", "--json", '{"law": 1}', "--on", "2020-01-06"], "没有这些输入项：law"),
        (["register.leave_firm", "--json", "@没有的文件", "--on", "2020-01-06"], "打不开"),
        (["register.leave_firm", "--json", '{"lawyer": "1"}', "--on", "2020-01-06"], "没有找到"),
    ],
)
def test_a_wrong_request_for_an_act_says_what_is_wrong(run: Run, arguments: list[str], says: str) -> None:
    code, _, err = run("act", *arguments)
    assert (code, says in err) == (1, True)


def test_every_act_is_listed_with_its_inputs(run: Run) -> None:
    code, out, _ = run("act", "--list")
    assert code == 0
    assert "register.transfer  变更执业机构" in out


def test_figures_are_told_as_json_with_rows_and_digest(run: Run, file: Path) -> None:
    def told(*more: str) -> dict[str, dict[str, Any]]:
        code, out, _ = run("figures", "--json", "--on", "2020-06-30", *more)
        assert code == 0
        return {each["code"]: each for each in json.loads(out)}

    before = told("--district", "朝阳区")
    run("import", file)
    after = told("--district", "110105")
    assert set(after) == {figure.code for figure in all_figures()}
    grown = after["register.firms"]
    assert set(grown) == {"code", "title", "value", "unit", "provenance", "rows", "digest"}
    assert grown["value"] == grown["rows"] == before["register.firms"]["rows"] + 1
    assert grown["digest"] != before["register.firms"]["digest"]
    not_yet = told("--known-at", "2001-01-01")["register.firms"]
    assert (not_yet["value"], not_yet["rows"]) == (None, 0)


def test_a_list_is_exported_as_figure_and_filter_ask(run: Run, file: Path, tmp_path: Path) -> None:
    run("import", file)
    target = tmp_path / "所.csv"
    asked = ("--figure", "register.firms", "--filter", "组织形式=普通合伙", "--district", "朝阳", "--on", "2020-06-30")
    code, out, _ = run("export", "firms", *asked, target)
    assert code == 0
    text = target.read_text(encoding="utf-8-sig")
    assert firm_name(1) in text
    assert f"{len(text.splitlines()) - 2:,} 家" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["firm", "a.csv"], "firms(律师事务所)"),
        (["firms", "a.txt"], ".xlsx、.csv 或 .pdf"),
        (["firms", "a.csv", "--figure", "register.lawyers"], "名单是 lawyers"),
        (["firms", "a.csv", "--figure", "no.such"], "register.firms_100"),
        (["firms", "a.csv", "--filter", "form=没有"], "普通合伙"),
        (["firms", "a.csv", "--filter", "name=甲"], "可筛选的列"),
        (["firms", "a.csv", "--district", "浦东"], "没有“浦东”"),
        (["firms", "/no/such/folder/a.csv"], "写不了"),
    ],
)
def test_a_wrong_request_for_a_list_says_what_there_is(run: Run, arguments: list[str], says: str) -> None:
    code, _, err = run("export", *arguments)
    assert (code, says in err) == (1, True)


def test_a_wrong_day_is_a_wrong_usage(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run("figures", "--on", "2023-02-30")
    assert ended.value.code == 2


def test_a_plans_dry_run_needs_no_database(tmp_path: Path) -> None:
    """Run as a program of its own, whose database does not exist."""
    path = tmp_path / "计划.txt"
    path.write_text(PLAN, encoding="utf-8")
    environment = {**os.environ, "LVHENG_DATABASE": "host=/no/such/place", "PYTHONPATH": str(CHECKOUT / "src")}
    command = [sys.executable, "-m", "lvheng", "import", "plan", str(path), "--dry-run", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    told = json.loads(done.stdout)
    assert {"title", "issuer", "passed", "issued", "from", "to", "goals", "tasks", "safeguards", "targets"} <= set(told)
    assert told["from"] == date(2024, 1, 1).year
