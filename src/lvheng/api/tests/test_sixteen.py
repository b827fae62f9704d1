"""Sixteen people at the same time, on one firm and on many: nothing lost, nothing doubled, nobody told of an error of ours."""

from __future__ import annotations

from collections import Counter
from typing import Any

from lvheng.api.tests.program import Program, moved_to
from lvheng.api.tests.test_once import MOVE
from lvheng.kernel.identity.keys import make_key
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.subjects.models import Seat
from lvheng.kernel.time.days import today

PEOPLE, EACH = 16, 3


def test_sixteen_move_firms_at_once_on_one_and_on_many(committing: Any, at_once: Any) -> None:
    """Each moves the one firm and two firms of their own: every act that was answered stands, once, and no other."""
    with committing():
        city = Program(make_key(Account.objects.get(login="demo-city"), "测试")[1])
        rows = city.get("lists/firms", district="110105", state="practising", size=1 + 2 * PEOPLE)["rows"]
        firms = [str(row["subject"]) for row in rows]
        assert len(firms) == 1 + 2 * PEOPLE
        before = Counter(
            str(key) for key in ActLine.objects.filter(subject__in=firms).values_list("subject", flat=True)
        )

    def one(number: int) -> Any:
        mine = [firms[0], firms[1 + 2 * number], firms[2 + 2 * number]]

        def work() -> list[tuple[str, int, int]]:
            program = Program(city.key)
            done = []
            for firm in mine if number % 2 else reversed(mine):
                answer = program.act(
                    MOVE, f"k-{number}-{firm}", moved_to(firm, f"甲路 {number} 号", effective_on=today().isoformat())
                )
                done.append((firm, answer.status_code, answer.json().get("entry", 0)))
            return done

        return work

    answers = [told for each in at_once(*[one(number) for number in range(PEOPLE)]) for told in each]
    assert Counter(status for _, status, _ in answers) == {201: PEOPLE * EACH}
    assert len({entry for _, _, entry in answers}) == PEOPLE * EACH
    with committing():
        after = Counter(str(key) for key in ActLine.objects.filter(subject__in=firms).values_list("subject", flat=True))
        assert after - before == {firms[0]: PEOPLE, **dict.fromkeys(firms[1:], 1)}
        for firm in firms:
            [seat] = Seat.rows.current().filter(organisation=firm, valid_to__year=9999)
            last = max(entry for moved, _, entry in answers if moved == firm)
            assert seat.opened_by == last, "the last act decides"
