"""One letter to each row of a list, from a template whose every version stays; each run is recorded, and who was read."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import docx
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from lvheng.kernel.access.models import Viewing
from lvheng.kernel.access.sensitive import opened
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.access.viewings import _shown
from lvheng.kernel.acts.fields import CellRefused, Passage
from lvheng.kernel.acts.perform import ActRefused, Done, perform
from lvheng.kernel.figures.listing import Question, count, listing_of, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.identity.models import Account
from lvheng.kernel.letters import writing
from lvheng.kernel.letters.acts import OneTemplate, WithdrawLetterTemplate, Wording, WriteLetterTemplate
from lvheng.kernel.letters.merging import BLANK, filled
from lvheng.kernel.letters.models import LetterForm, LetterRun, LetterTemplate
from lvheng.kernel.letters.selectors import template_on, templates_on, versions_of
from lvheng.kernel.letters.writing import LettersRefused, Order, letters_for, write
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.register.tests.invented import ASSOCIATION, CITY, head_of, officer

pytestmark = pytest.mark.django_db

ON = date(2020, 5, 6)
BASIS = "京示办〔2020〕1号"
WORDING = Wording(
    title="核对登记信息的函",
    listing="firms",
    organ="{机构}",
    number="京示函〔2020〕{序号}号",
    heading="关于核对登记信息的函",
    addressee="{名称}",
    text="经查，你所统一社会信用代码为{统一社会信用代码}，现有律师{律师数}名。\n请于{设立日期}以后核对。",
    signed_by="{机构}",
)
STAFF = replace(CITY, organisation="北京市示例局")


def written(wording: Wording = WORDING, actor: Viewer = CITY, on: date = ON) -> Done:
    return perform(WriteLetterTemplate, wording, actor=actor, effective_on=on, basis=BASIS)


def template(wording: Wording = WORDING) -> LetterTemplate:
    found = template_on(written(wording).subject, today())
    assert found
    return found


def firms(viewer: Viewer = STAFF, code: str = "firms", size: int = 3) -> Question:
    listing = listing_of(code)
    everything = Question(
        listing=listing, moment=Moment(today()), narrowing=Narrowing(viewer.scope), columns=listing.seen_by(viewer)
    )
    return replace(everything, subjects=[line.subject for line in page(everything, limit=size)])


def order(**more: Any) -> Order:
    return Order(signed_on=date(2020, 5, 7), **more)


def text_of(content: bytes) -> str:
    return "".join("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages).split())


def test_each_row_gets_its_letter() -> None:
    question = firms()
    letters = write(STAFF, template(), question, "q=1", order(first=7))
    told = text_of(letters.content)
    for number, line in enumerate(page(question), 7):
        assert f"京示函〔2020〕{number}号" in told
        name, code = line.cells[:2]
        assert f"{name}：".replace(" ", "") in told
        assert f"代码为{code}" in told
    assert told.count("北京市示例局") == 3 * 2
    assert "2020年5月7日" in told
    assert "{" not in told


@pytest.mark.parametrize("form", LetterForm.values)
def test_letters_come_as_they_are_wanted(form: str) -> None:
    letters = write(STAFF, template(), firms(), "", order(form=LetterForm(form)))
    assert letters.name == f"核对登记信息的函 2020-05-07.{form.rpartition('.')[2]}"
    if form == "docx":
        assert len(docx.Document(io.BytesIO(letters.content)).sections) == 3
    if form.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(letters.content)) as archive:
            names = archive.namelist()
            assert [name[:4] for name in names] == ["001 ", "002 ", "003 "]
            assert all(name.endswith(f".{form.partition('.')[0]}") for name in names)
            assert archive.testzip() is None


def test_a_run_says_who_wrote_what_to_whom_and_the_file_s_digest() -> None:
    used = template()
    letters = write(STAFF, used, firms(), "district=110105", order())
    run = LetterRun.objects.get()
    assert (run.account, run.template, run.version, run.listing) == (STAFF.id, used.template, used.pk, "firms")
    assert (run.asked, run.count, run.on, run.sensitive, run.purpose) == ("district=110105", 3, today(), [], "")
    assert run.digest == hashlib.sha256(letters.content).hexdigest()
    for statement in ("update kernel_letter_run set count = 1", "delete from kernel_letter_run"):
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(statement)


def test_a_letter_leaves_room_where_the_register_says_nothing() -> None:
    used = template(replace(WORDING, text="集聚区：{集聚区}。"))
    question = firms(size=200)
    empty = [line.cells for line in page(question, limit=200)]
    place = [column.name for column in question.columns].index("area")
    told = [letter.blocks[0] for letter in letters_for(STAFF, used, question, order())[0]]
    assert [BLANK in str(each) for each in told] == [not cells[place] for cells in empty]


@pytest.mark.parametrize(
    ("who", "question", "says"),
    [
        ("head", firms, "由市局、区局、律协工作人员写"),
        ("city", lambda: firms(code="lawyers"), "写给另一份名册"),
        ("city", lambda: replace(firms(), subjects=[UUID(int=5)]), "名单是空的"),
    ],
)
def test_no_letter_is_written_without_reason(who: str, question: Callable[[], Question], says: str) -> None:
    viewer = STAFF if who == "city" else head_of(UUID(int=5))
    with pytest.raises(LettersRefused, match=says):
        write(viewer, template(), question(), "", order())
    assert not LetterRun.objects.exists()


def test_too_many_letters_are_told_how_to_be_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST", 2)
    with pytest.raises(LettersRefused, match="名单有 3 家，一次至多写 2 封。请用筛选分几次写，如按区"):
        write(STAFF, template(), firms(), "", order())


def test_an_officer_writes_only_to_whom_the_own_list_shows() -> None:
    viewer = replace(officer("110105"), organisation="北京市朝阳区示例局")
    question = replace(firms(viewer), subjects=None)
    documents, _, _ = letters_for(viewer, template(), question, order())
    assert 0 < len(documents) == min(count(question), writing.MOST) < count(replace(firms(), subjects=None))


class TestTemplates:
    def test_a_change_keeps_the_version_before(self) -> None:
        first = written()
        again = replace(WORDING, template=first.subject, text="另一种说法。")
        written(again, on=date(2021, 1, 1))
        assert getattr(template_on(first.subject, date(2020, 6, 1)), "text", "") == WORDING.text
        assert getattr(template_on(first.subject, today()), "text", "") == "另一种说法。"
        assert len(versions_of(first.subject)) == 3

    def test_its_form_begins_with_what_it_says_now(self) -> None:
        key = written().subject
        held = WriteLetterTemplate.filled({"template": str(key)})
        assert (held["title"], held["text"], held["listing"]) == (WORDING.title, WORDING.text, "firms")
        assert WriteLetterTemplate.filled({"template": "x"}) == {}

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"text": "尊敬的{姓名}"}, "“正文”里的 {姓名} 不是“律师事务所”名册的栏"),
            ({"addressee": "{名称"}, "“主送”里的 { 不是"),
            ({"heading": "{公民身份号码}"}, "不是“律师事务所”名册的栏"),
        ],
    )
    def test_only_columns_of_the_list_may_stand_in_it(self, changed: dict[str, Any], says: str) -> None:
        with pytest.raises(ActRefused, match=says.replace("{", r"\{").replace("}", r"\}")):
            written(replace(WORDING, **changed))

    def test_a_name_stands_for_one_template_of_a_list(self) -> None:
        key = written().subject
        with pytest.raises(ActRefused, match="已有同名的模板"):
            written()
        with pytest.raises(ActRefused, match="没有改动"):
            written(replace(WORDING, template=key))
        with pytest.raises(ActRefused, match="写给哪份名册不能改"):
            written(replace(WORDING, template=key, listing="branches"))
        with pytest.raises(ActRefused, match="没有这份信函模板"):
            written(replace(WORDING, template=UUID(int=9)))

    def test_a_withdrawn_one_is_offered_no_more(self) -> None:
        key = written().subject
        given_up = OneTemplate(template=key)
        done = perform(WithdrawLetterTemplate, given_up, actor=ASSOCIATION, effective_on=today(), basis=BASIS)
        assert done.subject == key
        assert key not in {each.template for each in templates_on(today())}
        assert [each.title for each in templates_on(date(2020, 6, 1), "firms")] == [WORDING.title]
        with pytest.raises(ActRefused, match="已经停用"):
            perform(WithdrawLetterTemplate, given_up, actor=CITY, effective_on=today(), basis=BASIS)

    @pytest.mark.parametrize("actor", [officer(), head_of(UUID(int=5))], ids=["officer", "head"])
    def test_others_write_none(self, actor: Viewer) -> None:
        with pytest.raises(ActRefused, match="市局工作人员、律协工作人员办理"):
            written(actor=actor)


NUMBERED = Wording(
    title="告知函",
    listing="lawyers",
    heading="告知",
    addressee="{姓名}律师",
    text="证件号码 {公民身份号码}。",
    signed_by="{机构}",
)


@pytest.fixture
def committed(committing: Callable[[], Any]) -> Iterator[None]:
    """A database of its own: viewings are committed on a second connection."""
    with committing():
        yield


def test_a_sensitive_field_leaves_with_a_purpose_and_every_person_can_read_it(committed: None) -> None:
    from lvheng.kernel.access.viewer import viewer_of

    viewer = viewer_of(Account.objects.get(login="demo-city"), today())
    question, used = firms(viewer, "lawyers"), template(NUMBERED)
    with pytest.raises(LettersRefused, match="请写明用途"):
        write(viewer, used, question, "", order())
    blank = letters_for(viewer, used, question, order())[0]
    assert all(BLANK in str(letter.blocks) for letter in blank), "a look at the letter opens nothing"
    told = text_of(write(viewer, used, question, "", order(purpose="送达执业告知")).content)
    for line in page(question):
        assert opened(line.subject)["identity_number"] in told
        with _shown(str(line.subject)):
            [seen] = Viewing.objects.filter(actor=viewer.id)
        assert (seen.fields, seen.purpose) == (["identity_number"], "送达执业告知")
    run = LetterRun.objects.get()
    assert (run.sensitive, run.purpose) == (["identity_number"], "送达执业告知")


def test_a_sensitive_field_is_not_for_the_association() -> None:
    viewer = replace(ASSOCIATION, organisation="示例律协")
    with pytest.raises(LettersRefused, match="这份模板要用“公民身份号码”，由市局、区局工作人员因公使用"):
        write(viewer, template(NUMBERED), firms(viewer, "lawyers"), "", order(purpose="送达执业告知"))
    assert not LetterRun.objects.exists()


@given(st.text(), st.text())
def test_what_is_put_in_is_never_read_as_a_field_again(before: str, value: str) -> None:
    before = before.replace("{", "").replace("}", "")
    assert filled(f"{before}{{姓名}}", {"姓名": f"{{{value}}}", value: "不"}) == f"{before}{{{value}}}"


@pytest.mark.parametrize(
    ("raw", "read"), [("一\r\n二", "一\n二"), ("\n 一 \n\n 二\u3000 三 \n", "一\n\n二 三"), ("一\t二", "一 二")]
)
def test_a_passage_keeps_its_lines(raw: str, read: str) -> None:
    assert Passage(label="正文").read(raw) == read


@pytest.mark.parametrize("raw", ["一\x00二", "甲" * 4_001])
def test_a_passage_refuses_what_cannot_be_read(raw: str) -> None:
    with pytest.raises(CellRefused):
        Passage(label="正文").read(raw)
