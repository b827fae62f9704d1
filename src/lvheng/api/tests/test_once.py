"""A request that is sent again performs nothing again: after a lost answer, at the same time, after a crash."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from lvheng.api.tests.program import Program, moved_to
from lvheng.kernel.acts.once import KEPT, Answered, prune
from lvheng.kernel.identity.keys import make_key
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.time.clock import now

MOVE = "register.move_seat"


def a_firm(program: Program) -> str:
    return str(program.get("lists/firms", district="110105", size=1)["rows"][0]["subject"])


def acts_on(firm: str) -> int:
    return ActLine.objects.filter(subject=UUID(firm)).count()


class Sending(RuleBasedStateMachine):
    """Requests with few keys and few addresses, so that repeats and clashes are frequent."""

    program: Program
    firm: str

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.before = acts_on(self.firm)
        self.answers: dict[str, tuple[str, Any]] = {}
        self.standing = ""

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @rule(key=st.sampled_from("abc"), address=st.sampled_from(["甲路 1 号", "乙路 2 号", "丙路 3 号"]))
    def send(self, key: str, address: str) -> None:
        answer = self.program.act(MOVE, key, moved_to(self.firm, address))
        known = self.answers.get(key)
        if known is None and address == self.standing:
            assert answer.status_code == 422, "nothing would change"
        elif known is None:
            assert answer.status_code == 201, answer.content.decode()
            assert "Idempotency-Replayed" not in answer
            self.answers[key], self.standing = (address, answer.json()), address
        elif known[0] == address:
            assert (answer.status_code, answer.json()) == (201, known[1])
            assert answer["Idempotency-Replayed"] == "true"
        else:
            assert answer.status_code == 422
            assert answer.json()["refusals"][0]["field"] == "Idempotency-Key"

    @rule(key=st.sampled_from("abc"))
    def send_what_is_wrong(self, key: str) -> None:
        order = moved_to(self.firm, "丁路 4 号") | {"effective_on": "不是日期"}
        assert self.program.act(MOVE, key, order).status_code == 422

    @invariant()
    def one_act_for_each_key_that_was_answered(self) -> None:
        assert acts_on(self.firm) == self.before + len(self.answers)
        assert Answered.objects.count() == len(self.answers), "what was refused is not kept"


def test_whatever_is_sent_again_one_act_is_performed(city: Program) -> None:
    firm = a_firm(city)
    machine = type("SendingToOne", (Sending,), {"program": city, "firm": firm})
    quiet = settings(max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=quiet)


def test_the_keys_of_two_accounts_are_two_keys(city: Program, program_of: Any) -> None:
    firm = a_firm(city)
    first = city.act(MOVE, "same", moved_to(firm, "甲路 1 号"))
    second = program_of("demo-district").act(MOVE, "same", moved_to(firm, "乙路 2 号"))
    assert (first.status_code, second.status_code) == (201, 201)


def test_if_the_answer_cannot_be_kept_nothing_was_done(city: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    firm = a_firm(city)
    before = acts_on(firm)

    def broken(**_: Any) -> None:
        raise RuntimeError("the machine stops between act and answer")

    with monkeypatch.context() as crash:
        crash.setattr(Answered.objects, "create", broken)
        assert city.act(MOVE, "k", moved_to(firm, "甲路 1 号")).status_code == 500
    assert acts_on(firm) == before
    assert city.act(MOVE, "k", moved_to(firm, "甲路 1 号")).status_code == 201
    assert acts_on(firm) == before + 1


def test_the_same_request_at_the_same_time_is_one_act(committing: Any, at_once: Any) -> None:
    with committing():
        program = Program(make_key(Account.objects.get(login="demo-city"), "测试")[1])
        firm = a_firm(program)
        before = acts_on(firm)

    def send() -> Any:
        answer = Program(program.key).act(MOVE, "k", moved_to(firm, "甲路 1 号"))
        return answer.status_code, answer.json(), answer.get("Idempotency-Replayed")

    answers = at_once(*[send] * 8)
    assert {answer[0] for answer in answers} == {201}
    assert len({str(answer[1]) for answer in answers}) == 1
    assert sorted(str(answer[2]) for answer in answers) == ["None"] + ["true"] * 7
    with committing():
        assert acts_on(firm) == before + 1


def test_of_eight_who_saw_the_same_version_one_acts(committing: Any, at_once: Any) -> None:
    with committing():
        program = Program(make_key(Account.objects.get(login="demo-city"), "测试")[1])
        firm = a_firm(program)
        version = acts_on(firm)

    def one(number: int) -> Any:
        order = moved_to(firm, f"甲路 {number} 号", expected_version=version)
        return lambda: Program(program.key).act(MOVE, f"k{number}", order).status_code

    assert sorted(at_once(*[one(number) for number in range(8)])) == [201] + [409] * 7
    with committing():
        assert acts_on(firm) == version + 1


def test_answers_are_forgotten_after_a_day(city: Program) -> None:
    firm = a_firm(city)
    city.act(MOVE, "old", moved_to(firm, "甲路 1 号"))
    city.act(MOVE, "young", moved_to(firm, "乙路 2 号"))
    Answered.objects.filter(key="old").update(made_at=now() - KEPT - timedelta(minutes=1))
    assert prune() == 1
    assert list(Answered.objects.values_list("key", flat=True)) == ["young"]
