"""The shapes of targets: what was promised against what is known. Pure; one function each, eleven in all.

Six are judged from the series of a figure (`FROM_SERIES`), rising from its year-ends; the others from their own evidence:
a sample, the values of everyone, counts by period, duties, a dated document. Whatever the wording, "≥" includes the
number and ">" does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from lvheng.kernel.figures.reading import Spread
from lvheng.plan.forecast import CONFIDENCE, LOG, LOGIT, Interval, Known, Pace, Scale, drift, pace, steps
from lvheng.plan.sampling import exact_interval

BAND = Decimal("0.05")
"""What “左右” allows on either side, as a share of the number; nothing in the plan says it, so pages do."""


class Status(Enum):
    DONE = "已完成"
    ON_TRACK = "按期"
    AT_RISK = "有风险"
    HARD = "难以实现"
    MISSED = "未达到"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What the plan says: `due` is the last day it may come true, `first_year` the first of its years."""

    op: str
    value: Decimal | None
    due: date
    first_year: int
    unit: str = ""
    places: int = 0
    band: Decimal = BAND

    def say(self, number: Decimal | float) -> str:
        """A number of this promise's kind, with its unit."""
        unit = "" if not self.unit else self.unit if self.unit == "%" else f" {self.unit}"
        return f"{number:,.{self.places}f}{unit}"

    @property
    def aim(self) -> Decimal:
        if self.value is None:
            raise ValueError("这类指标应有目标值")
        return self.value

    @property
    def lowest(self) -> Decimal:
        """The least that keeps the promise (for “突破” the number that must be passed)."""
        return self.aim * (1 - self.band) if self.op == "~" else self.aim

    def kept_by(self, number: Decimal) -> bool:
        """Whether a number is as promised, strictly as written. More than “左右” keeps it, and is said to be more."""
        return number > self.aim if self.op == ">" else number >= self.lowest

    @property
    def said(self) -> str:
        aim = f"{self.aim.normalize():,f}" if self.value is not None else ""
        unit = f" {self.unit}" if self.unit not in ("", "%") else self.unit
        words = {
            ">=": f"达到 {aim}{unit}",
            ">": f"突破 {aim}{unit}",
            "~": f"{aim}{unit}左右",
            "each>=": f"每人至少 {aim}{unit}",
        }
        return words.get(self.op, "逐年增长" if self.op == "grows_yearly" else "办成")


