"""终止清算: a firm that is to end takes no new business, settles its affairs, and asks for its end in time."""

from __future__ import annotations

from datetime import date
from typing import Any

from lvheng.kernel.acts.act import Written, act
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.spans import change_for_good
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.clocks.writing import begin, open_clocks
from lvheng.register.acts.firms import CANCELLATION, Ended, FirmAct, FirmFacts
from lvheng.register.choices import FirmState
from lvheng.register.models import FirmLicence
from lvheng.register.rules import not_while_suspended


@act
class BeginLiquidation(FirmAct):
    kind = "register.begin_liquidation"
    title = "终止清算"
    law = ("R133-31", "R133-32")
    Input = Ended
    tables = (FirmLicence,)
    grave = True
    asks_day = "终止之日"

    @classmethod
    def rules(cls, given: Any, fact: FirmFacts, on: date) -> list[Refusal]:
        licence = fact.firm.licence(on)
        if licence and licence.state == FirmState.DISSOLVING:
            return [Refusal("已在终止清算", "firm", already=True)]
        return super().rules(given, fact, on) or not_while_suspended(licence, "终止")

    @classmethod
    def rows(cls, given: Any, fact: FirmFacts, on: date) -> Written:
        opened, closed = change_for_good(fact.firm.licences, on, state=FirmState.DISSOLVING)
        return Written(given.firm, [*opened], [*closed])


@act
class EndLiquidation(FirmAct):
    """From this day runs the limit in which the firm asks for its end; `register.dissolve_firm` stops the clock."""

    kind = "register.end_liquidation"
    title = "清算结束"
    law = ("R133-32",)
    Input = Ended
    tables = (ClockInterval,)
    needs_clocks = True
    asks_day = "清算结束之日"

    @classmethod
    def rules(cls, given: Any, fact: FirmFacts, on: date) -> list[Refusal]:
        licence = fact.firm.licence(on)
        if licence is None or licence.state != FirmState.DISSOLVING:
            return [Refusal("不在终止清算期间", "firm", "律师事务所管理办法第三十二条")]
        if open_clocks(fact.clocks, CANCELLATION, on):
            return [Refusal("已登记清算结束", "firm", already=True)]
        return []

    @classmethod
    def rows(cls, given: Any, fact: FirmFacts, on: date) -> Written:
        return Written(given.firm, [*begin(CANCELLATION, given.firm, on)])
