"""Where a row belongs: what lasts, to where the person is now as well; what happened on a day, to where it happened."""

from __future__ import annotations

from datetime import date

from lvheng.register.acts.engagements import Transfer
from lvheng.register.tests.invented import CHAOYANG, HAIDIAN, do, firm
from lvheng.register.tests.who_may import Stage
from lvheng.work.facts import places
from lvheng.work.registry import register_of

BEFORE, MOVED = date(2020, 5, 6), date(2021, 3, 1)


def test_what_lasts_answers_to_both_places_and_an_event_to_its_own(stage: Stage) -> None:
    do(Transfer, MOVED, lawyer=stage.lawyer, organisation=firm(district=HAIDIAN))
    values = [{"lawyer": stage.lawyer}]
    [lasting] = places(register_of("talent.pool_member"), values, [BEFORE])
    assert (lasting.district, [place.district for place in lasting.beside]) == (CHAOYANG, [HAIDIAN])
    [event] = places(register_of("service.hours"), values, [BEFORE])
    assert (event.district, event.beside) == (CHAOYANG, ())
    [now] = places(register_of("talent.pool_member"), values, [MOVED])
    assert (now.district, now.beside) == (HAIDIAN, ())
