"""The bytes of entry and leaf are final: these vectors may never change, whatever else does."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.ledger.entry import (
    EntryTooLarge,
    canonical,
    entry_body,
    field_digest,
    instant_text,
    leaf_hash,
    opens,
)

SECRET = bytes(range(32))
AT = datetime(2025, 3, 12, 1, 2, 3, 456789, tzinfo=UTC)
FIELDS = {
    "kind": "register.transfer",
    "subject": "00000000-0000-4000-8000-000000000001",
    "version": 3,
    "prev": "",
    "input.organisation": "北京衡石律师事务所",
}
GOLDEN_BODY_SHA256 = "0cd074dd0371443a86e5752dbe98fe2c631b6a333f3af24486645feb9f06e532"
GOLDEN_LEAF = "ea096eca8bb09714d9deebe06c7c94eb69e629f30326dc80555c174b33751e9f"


def test_the_golden_entry() -> None:
    body = entry_body(SECRET, AT, FIELDS)
    assert hashlib.sha256(body).hexdigest() == GOLDEN_BODY_SHA256
    assert leaf_hash(body).hex() == GOLDEN_LEAF


def test_a_leaf_is_the_hash_of_zero_and_the_entry() -> None:
    """RFC 6962 §2.1; the first two known answers of the reference tree."""
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"\x00").hex() == "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"


def test_a_field_digest_can_be_made_with_nothing_but_the_standard_library() -> None:
    salt = hmac.new(SECRET, b"kind", "sha256").digest()
    text = b'["kind","register.transfer"]'
    wanted = urlsafe_b64encode(hashlib.sha256(salt + text).digest()).rstrip(b"=").decode()
    assert field_digest(SECRET, "kind", "register.transfer") == wanted


def test_an_entry_holds_version_suite_instant_and_sorted_digests_and_nothing_else() -> None:
    told = json.loads(entry_body(SECRET, AT, FIELDS))
    assert set(told) == {"v", "suite", "at", "fields"}
    assert told["fields"] == sorted(told["fields"])
    assert len(told["fields"]) == len(FIELDS)


def test_the_instant_is_told_in_utc_whatever_its_zone() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert instant_text(AT.astimezone(shanghai)) == "2025-03-12T01:02:03.456789Z"


def test_one_field_opens_without_the_others_and_no_other_value_does() -> None:
    body = entry_body(SECRET, AT, FIELDS)
    assert opens(body, SECRET, "version", 3)
    assert not opens(body, SECRET, "version", 4)
    assert not opens(body, bytes(32), "version", 3)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.text(max_size=20) | st.integers() | st.booleans() | st.none()))
def test_the_order_in_which_fields_are_given_does_not_matter(fields: dict[str, object]) -> None:
    backwards = dict(reversed(fields.items()))
    assert entry_body(SECRET, AT, fields) == entry_body(SECRET, AT, backwards)


def test_floats_are_refused_for_they_have_no_one_spelling() -> None:
    with pytest.raises(TypeError):
        canonical({"a": 1.5})


def test_an_entry_larger_than_a_tile_can_hold_is_refused() -> None:
    with pytest.raises(EntryTooLarge):
        entry_body(SECRET, AT, {f"f{n}": n for n in range(2_000)})
