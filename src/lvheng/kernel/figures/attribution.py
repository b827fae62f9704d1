"""Where a figure's change came from: its parts, and for a share or a number per head, rate apart from mix.

Pure functions on readings. Every account is exact: the contributions add up to the change (`quant.md` §2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lvheng.kernel.figures.figure import Measure
from lvheng.kernel.figures.reading import Reading

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one part added to the change, in the figure's unit. `rate`: by being otherwise itself; `mix`: by being another
    part of the whole, None where the part is measured against nothing of its own."""

    part: str
    before: Reading | None
    after: Reading | None
    rate: Decimal
    mix: Decimal | None = None

    @property
    def total(self) -> Decimal:
        return self.rate + (self.mix or ZERO)


def contributions(
    first: Reading, last: Reading, before: Mapping[str, Reading], after: Mapping[str, Reading]
) -> list[Contribution]:
    """What each part contributed to the change from `first` to `last`, largest first; none if one of them is unknown.

    Where parts are measured against something (Kitagawa): Δ = Σ s̄ Δr + Σ r̄ Δs, r the part's own rate and s its share
    of the whole, each averaged over both ends."""
    if first.value is None or last.value is None:
        return []
    told = [_contribution(code, first, last, before.get(code), after.get(code)) for code in {**before, **after}]
    return sorted(told, key=lambda each: (-abs(each.total), each.part))


def _contribution(
    code: str, first: Reading, last: Reading, before: Reading | None, after: Reading | None
) -> Contribution:
    whole, whole_after = _whole(first), _whole(last)
    worth, worth_after = _amount(before) / whole, _amount(after) / whole_after
    own, own_after = _own(before), _own(after)
    if not own or not own_after:
        return Contribution(code, before, after, worth_after - worth)
    rate, rate_after = _amount(before) / own, _amount(after) / own_after
    share, share_after = own / whole, own_after / whole_after
    return Contribution(
        code,
        before,
        after,
        rate=(share + share_after) / 2 * (rate_after - rate),
        mix=(rate + rate_after) / 2 * (share_after - share),
    )


def two_factors(first: Reading, last: Reading) -> tuple[Decimal, Decimal] | None:
    """What the rows and what the whole contributed to the change of a share or a number per head; None for other figures.

    The mean of both orders of change (Shapley), so that neither is favoured."""
    if not _measured(first) or first.value is None or last.value is None:
        return None
    rows, rows_after, whole, whole_after = _amount(first), _amount(last), _whole(first), _whole(last)
    of_rows = (rows_after - rows) * (1 / whole + 1 / whole_after) / 2
    of_whole = (rows + rows_after) / 2 * (1 / whole_after - 1 / whole)
    return of_rows, of_whole


def _measured(reading: Reading) -> bool:
    return reading.figure.measure in (Measure.RATIO, Measure.PER_HEAD)


def _whole(reading: Reading) -> Decimal:
    """What the figure is divided by; 1 where it is not. Never 0 where the figure has a value."""
    return reading.whole if _measured(reading) and reading.whole else Decimal(1)


def _own(reading: Reading | None) -> Decimal | None:
    return reading.whole if reading is not None and _measured(reading) else None


def _amount(reading: Reading | None) -> Decimal:
    """The part's own amount, in units of the figure before it is divided."""
    if reading is None:
        return ZERO
    figure = reading.figure
    match figure.measure:
        case Measure.SUM:
            return reading.total / figure.scale
        case Measure.RATIO:
            return Decimal(100) * reading.rows
    return Decimal(reading.rows)
