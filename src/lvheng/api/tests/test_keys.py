"""Keys: kept as a hash, shown once, good until they expire, are revoked, or their account is closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lvheng.api.tests.program import Program
from lvheng.kernel.identity.keys import ApiKey, make_key, revoke_key
from lvheng.kernel.identity.models import Account
from lvheng.kernel.time.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.get(login="demo-district")


def status(written: str) -> tuple[int, str]:
    answer = Program(written).ask("lists/")
    return answer.status_code, "" if answer.status_code == 200 else answer.json()["detail"]


def test_the_database_knows_no_text_of_a_key(account: Account) -> None:
    key, written = make_key(account, "对账程序")
    stored = " ".join(str(value) for value in ApiKey.objects.filter(pk=key.pk).values()[0].values())
    assert written not in stored
    assert written[len(key.begins) :] not in stored
    assert len(written) >= 40
    assert status(written) == (200, "")


def test_a_key_ends_when_it_expires_is_revoked_or_its_account_is_closed(account: Account) -> None:
    expired, first = make_key(account, "甲", timedelta(days=1))
    ApiKey.objects.filter(pk=expired.pk).update(expires_at=now() - timedelta(seconds=1))
    revoked, second = make_key(account, "乙")
    revoke_key(revoked)
    _, third = make_key(account, "丙")
    assert status(first) == (401, "密钥“甲”已过期，请另开一把")
    assert status(second) == (401, "密钥“乙”已作废，请另开一把")
    assert status(third) == (200, "")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert status(third) == (401, "密钥所属的账号已停用")


def test_use_is_remembered_after_the_answer_and_once_a_minute(
    account: Account, django_capture_on_commit_callbacks: Any
) -> None:
    key, written = make_key(account, "甲")
    with django_capture_on_commit_callbacks(execute=True):
        status(written)
    first = ApiKey.objects.get(pk=key.pk).last_used_at
    assert first is not None
    with django_capture_on_commit_callbacks(execute=True):
        status(written)
    assert ApiKey.objects.get(pk=key.pk).last_used_at == first


def run(*arguments: str) -> int:
    from argparse import ArgumentParser

    from lvheng.verbs import key as verb

    parser = ArgumentParser()
    verb.arguments(parser)
    return verb.run(parser.parse_args(arguments))


def test_the_command_line_makes_lists_and_revokes(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("demo-district", "--name", "对账程序", "--days", "30") == 0
    written = capsys.readouterr().out.strip()
    assert status(written) == (200, "")
    assert run("demo-district") == 0
    listed = capsys.readouterr().out
    assert "对账程序" in listed
    assert written not in listed
    number = listed.split("\t")[0]
    assert run("demo-city", "--revoke", number) == 1, "it is not that account's key"
    assert run("demo-district", "--revoke", number) == 0
    assert status(written)[0] == 401


@pytest.mark.parametrize(
    "arguments",
    [("nobody", "--name", "甲"), ("demo-city", "--name", " "), ("demo-city", "--name", "甲", "--days", "0")],
)
def test_the_command_line_refuses_with_a_sentence(
    arguments: tuple[str, ...], db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 1
    assert capsys.readouterr().err.startswith("✗")
