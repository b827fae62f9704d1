"""A file is told by what is in it, kept once and unreadable, and given back as it came."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from lvheng.kernel.documents import checking, files
from lvheng.kernel.documents.checking import Refused, kind_of
from lvheng.kernel.documents.files import FileRefused, content_of, forget_unused, hold, receive, uploads
from lvheng.kernel.documents.models import StoredFile, Upload
from lvheng.kernel.documents.tests import making
from lvheng.kernel.time.clock import now

ME = uuid4()
GOOD = {
    "pdf": making.paper(),
    "docx": making.word(),
    "xlsx": making.sheet(),
    "jpg": making.photo(),
    "png": making.PNG,
    "ofd": making.ofd(),
}
MACRO_TYPES = ("officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main")
ODD = {
    "a PDF that runs a script": (making.paper(acts=("/JavaScript", "/JS", "app.alert(1)")), checking.ACTIVE),
    "a PDF that starts a program": (making.paper(acts=("/Launch", "/F", "calc.exe")), checking.ACTIVE),
    "a PDF with a password": (making.paper(password="secret"), checking.ENCRYPTED),
    "half a PDF": (making.paper()[:200], checking.BROKEN),
    "a word file with macros": (making.with_part(making.word(), "word/vbaProject.bin", b"x"), checking.MACROS),
    "a word file that says it has macros": (
        making.with_part(making.word(), "word/more.xml", b"", types=MACRO_TYPES),
        checking.MACROS,
    ),
    "a word file with a program in it": (
        making.with_part(making.word(), "word/embeddings/oleObject1.bin", b"MZ"),
        checking.MACROS,
    ),
    "a zip bomb": (making.with_part(making.word(), "word/media/0.bmp", bytes(2 << 20)), checking.BOMB),
    "ten thousand parts": (making.archive({f"{n}": b"" for n in range(5_001)}), checking.BOMB),
    "a zip": (making.archive({"身份证.jpg": making.photo()}), "这是压缩包"),
    "half a zip": (making.word()[:3_000], checking.BROKEN),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + bytes(600), checking.OLD),
    "a locked Office file": (
        b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        checking.ENCRYPTED,
    ),
    "a program": (b"MZ\x90\x00" + bytes(200), checking.NOT_TAKEN),
    "a page of the web": (b"<html><script>alert(1)</script>", checking.NOT_TAKEN),
    "a picture of SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", checking.NOT_TAKEN),
    "a huge photograph": (making.photo(60_000, 60_000), "60,000×60,000"),
    "half a photograph": (making.photo()[:-2], checking.BROKEN),
    "half a picture": (making.PNG[:40], checking.BROKEN),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_file_s_kind_is_told_by_its_content(kind: str) -> None:
    assert kind_of(GOOD[kind]) == kind


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_refused_with_a_reason(name: str) -> None:
    content, why = ODD[name]
    with pytest.raises(Refused) as refused:
        kind_of(content)
    assert why in str(refused.value)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_damaged_file_is_taken_or_refused_and_nothing_else(kind: str, drawn: st.DataObject) -> None:
    content = bytearray(GOOD[kind])
    for place in drawn.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] ^= drawn.draw(st.integers(1, 255))
    with suppress(Refused):
        assert kind_of(bytes(content)) in GOOD


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once_and_unreadable() -> None:
    content = making.paper("机密内容的样例")
    first, second = receive(content, "甲.pdf", ME), receive(content, "乙.pdf", uuid4(), sensitive=True)
    assert first.file_id == second.file_id
    stored = StoredFile.objects.get(pk=first.file_id)
    assert (stored.kind, stored.size) == ("pdf", len(content))
    assert b"%PDF" not in bytes(stored.content)
    assert content_of(first.file_id) == content


@pytest.mark.django_db
def test_kept_bytes_are_never_edited() -> None:
    kept = receive(making.paper(), "甲.pdf", ME)
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="只增不改"), transaction.atomic():
        cursor.execute("update kernel_file set content = '' where digest = %s", [kept.file_id])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("空.pdf", b"", "是空的"),
        ("决定.pdf", making.word(), "名字说是 pdf，内容却是 docx"),
        ("决定.docx", making.paper(acts=("/JavaScript", "/JS", "1")), "“决定.docx”没有收下：" + checking.ACTIVE),
        ("大.pdf", bytes(files.LARGEST + 1), "超过 20 MB 的上限"),
    ],
)
def test_what_is_not_taken_is_told_why(name: str, content: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=r"。$") as refused:
        receive(content, name, ME)
    assert why in str(refused.value)
    assert not Upload.objects.filter(account=ME).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given_name", "kept_name"),
    [
        ("C:\\文件\\决定书.pdf", "决定书.pdf"),
        ("../../etc/决定.pdf", "决定.pdf"),
        ("决\x00定\u202efdp.pdf", "决定fdp.pdf"),
        ("", "文件"),
        ("甲" * 300 + ".pdf", "甲" * 116 + ".pdf"),
        ("照片", "照片"),
    ],
)
def test_a_name_is_only_a_name(given_name: str, kept_name: str) -> None:
    assert receive(making.paper(), given_name, ME).name == kept_name


@pytest.mark.django_db
def test_nobody_fills_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_WAITING", 1_000)
    receive(making.PNG, "甲.png", ME)
    with pytest.raises(FileRefused, match="一天内上传的文件"):
        receive(making.paper("x" * 1_000), "乙.pdf", ME)
    receive(making.PNG, "甲.png", uuid4())


@pytest.mark.django_db
def test_what_nobody_took_is_forgotten_after_a_day() -> None:
    kept, held, old = (receive(making.paper(name), f"{name}.pdf", ME) for name in "abc")
    again = receive(making.paper("b"), "b.pdf", ME)
    for each in (held, old, again):
        hold([each.id], now() - timedelta(hours=1))
    hold([held.id], now() + timedelta(days=300))
    assert forget_unused() == 1
    assert set(uploads([kept.id, held.id, old.id, again.id])) == {kept.id, held.id}
    assert content_of(held.file_id) == making.paper("b")
    with pytest.raises(StoredFile.DoesNotExist):
        content_of(old.file_id)


def test_a_key_opens_nothing_but_its_own_file() -> None:
    from lvheng.kernel.access.sensitive import locked, unlocked

    key, bound = bytes(32), UUID(int=1).bytes
    with pytest.raises(InvalidTag):
        unlocked(key, locked(key, b"x", bound), UUID(int=2).bytes)
