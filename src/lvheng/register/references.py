"""How a cell names a lawyer or an organisation: by licence number, credit code or full name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from lvheng.kernel.acts.fields import Reference
from lvheng.kernel.subjects.models import Organisation
from lvheng.kernel.together import names_in
from lvheng.register.models import FirmLicence, Person, PersonAlias, PractisingLicence, Traineeship

PERSON, ORGANISATION = "person", "organisation"
"""What a reference of the register names."""


def find_organisations(words: Sequence[str]) -> Mapping[str, UUID | str]:
    """Each word as a credit code or a full name in force now; two of one name is no answer."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for code, key in (
        FirmLicence.rows.current().filter(credit_code__in=words).values_list("credit_code", "organisation")
    ):
        found[code].add(key)
    for name, key in Organisation.rows.current().filter(name__in=words).values_list("name", "subject"):
        found[name].add(key)
    return {word: _one(word, found[word], "机构", "统一社会信用代码") for word in words}


def find_lawyers(words: Sequence[str]) -> Mapping[str, UUID | str]:
    """Each word as a licence number, now or once held."""
    found: dict[str, set[UUID]] = defaultdict(set)
    plain = {"".join(word.split()): word for word in words}
    for number, key in PractisingLicence.rows.current().filter(number__in=list(plain)).values_list("number", "person"):
        found[plain[number]].add(key)
    found = _kept(found)
    return {word: _one(word, found[word], "执业证号为它的律师", "执业证号") for word in words}


def find_trainees(words: Sequence[str]) -> Mapping[str, UUID | str]:
    """Each word as a trainee's number, now or once held."""
    found: dict[str, set[UUID]] = defaultdict(set)
    plain = {"".join(word.split()): word for word in words}
    for number, key in Traineeship.rows.current().filter(number__in=list(plain)).values_list("number", "person"):
        found[plain[number]].add(key)
    found = _kept(found)
    return {word: _one(word, found[word], "实习证号为它的人员", "实习证号") for word in words}


def _kept(found: Mapping[str, set[UUID]]) -> dict[str, set[UUID]]:
    """The same with records that were merged into others as these: what is done to a person is done to one record."""
    keys = {key for some in found.values() for key in some}
    aliases = PersonAlias.rows.current().filter(duplicate__in=keys).values_list("duplicate", "kept") if keys else ()
    kept = dict(aliases)
    return defaultdict(set, {word: {kept.get(key, key) for key in some} for word, some in found.items()})


def find_people(words: Sequence[str]) -> Mapping[str, UUID | str]:
    """Each word as a licence number, or else as a trainee's number."""
    found = dict(find_lawyers(words))
    rest = [word for word, key in found.items() if not isinstance(key, UUID)]
    return found | {word: key for word, key in find_trainees(rest).items() if isinstance(key, UUID)}


def _one(word: str, keys: set[UUID], what: str, better: str) -> UUID | str:
    if len(keys) == 1:
        return next(iter(keys))
    return f"有不止一个“{word}”，请改用{better}" if keys else f"没有找到{what}“{word}”"


def lawyer_names(keys: Iterable[UUID]) -> Mapping[UUID, str]:
    return names_in({Person: keys})


def subject_names(keys: Iterable[UUID]) -> Mapping[UUID, str]:
    """The names of people and organisations; what has none is left out."""
    wanted = list(keys)
    return names_in({Organisation: wanted, Person: wanted})


def subject_name(key: UUID) -> str:
    """The name of a person or organisation, '' for what has none."""
    return subject_names([key]).get(key, "")


def organisation_field(
    label: str = "执业机构",
    *,
    required: bool = True,
    synonyms: tuple[str, ...] = (),
    hint: str = "全称或统一社会信用代码",
) -> Reference:
    return Reference(
        label=label,
        required=required,
        synonyms=synonyms,
        hint=hint,
        find=find_organisations,
        named_in=Organisation,
        of=ORGANISATION,
    )


def lawyer_field(
    label: str = "律师", *, required: bool = True, synonyms: tuple[str, ...] = ("执业证号", "律师执业证号")
) -> Reference:
    return Reference(
        label=label,
        required=required,
        synonyms=synonyms,
        hint="执业证号",
        find=find_lawyers,
        named_in=Person,
        of=PERSON,
    )


def trainee_field(label: str = "实习人员", *, required: bool = True) -> Reference:
    synonyms = ("实习证号", "申请律师执业人员实习证号")
    return Reference(
        label=label,
        required=required,
        synonyms=synonyms,
        hint="实习证号",
        find=find_trainees,
        named_in=Person,
        of=PERSON,
    )


def person_field(label: str = "人员") -> Reference:
    hint = "执业证号或实习证号"
    return Reference(label=label, synonyms=("证号",), hint=hint, find=find_people, named_in=Person, of=PERSON)
