"""The same person under two records: pairs with the evidence for them, and what a merger makes of a record.

Evidence, not verdicts: a pair is shown where at least two independent things agree, and a person decides. Names are
compared by their pinyin with one character differing at most; identity numbers cannot agree, the database holds each
once. What is merged is resolved here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Seat
from lvheng.register.models import Engagement, Person, PersonAlias, PractisingLicence, Traineeship

EVIDENCE: Mapping[str, str] = {
    "same_name": "姓名相同",
    "same_sound": "姓名同音、一字之差",
    "same_birth": "出生日期相同",
    "same_qualification": "法律职业资格证号相同",
    "near_number": "执业证号只差一位",
    "trained": "一为实习人员、一为律师",
}
"""What speaks for a pair, by code."""

_SPELLING = "btrim(regexp_replace(sort_key, '[^a-z ]+', '', 'g'))"


def kept_key(subject: UUID) -> UUID:
    """The record that stands for this person as now believed: the subject itself if it was merged into no other."""
    found = PersonAlias.rows.current().filter(duplicate=subject).values_list("kept", flat=True).first()
    return found or subject


def duplicates_of(subjects: Iterable[UUID], moment: Moment) -> list[PersonAlias]:
    """The records merged into these, as believed at the moment."""
    return list(PersonAlias.rows.on(moment.on, moment.known_at).filter(kept__in=list(subjects)))


def hidden(m: Moment, condition: str = "true") -> str:
    """SQL: the duplicates not to be counted, since the record kept, or an earlier duplicate of it, meets the condition
    on l (licence) and e (engagement) itself.

    An array, so that it is found once and beforehand: as a column of a join it stops the planner from choosing the
    order of all the other joins (a district's list: 168 ms instead of 50)."""
    return f"""array(
      select a.duplicate from {m.asof(PersonAlias)} a where exists(
        select 1 from (
          select a.kept as person union all
          select o.duplicate from {m.asof(PersonAlias)} o where o.kept = a.kept and o.duplicate < a.duplicate) other
        join {m.asof(PractisingLicence)} l on l.person = other.person
        left join {m.asof(Engagement)} e on e.lawyer = l.person where {condition}))"""


def suspected(m: Moment) -> str:
    """Suspected pairs, each once under the newer record: `other` is the older, `evidence` the codes of `EVIDENCE`."""
    return f"""
      select x.newer subject, e.organisation, s.district, x.weight::numeric as value, x.versions, x.other, x.evidence
      from (
        select b.subject as newer, a.subject as other, array[a.id, b.id] versions, k.evidence,
               cardinality(k.evidence) weight
        from (select *, {_SPELLING} spelling from {m.asof(Person)} p) a
        join (select *, {_SPELLING} spelling from {m.asof(Person)} p) b
          on b.spelling = a.spelling and b.sex = a.sex and (a.opened_by, a.subject) < (b.opened_by, b.subject)
        left join {m.asof(PractisingLicence)} l on l.person = a.subject
        left join {m.asof(PractisingLicence)} r on r.person = b.subject
        left join {m.asof(Traineeship)} t on t.person = a.subject
        left join {m.asof(Traineeship)} u on u.person = b.subject
        cross join lateral (select array_remove(array[
          case when a.name = b.name then 'same_name' when {_differing("a.name", "b.name")} <= 1 then 'same_sound' end,
          case when a.born_on = b.born_on then 'same_birth' end,
          case when l.qualification_number <> '' and l.qualification_number = r.qualification_number
               then 'same_qualification' end,
          case when length(l.number) = 17 and {_differing("l.number", "r.number")} = 1 then 'near_number' end,
          case when (t.id is null) <> (u.id is null) and (l.id is null) <> (r.id is null) then 'trained' end
        ], null) evidence) k
        where (a.born_on = b.born_on or a.born_on is null or b.born_on is null)
          and k.evidence && array['same_name', 'same_sound']
          and k.evidence && array['same_birth', 'same_qualification', 'near_number']
          and not exists (select 1 from {m.asof(PersonAlias)} y where y.duplicate in (a.subject, b.subject))
      ) x
      left join {m.asof(Engagement)} e on e.lawyer = x.newer
      left join {m.asof(Seat)} s on s.organisation = e.organisation"""


def _differing(a: str, b: str) -> str:
    """SQL: how many places differ between two texts of one length; more than any limit if the lengths differ."""
    return (
        f"(case when length({a}) = length({b}) then (select count(*) from generate_series(1, length({a})) i"
        f" where substr({a}, i, 1) <> substr({b}, i, 1)) else 99 end)"
    )
