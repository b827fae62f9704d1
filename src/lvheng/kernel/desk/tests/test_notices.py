"""A notice is told once, read by its account alone, and mailed once to who wants it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk import notices
from lvheng.kernel.desk.models import Notice
from lvheng.kernel.desk.notices import forget_old, mail_notices, mark_read, notices_of, tell, to_be_mailed, unread
from lvheng.kernel.identity.models import Account
from lvheng.kernel.time.clock import frozen, now

pytestmark = pytest.mark.django_db
ViewerAs = Callable[[str], Viewer]


@pytest.fixture
def city(viewer_as: ViewerAs) -> Viewer:
    return viewer_as("demo-city")


@pytest.fixture
def with_server(settings: Any) -> None:
    settings.EMAIL_HOST, settings.ADDRESS = "mail.example.cn", "https://lvheng.example.cn"


def wants_mail(viewer: Viewer, address: str = "a@example.cn") -> None:
    Account.objects.filter(pk=viewer.id).update(mail=address)


def test_the_same_thing_is_told_once(city: Viewer, viewer_as: ViewerAs) -> None:
    assert tell(city.id, "k", title="甲", path="/work/")
    assert not tell(city.id, "k", title="乙", path="/work/")
    assert tell(viewer_as("demo-district").id, "k", title="甲", path="/work/")
    assert [each.title for each in notices_of(city)] == ["甲"]


def test_nobody_reads_another_s_notice(city: Viewer, viewer_as: ViewerAs) -> None:
    tell(city.id, "k", title="甲")
    [notice] = notices_of(city)
    assert mark_read(viewer_as("demo-district"), notice.pk) is None
    assert unread(city).count() == 1
    assert mark_read(city, notice.pk) == notice
    assert unread(city).count() == 0


def test_all_are_marked_at_once(city: Viewer) -> None:
    for key in "abc":
        tell(city.id, key, title=key)
    mark_read(city)
    assert unread(city).count() == 0


@pytest.mark.usefixtures("with_server")
def test_one_mail_for_all_that_is_new_and_none_again(city: Viewer) -> None:
    wants_mail(city)
    tell(city.id, "a", title="甄某某：停止执业（处罚）")
    tell(city.id, "b", title="乙")
    assert to_be_mailed() == [city.id]
    assert [mail_notices(city.id), mail_notices(city.id)] == [2, 0]
    [sent] = mail.outbox
    assert sent.to == ["a@example.cn"]
    assert "https://lvheng.example.cn/work/" in str(sent.body)
    assert "甄某某" not in f"{sent.subject}{sent.body}", "a mail names nobody"
    assert to_be_mailed() == []


@pytest.mark.usefixtures("with_server")
def test_who_gave_no_address_or_has_read_it_gets_no_mail(city: Viewer) -> None:
    tell(city.id, "a", title="甲")
    assert (to_be_mailed(), mail_notices(city.id)) == ([], 0)
    wants_mail(city)
    mark_read(city)
    assert (to_be_mailed(), mail_notices(city.id), mail.outbox) == ([], 0, [])


def test_without_a_server_nothing_is_sent_and_nothing_is_marked_as_sent(city: Viewer) -> None:
    wants_mail(city)
    tell(city.id, "a", title="甲")
    assert mail_notices(city.id) == 0
    assert to_be_mailed() == [city.id]


@pytest.mark.usefixtures("with_server")
def test_what_a_server_did_not_take_is_sent_later(city: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    wants_mail(city)
    tell(city.id, "a", title="甲")

    def away(*_: object) -> None:
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(notices, "send_mail", away)
        with pytest.raises(SMTPServerDisconnected):
            mail_notices(city.id)
    assert mail_notices(city.id) == 1


def test_what_was_told_long_ago_is_neither_mailed_nor_kept(city: Viewer) -> None:
    wants_mail(city)
    with frozen(now() - timedelta(days=2)):
        tell(city.id, "a", title="甲")
    assert to_be_mailed() == []
    assert forget_old() == 0
    with frozen(now() + timedelta(days=200)):
        assert forget_old() == 1
    assert not Notice.objects.exists()
