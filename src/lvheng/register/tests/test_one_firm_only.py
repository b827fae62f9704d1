"""律师法第十条: a lawyer practises in one firm only, on every day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lvheng.register.rules import one_firm_only
from lvheng.register.tests.plain import HERE, THERE, engagement

DAY = date(2020, 1, 1)
days = st.integers(0, 40).map(lambda n: DAY + timedelta(days=n))


@given(days, days, days, days)
def test_it_refuses_exactly_what_shares_a_day(first: date, after: date, on: date, until: date) -> None:
    known = [engagement(first, after)] if first < after else []
    if on >= until:
        return
    shared = any(row.valid_from <= day < row.valid_to for row in known for day in (on, *_between(on, until)))
    assert bool(one_firm_only(known, THERE, on, until)) == shared


def _between(on: date, until: date) -> list[date]:
    return [on + timedelta(days=n) for n in range((until - on).days)]


def test_the_sentence_names_the_span_the_article_and_the_way() -> None:
    [refusal] = one_firm_only([engagement(DAY)], THERE, date(2021, 1, 1), date(2022, 1, 1))
    assert str(refusal) == (
        "与已登记的执业经历（2020-01-01 至 今）重叠，一名律师同时只能在一个机构执业；转所请用“变更执业机构”（律师法第十条）"
    )
    assert refusal.field == "organisation"
    assert not refusal.already


def test_the_same_engagement_is_there_already() -> None:
    [refusal] = one_firm_only([engagement(DAY)], HERE, DAY, date(2022, 1, 1))
    assert refusal.already
