"""The code lists fit their columns, their numbers and the law, and every word that offices write means one code."""

from collections.abc import Mapping

import pytest
from django.db.models import TextChoices

from lvheng.register import choices
from lvheng.register.choices import (
    EngagementRole,
    Ethnicity,
    FirmForm,
    FirmState,
    LawyerKind,
    LicenceState,
    PoliticalStatus,
    SizeBand,
)

LISTS = [c for c in vars(choices).values() if isinstance(c, type) and issubclass(c, TextChoices) and c.choices]
LONGEST = {"Sex": 8, "LawyerKind": 16, "EngagementRole": 16, "LicenceState": 16, "FirmState": 16, "Ethnicity": 12}


@pytest.mark.parametrize("codes", LISTS)
def test_codes_fit_their_columns_and_labels_are_chinese_and_unlike(codes: type[TextChoices]) -> None:
    assert max(map(len, codes.values)) <= LONGEST.get(codes.__name__, 24)
    assert len(set(codes.labels)) == len(codes.labels)
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in str(label)) for label in codes.labels)
    assert "Source:" in (codes.__doc__ or "")


def test_every_kind_has_its_figure_in_the_licence_number() -> None:
    figures = {kind.value: kind.digit for kind in LawyerKind}
    assert figures == {
        "full_time": "1",
        "part_time": "2",
        "hongkong": "3",
        "macau": "4",
        "taiwan": "5",
        "public": "6",
        "company": "7",
        "legal_aid": "8",
        "military": "9",
    }


def test_only_firm_lawyers_practise_in_firms() -> None:
    assert {k.value for k in LawyerKind if not k.in_firm} == {"public", "company", "legal_aid", "military"}
    assert LawyerKind.PUBLIC.usual_role == EngagementRole.INHOUSE
    assert LawyerKind.HONGKONG.usual_role == EngagementRole.EMPLOYED


def test_an_ended_licence_becomes_nothing_any_more() -> None:
    ended = {state for state in LicenceState if state.ends_practice}
    assert {state.value for state in ended} == {"cancelled", "revoked", "annulled"}
    assert all(not state.may_become for state in ended)


def test_a_held_licence_may_end_and_never_becomes_itself() -> None:
    for state in set(LicenceState) - {s for s in LicenceState if s.ends_practice}:
        assert state not in state.may_become
        assert {s for s in LicenceState if s.ends_practice} <= state.may_become


def test_nobody_goes_on_leave_from_a_suspension_or_without_a_firm() -> None:
    assert {s for s in LicenceState if LicenceState.ON_LEAVE in s.may_become} == {LicenceState.PRACTISING}


def test_forms_and_states_of_firms() -> None:
    assert [form.value for form in FirmForm if form.in_partnership] == ["partnership", "special_partnership"]
    assert [state.value for state in FirmState if state.ended] == ["cancelled", "revoked", "annulled"]


def test_exactly_a_hundred_lawyers_are_not_above_a_hundred() -> None:
    limits = [0, 10, 11, 20, 21, 50, 51, 100, 101, 2000]
    bands = [SizeBand.of(n) for n in limits]
    assert bands == [band for band in SizeBand for _ in range(2)]


def test_probationary_members_are_in_the_party() -> None:
    assert [s.value for s in PoliticalStatus if s.in_party] == ["party_member", "probationary_member"]


def test_all_ethnic_groups_are_numbered_through() -> None:
    assert Ethnicity.values == [f"{n:02}" for n in range(1, 57)]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (choices.KIND_WORDS, choices.LawyerKind),
        (choices.ROLE_WORDS, choices.EngagementRole),
        (choices.POLITICAL_WORDS, choices.PoliticalStatus),
        (choices.EDUCATION_WORDS, choices.Education),
        (choices.ETHNICITY_WORDS, choices.Ethnicity),
    ],
)
def test_words_of_offices_mean_codes_and_never_hide_a_label(words: Mapping[str, str], codes: type[TextChoices]) -> None:
    assert set(words.values()) <= set(codes.values)
    assert not words.keys() & {str(label) for label in codes.labels}
