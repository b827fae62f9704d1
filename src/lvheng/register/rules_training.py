"""Rules on trainees, their supervisors and host firms, as far as the register alone can check them: pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.numbers.trainee_number import disagreements, parse_trainee_number
from lvheng.register.choices import FirmState, LicenceState, TraineeState
from lvheng.register.facts import LawyerFacts, OrganisationFacts
from lvheng.register.models import Traineeship
from lvheng.register.rules import IN_FIRMS
from lvheng.register.terms import years_after

REGULATION = "申请律师执业人员实习管理规则"
MOST_TRAINEES = 2
SUPERVISOR_YEARS = 5
HOST_YEARS = 3
TRAINING_YEARS = 1
OPINION_YEARS = 1


def may_host(firm: OrganisationFacts, on: date) -> list[Refusal]:
    """第八、九条: a firm in practice, not within three years after 停业整顿."""
    article = f"{REGULATION}第八条"
    if firm.kind() not in IN_FIRMS:
        return [Refusal("实习应在律师事务所进行", "firm", article)]
    licence = firm.licence(on)
    if licence is None or licence.state != FirmState.PRACTISING:
        return [Refusal(f"{on} 当日“{firm.name(on)}”不在执业状态，不能接收实习人员", "firm", article)]
    for row in firm.licences:
        if row.state == FirmState.SUSPENDED and row.valid_from <= on < years_after(row.valid_to, HOST_YEARS):
            until = years_after(row.valid_to, HOST_YEARS)
            sentence = f"该所停业整顿至 {row.valid_to}，期满未逾三年（{until} 止），不得接收实习人员"
            return [Refusal(sentence, "firm", f"{REGULATION}第九条")]
    return []


def may_supervise(
    supervisor: LawyerFacts, supervised: Iterable[Traineeship], firm: UUID, trainee: UUID | None, on: date
) -> list[Refusal]:
    """第十条: practises in the host firm, five years and more, unpunished for five years, at most two trainees at once."""
    article = f"{REGULATION}第十条"
    licence, engagement = supervisor.licence(on), supervisor.engagement(on)
    if licence is None or licence.state != LicenceState.PRACTISING:
        return [Refusal("指导律师当日不在执业状态", "supervisor", article)]
    refused = []
    if engagement is None or engagement.organisation != firm:
        refused.append(Refusal("指导律师应在接收实习的律师事务所执业", "supervisor", article))
    since = years_after(licence.first_practised_on, SUPERVISOR_YEARS)
    if on < since:
        sentence = f"指导律师应有五年以上执业经历；首次执业 {licence.first_practised_on}，至 {since} 方满五年"
        refused.append(Refusal(sentence, "supervisor", article))
    punished = [row for row in supervisor.licences if row.state == LicenceState.SUSPENDED and row.valid_from <= on]
    if any(on < years_after(row.valid_from, SUPERVISOR_YEARS) for row in punished):
        refused.append(Refusal("指导律师五年内受过停止执业处罚", "supervisor", article))
    others = [
        row
        for row in supervised
        if row.person != trainee and row.state == TraineeState.IN_TRAINING and row.valid_from <= on < row.valid_to
    ]
    if len(others) >= MOST_TRAINEES:
        refused.append(Refusal("指导律师同时指导的实习人员已有两人", "supervisor", article))
    return refused


def in_training(rows: Sequence[Traineeship], on: date) -> list[Refusal]:
    """Only who is in training can be re-assigned, moved or assessed."""
    row = next((row for row in rows if row.valid_from <= on < row.valid_to), None)
    if row is None:
        return [Refusal(f"{on} 当日没有实习登记", "trainee")]
    if row.state != TraineeState.IN_TRAINING:
        return [Refusal(f"实习已结束（{TraineeState(row.state).label}）", "trainee", already=True)]
    return []


def long_enough(row: Traineeship, on: date) -> list[Refusal]:
    """第四条: training takes a year from the day on which the certificate was issued."""
    until = years_after(row.began_on, TRAINING_YEARS)
    if on >= until:
        return []
    return [Refusal(f"实习期为一年；{row.began_on} 起，至 {until} 方满", "effective_on", f"{REGULATION}第四条")]


def may_be_promoted(rows: Sequence[Traineeship], on: date) -> list[Refusal]:
    """律师法第五条; 第三十六条: a passed training, whose opinion holds for one year."""
    row = next((row for row in rows if row.valid_from <= on < row.valid_to), None)
    if row is None or row.state != TraineeState.COMPLETED:
        state = TraineeState(row.state).label if row else "未登记"
        return [Refusal(f"实习考核合格后方可申请执业，现为{state}", "trainee", "律师法第五条")]
    until = years_after(row.valid_from, OPINION_YEARS)
    if on >= until:
        sentence = f"考核合格意见自 {row.valid_from} 起一年内有效，已于 {until} 届满，应重新考核"
        return [Refusal(sentence, "trainee", f"{REGULATION}第三十六条")]
    return []


def agreeing_trainee_number(number: str, sex: str, kind: str) -> list[Refusal]:
    """numbering.md §6: the number tells sex and kind; they agree with what is entered."""
    found = disagreements(parse_trainee_number(number), sex=sex, kind=kind)
    return [Refusal(sentence.rstrip("。"), "number") for sentence in found]
