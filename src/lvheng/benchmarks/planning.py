"""The plan's page: with nothing kept of its figures, and when they were read before."""

from __future__ import annotations

from django.db import connection

from lvheng.benchmarks.counting import by_hand
from lvheng.benchmarks.measured import Measured, percentiles, seconds
from lvheng.benchmarks.pages import forget_readings, signed_in
from lvheng.kernel.figures.models import KeptReading
from lvheng.kernel.time.days import today

LOGIN, PATH = "demo-city", "/work/plan/"
COLD, WARM = 5, 40
GOAL_COLD, GOAL_WARM = 1_000, 200  # milliseconds, 95th percentile


def measure(size: str) -> list[Measured]:
    """The plan of 2023 to 2025 as the city's officer sees it."""
    return pages(COLD, WARM)


def pages(cold: int, warm: int) -> list[Measured]:
    """Opens the page `cold` times with nothing kept and `warm` times after.

    The floor when cold is one hand-written query for every reading that the page takes; when warm, fetching the readings.
    """
    get = signed_in(LOGIN)
    get(PATH)  # templates and the plan's text are read once
    slow, lowest = [], []
    for _ in range(cold):
        forget_readings()
        slow.append(get(PATH))
        readings = KeptReading.objects.count()
        lowest.append(seconds(by_hand, today()) * readings)
    fast = [get(PATH) for _ in range(warm)]
    fetched = [seconds(fetch_kept) for _ in range(warm)]
    return [
        percentiles("plan_cold", f"计划页，{readings} 个读数都要新读", slow, lowest, GOAL_COLD),
        percentiles("plan", "计划页，读数都已有", fast, fetched, GOAL_WARM),
    ]


def fetch_kept() -> int:
    """Fetches every reading that is kept."""
    with connection.cursor() as cursor:
        cursor.execute("select figure, day, value, rows, detail from kernel_kept_reading")
        return len(cursor.fetchall())
