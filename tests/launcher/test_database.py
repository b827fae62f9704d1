"""Which database a command uses, and what is said about one that cannot be used."""

import socket

import pytest

from lvheng.launcher import database
from lvheng.launcher.refusal import Refusal


def test_a_command_started_by_another_uses_what_it_was_handed() -> None:
    handed = {"LVHENG_DATABASE": "dbname=a", "LVHENG_DATABASE_OWNER": "dbname=b", "DATABASE_URL": "postgresql://c/d"}
    assert database.ensure(handed) == database.Connections("dbname=a", "dbname=b", "dbname=a", "dbname=a")


def test_the_environment_names_all_roles() -> None:
    assert database.Connections("a", "b", "c", "d").environment() == {
        "LVHENG_DATABASE": "a",
        "LVHENG_DATABASE_OWNER": "b",
        "LVHENG_DATABASE_REPLAY": "c",
        "LVHENG_DATABASE_SEQUENCER": "d",
    }


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with socket.socket() as taken:  # bound and never listening: nobody else can take the port meanwhile
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"连不上.*127.0.0.1:{port}/law.*Connection refused") as refused:
            database.ensure({"DATABASE_URL": f"postgresql://me:geheim@127.0.0.1:{port}/law"})
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("url", ["postgresql//me:geheim@db/law", "mysql://me:geheim@db/law", "postgresql://me@db:x/y"])
def test_a_malformed_url_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        database.ensure({"DATABASE_URL": url})
    assert "DATABASE_URL" in str(refused.value)
    assert "geheim" not in str(refused.value)
