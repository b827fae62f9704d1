"""律师法第十条、第十二条,司发通〔2018〕131号: firm lawyers practise in firms, in-house lawyers in their own unit."""

from __future__ import annotations

import pytest

from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.choices import LawyerKind
from lvheng.register.facts import OrganisationFacts
from lvheng.register.rules import right_kind_of_place
from lvheng.register.tests.plain import place

INHOUSE = {"public", "company", "legal_aid", "military"}


@pytest.mark.parametrize("kind", list(LawyerKind))
@pytest.mark.parametrize("where", [OrganisationKind.FIRM, OrganisationKind.BRANCH, OrganisationKind.ORGAN])
def test_every_kind_has_its_kind_of_place(kind: LawyerKind, where: OrganisationKind) -> None:
    refused = right_kind_of_place(kind, place(where))
    assert bool(refused) == ((kind in INHOUSE) == (where is not OrganisationKind.ORGAN))
    for refusal in refused:
        assert refusal.sentence.startswith(f"{kind.label}律师应在")
        assert refusal.article
        assert refusal.field == "organisation"


def test_where_nobody_knows_the_place_nothing_is_said_of_its_kind() -> None:
    assert right_kind_of_place("public", OrganisationFacts()) == []
