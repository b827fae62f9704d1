"""Identity numbers stand in one table, encrypted; nowhere else can they be read, not even as a digest without the key."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from lvheng.kernel.access.models import SensitiveValue, SubjectKey
from lvheng.kernel.access.sensitive import blind, holders, unseal
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.numbers.demonstration import demo_identity_number
from lvheng.register.acts.enter_lawyer import IDENTITY_NUMBER
from lvheng.register.tests.invented import lawyer
from lvheng.register.tests.who_may import ON, Stage

NUMBER = demo_identity_number(date(1990, 4, 5), "female", 999_010)
OTHER = demo_identity_number(date(1991, 5, 6), "female", 999_011)


def as_an_act_sees() -> None:
    """Opens the sealed table for the rest of the test, as it is while an act is performed (row-level security)."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('lvheng.act', 'performing', true)")


def traces(word: str) -> set[str]:
    """The tables in which some row shows the word, as text or as bytes."""
    found = set()
    as_an_act_sees()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f"select exists(select 1 from {table} t where t::text like any(%s))",
                [[f"%{word}%", f"%{word.encode().hex()}%"]],
            )
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def test_the_number_stands_nowhere_in_clear(stage: Stage) -> None:
    lawyer(stage.firm, identity_number=NUMBER)
    assert traces(NUMBER) == set()
    assert traces(NUMBER[6:14]) == set(), "nor does the birth date in it"
    assert traces(hashlib.sha256(NUMBER.encode()).hexdigest()) == set()
    assert traces(hashlib.sha256(NUMBER.encode()).hexdigest()[:32]) == set()


def test_the_entry_commits_to_the_blind_index_only(stage: Stage) -> None:
    lawyer(stage.firm, identity_number=NUMBER)
    assert traces(blind(IDENTITY_NUMBER, NUMBER).hex()) == {"kernel_ledger_opening", "kernel_sensitive_value"}


def test_a_refusal_does_not_repeat_it(stage: Stage) -> None:
    lawyer(stage.firm, identity_number=NUMBER)
    with pytest.raises(ActRefused) as refused:
        lawyer(stage.firm, identity_number=NUMBER)
    assert NUMBER not in str(refused.value)


def test_it_is_found_by_the_blind_index_and_opens_for_its_subject_and_field_only(stage: Stage) -> None:
    one, two = lawyer(stage.firm, identity_number=NUMBER), lawyer(stage.firm, ON, identity_number=OTHER)
    assert holders(IDENTITY_NUMBER, [NUMBER, OTHER, NUMBER[:-1] + "0"]) == {NUMBER: one, OTHER: two}
    assert holders("passport", [NUMBER]) == {}
    as_an_act_sees()
    sealed = {row.subject: bytes(row.ciphertext) for row in SensitiveValue.objects.filter(subject__in=[one, two])}
    keys = {row.subject: bytes(row.wrapped) for row in SubjectKey.objects.filter(subject__in=[one, two])}
    assert unseal(one, IDENTITY_NUMBER, sealed[one], keys[one]) == NUMBER
    for subject, field, ciphertext, wrapped in (
        (one, IDENTITY_NUMBER, sealed[two], keys[one]),
        (one, IDENTITY_NUMBER, sealed[two], keys[two]),
        (two, IDENTITY_NUMBER, sealed[one], keys[one]),
        (one, "passport", sealed[one], keys[one]),
        (one, IDENTITY_NUMBER, sealed[one][:-1] + bytes([sealed[one][-1] ^ 1]), keys[one]),
    ):
        with pytest.raises(InvalidTag):
            unseal(subject, field, ciphertext, wrapped)


def test_two_seals_of_one_value_differ(stage: Stage) -> None:
    lawyer(stage.firm, identity_number=NUMBER)
    as_an_act_sees()
    row = SensitiveValue.objects.get(blind=blind(IDENTITY_NUMBER, NUMBER))
    assert len(bytes(row.ciphertext)) > len(NUMBER) + 12
    assert bytes(row.blind) != hashlib.sha256(NUMBER.encode()).digest()[:16]
