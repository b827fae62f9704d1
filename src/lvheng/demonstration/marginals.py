"""The true marginals (`marginals.yaml`) and how values are drawn from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

Days = NDArray[np.int64]  # ordinals of days (`date.toordinal`)
Codes = NDArray[np.object_]

FOLDER = Path(__file__).parent
TABLE: dict[str, Any] = yaml.safe_load((FOLDER / "marginals.yaml").read_text(encoding="utf-8"))
RATES: dict[str, float] = TABLE["rates"]


def level(name: str, day: int) -> float:
    """The level on a day, on the straight line between two year ends; before and after the table its end values."""
    years: dict[int, float] = TABLE["levels"][name]
    days = [date(year, 12, 31).toordinal() for year in years]
    return float(np.interp(day, days, list(years.values())))


def of_year(name: str, year: int) -> float:
    """The level of a whole year: that at its end."""
    return level(name, date(year, 12, 31).toordinal())


def draw(rng: np.random.Generator, shares: Mapping[str, float], count: int) -> Codes:
    """`count` codes drawn by their shares, which need not add up to one."""
    weights = np.fromiter(shares.values(), float)
    found: Codes = rng.choice(np.array(list(shares), dtype=object), count, p=weights / weights.sum())
    return found


def draw_within(rng: np.random.Generator, bands: Sequence[Sequence[float]], count: int) -> NDArray[np.float64]:
    """`count` numbers from bands `[from, to, share]`, even within each band."""
    weights = np.array([band[2] for band in bands])
    band = rng.choice(len(bands), count, p=weights / weights.sum())
    low, high = np.array([b[0] for b in bands])[band], np.array([b[1] for b in bands])[band]
    found: NDArray[np.float64] = low + rng.random(count) * (high - low)
    return found


def by_limit(limits: Sequence[Sequence[float]], values: NDArray[Any]) -> NDArray[np.float64]:
    """For each value the number of the first limit `[below, number]` that it lies below."""
    places = np.searchsorted([limit[0] for limit in limits], values, side="right")
    found: NDArray[np.float64] = np.array([limit[1] for limit in limits])[places]
    return found