@dataclass(frozen=True, slots=True)
class Path:
    """What a figure has been: its year-ends up to the day chosen, in order, and its value on that day."""

    year_ends: Sequence[Known]
    now: Known

    def at(self, day: date) -> Known:
        return next((known for known in (*self.year_ends, self.now) if known.day == day), Known(day, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A target judged: on which day, met or not, how far off, and why. `status` None: nothing can be said."""

    status: Status | None
    reason: str
    on: date
    value: Decimal | None = None
    met: bool | None = None
    gap: Decimal | None = None
    pace: Pace | None = None
    interval: Interval | None = None


def _unknown(day: date) -> Judged:
    return Judged(status=None, reason=f"{day} 尚未登记，无从判断", on=day)


def _final(promise: Promise, known: Known) -> Judged:
    """At the due day nothing is forecast: the promise is kept or not."""
    if known.value is None:
        return _unknown(known.day)
    gap = known.value - promise.aim
    told = f"{known.day} 为 {promise.say(known.value)}"
    if promise.kept_by(known.value):
        more = "，多于“左右”的范围" if promise.op == "~" and known.value > promise.aim * (1 + promise.band) else ""
        return Judged(
            status=Status.DONE,
            reason=f"{told}，{promise.said}{more}",
            on=known.day,
            value=known.value,
            met=True,
            gap=gap,
        )
    short = "恰等于目标，尚未突破" if gap == 0 else f"比目标少 {promise.say(-gap)}"
    return Judged(status=Status.MISSED, reason=f"{told}，{short}", on=known.day, value=known.value, met=False, gap=gap)


def _level(promise: Promise, path: Path, scale: Scale, start: Known | None = None) -> Judged:
    """A number to stand at on the due day. `start`: the last value that is of a whole period, if not today's."""
    if path.now.day >= promise.due:
        return _final(promise, path.at(promise.due))
    start = start or path.now
    judged = _final(promise, path.now)
    if judged.met is None or judged.met:
        later = f"；到 {promise.due} 仍须保持" if judged.met else ""
        return replace(judged, reason=judged.reason + later)
    points = scale is not LOG
    interval = drift(path.year_ends, start, promise.due, scale)
    wanted = pace(path.year_ends, start, promise.due, float(promise.lowest), points=points)
    status, why = _outlook(promise, interval, wanted) if interval else _no_interval(path, start, scale, wanted)
    return replace(judged, status=status, reason=f"{judged.reason}；{why}", pace=wanted, interval=interval)


def _no_interval(path: Path, start: Known, scale: Scale, wanted: Pace | None) -> tuple[Status, str]:
    """Without an interval the pace decides: on time if it has been seen. A pace of shares leads nowhere from nothing."""
    needed = said_pace(wanted)
    if scale is not _FULL and len(steps(path.year_ends, scale)) >= 2 and not start.value:
        return Status.HARD, f"{start.day} 为零，以往各年的增长率推不出将来；{needed}"
    why = "要求全部达到，只看步子" if scale is _FULL else "可比的年末不足三个，不作预测"
    return (Status.ON_TRACK if wanted is not None and wanted.reachable else Status.AT_RISK), f"{why}；{needed}"


def _outlook(promise: Promise, interval: Interval, wanted: Pace | None) -> tuple[Status, str]:
    """On time if even the low end of the interval keeps the promise, hard if not even the high end does."""
    needed = said_pace(wanted)
    span = f"照以往各年的步子，{promise.due} 的 {CONFIDENCE}% 区间为 {promise.say(interval.low)}至 {promise.say(interval.high)}"
    if promise.kept_by(Decimal(str(interval.low))):
        return Status.ON_TRACK, f"{span}，下端也达到；{needed}"
    if promise.kept_by(Decimal(str(interval.high))):
        return Status.AT_RISK, f"{span}，目标在区间之内；{needed}"
    return Status.HARD, f"{span}，上端也达不到；{needed}"


def said_pace(wanted: Pace | None) -> str:
    """The needed pace beside the best one seen, in a clause."""
    if wanted is None:
        return "所需速度无从计算"
    unit = " 个百分点" if wanted.points else "%"
    needed = f"每年需增 {wanted.needed:,.1f}{unit}" if wanted.needed < 1000 else "所需速度已无可能"
    if wanted.best is None:
        return f"{needed}，以往还没有可比的年份"
    return f"{needed}，以往最快的一年是 {wanted.best:+,.1f}{unit}（{wanted.best_year} 年）"


def reach(promise: Promise, path: Path) -> Judged:
    """Reach a count."""
    return _level(promise, path, LOG)


def about(promise: Promise, path: Path) -> Judged:
    """About a count: within the band, or more, which is said."""
    return _level(replace(promise, op="~"), path, LOG)


def exceed_sum(promise: Promise, path: Path) -> Judged:
    """Exceed a sum that is told of whole years: what is ahead is counted from the last year-end told."""
    told = [known for known in path.year_ends if known.value is not None]
    return _level(promise, path, LOG, told[-1] if told else None)


def per_head(promise: Promise, path: Path) -> Judged:
    """Reach a number per head of population."""
    return _level(promise, path, LOG)


def ratio(promise: Promise, path: Path) -> Judged:
    """A share, in per cent, of at least so much."""
    return _level(promise, path, LOGIT)


def full_ratio(promise: Promise, path: Path) -> Judged:
    """All of them. 100 % lies on no scale of shares: no interval, only the pace."""
    return _level(promise, path, _FULL)


_FULL = Scale(LOGIT.to, LOGIT.back, lambda _: False)


def rising(promise: Promise, path: Path) -> Judged:
    """More at every year-end than at the one before, from the plan's first year to its last. One fall breaks it."""
    ends = {known.day.year: known.value for known in path.year_ends}
    told = []
    ended = path.now.day.year if (path.now.day.month, path.now.day.day) == (12, 31) else path.now.day.year - 1
    for year in range(promise.first_year, min(promise.due.year, ended) + 1):
        before, after = ends.get(year - 1), ends.get(year)
        if before is None or after is None:
            missing = year - 1 if before is None else year
            return replace(
                _unknown(path.now.day), reason=f"{missing} 年末尚未登记，{year} 年增减无从比较", value=path.now.value
            )
        step = after - before
        day = date(year, 12, 31)
        if step <= 0:
            moved = "没有增长" if step == 0 else f"减少 {promise.say(-step)}"
            reason = f"{year} 年末为 {promise.say(after)}，比上年末{moved}"
            return Judged(status=Status.MISSED, reason=reason, on=day, value=after, met=False, gap=step)
        told.append(f"{year} 年 +{promise.say(step)}")
    grown = "、".join(told)
    if path.now.day >= promise.due:
        step = (ends[promise.due.year] or Decimal(0)) - (ends[promise.due.year - 1] or Decimal(0))
        return Judged(
            status=Status.DONE,
            reason=f"各年末都多于上年末：{grown}",
            on=promise.due,
            value=ends[promise.due.year],
            met=True,
            gap=step,
        )
    return _rising_so_far(promise, path, grown)


def _rising_so_far(promise: Promise, path: Path, grown: str) -> Judged:
    last = path.at(date(path.now.day.year - 1, 12, 31)).value
    if last is None or path.now.value is None:
        return _unknown(path.now.day)
    step = path.now.value - last
    before = f"{grown}；" if grown else ""
    moved = f"+{promise.say(step)}" if step > 0 else "没有增长" if step == 0 else f"减少 {promise.say(-step)}"
    status = Status.ON_TRACK if step > 0 else Status.AT_RISK
    reason = f"{before}{path.now.day.year} 年至 {path.now.day} {moved}，以年末为准"
    return Judged(status=status, reason=reason, on=path.now.day, value=path.now.value, gap=step)


@dataclass(frozen=True, slots=True)
class Sample:
    """`passed` of `drawn`, drawn at random from `whole`, on `day`."""

    day: date
    passed: int
    drawn: int
    whole: int


def sampled_ratio(promise: Promise, sample: Sample) -> Judged:
    """A share known from a sample: shown only if the exact interval lies above, refuted only if it lies below."""
    low, high = exact_interval(sample.passed, sample.drawn, sample.whole)
    seen = Decimal(100) * sample.passed / sample.drawn
    ends = [Decimal(100) * count / sample.whole for count in (low, high)]
    told = f"抽 {sample.drawn} / {sample.whole}，合格 {sample.passed}，95% 区间 {ends[0]:.1f}% 至 {ends[1]:.1f}%"
    final = sample.day >= promise.due
    if promise.kept_by(ends[0]):
        status, met, why = Status.DONE, True, "下端也达到"
    elif not promise.kept_by(ends[1]):
        status, met, why = (Status.MISSED if final else Status.HARD), False, "上端也达不到"
    else:
        status, met, why = Status.AT_RISK, None, "还不能说明已达到"
    return Judged(status=status, reason=f"{told}，{why}", on=sample.day, value=seen, met=met, gap=seen - promise.aim)


def everyone_at_least(promise: Promise, everyone: Spread, on: date) -> Judged:
    """Each of them, not their mean: `gap` is how many are short, as a negative number; `value` the share who are not."""
    if everyone.lowest is None:
        return _unknown(on)
    share = Decimal(100) * (everyone.rows - everyone.short) / everyone.rows
    if not everyone.short:
        return Judged(
            status=Status.DONE, reason=f"{everyone.rows:,} 个全部达到", on=on, value=share, met=True, gap=Decimal(0)
        )
    status = Status.MISSED if on >= promise.due else Status.AT_RISK
    short = f"{everyone.rows:,} 个中有 {everyone.short:,} 个不足（{share:.1f}% 达到）"
    reason = f"{on} {short}，最少的为 {promise.say(everyone.lowest)}"
    return Judged(status=status, reason=reason, on=on, value=share, met=False, gap=Decimal(-everyone.short))


def throughput(promise: Promise, by_year: Mapping[int, int], on: date) -> Judged:
    """So many in each period: complete years are judged, the running one is only told."""
    years = range(promise.first_year, promise.due.year + 1)
    complete = [year for year in years if date(year, 12, 31) <= on]
    missed = [year for year in complete if not promise.kept_by(Decimal(by_year.get(year, 0)))]
    told = "、".join(f"{year} 年 {by_year.get(year, 0)}" for year in years if year <= on.year)
    value = Decimal(by_year.get(min(on.year, promise.due.year), 0))
    if missed:
        worst = Decimal(by_year.get(missed[0], 0))
        return Judged(
            status=Status.MISSED,
            reason=f"{missed[0]} 年不足：{told}",
            on=on,
            value=value,
            met=False,
            gap=worst - promise.aim,
        )
    if len(complete) == len(years):
        return Judged(
            status=Status.DONE, reason=f"各年都达到：{told}", on=on, value=value, met=True, gap=value - promise.aim
        )
    kept = promise.kept_by(value)
    status = Status.ON_TRACK if kept else Status.AT_RISK
    return Judged(status=status, reason=f"本年尚未结束：{told}", on=on, value=value, gap=value - promise.aim)


@dataclass(frozen=True, slots=True)
class Duties:
    """A duty that comes round: how many were done in time, late, and are missing though due."""

    done: int
    late: int
    missing: int

    @property
    def said(self) -> str:
        return f"按时 {self.done:,}，迟办 {self.late:,}，未办 {self.missing:,}"


def recurring_duty(promise: Promise, duties: Duties, on: date) -> Judged:
    """Every time, and in time. `value` is the share done in time."""
    due = duties.done + duties.late + duties.missing
    if not due:
        return replace(_unknown(on), reason="尚无到期的次数")
    told = f"应办 {due} 次：{duties.said}"
    kept = duties.late == duties.missing == 0
    status = (Status.DONE if on >= promise.due else Status.ON_TRACK) if kept else Status.MISSED
    return Judged(
        status=status,
        reason=told,
        on=on,
        value=Decimal(100) * duties.done / due,
        met=kept,
        gap=Decimal(duties.done - due),
    )


def milestone(promise: Promise, done: int, of: int, on: date) -> Judged:
    """Everything that the plan names has been brought about, each dated in its register; never a percentage."""
    told = f"{on} 已办成 {done}，应办成 {of}"
    if of and done >= of:
        return Judged(status=Status.DONE, reason=f"{told}，全部办成", on=on, met=True)
    short = f"{told}，尚缺 {of - done}"
    if on >= promise.due:
        return Judged(status=Status.MISSED, reason=short, on=on, met=False, gap=Decimal(done - of))
    return Judged(
        status=Status.AT_RISK, reason=f"{short}，期限 {promise.due}", on=on, met=False, gap=Decimal(done - of)
    )


FROM_SERIES: dict[str, Callable[[Promise, Path], Judged]] = {
    "reach": reach,
    "about": about,
    "sum": exceed_sum,
    "ratio": ratio,
    "full_ratio": full_ratio,
    "per_head": per_head,
    "rising": rising,
}
"""The shapes that a figure's series is enough for, by the name that a target carries."""
