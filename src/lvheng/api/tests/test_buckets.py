"""A bucket gives as many tokens as it holds, then as many as flow in; whoever waits is told how long."""

from __future__ import annotations

from itertools import count

from lvheng.api.buckets import REMEMBERED, Buckets


class Watch:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_full_bucket_is_emptied_and_fills_again() -> None:
    watch = Watch()
    kept = Buckets(rate=2, size=3, clock=watch)
    assert [kept.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    watch.now = 0.5
    assert kept.take("a") == 0
    assert kept.take("a") > 0
    watch.now = 1000
    assert [kept.take("a") for _ in range(4)] == [0, 0, 0, 0.5], "it never holds more than its size"


def test_one_does_not_drink_from_anothers() -> None:
    kept = Buckets(rate=1, size=1, clock=lambda: 0.0)
    assert (kept.take("a"), kept.take("b"), kept.take("a")) == (0, 0, 1)


def test_memory_does_not_grow_with_those_who_ask_once() -> None:
    ticks = count()
    kept = Buckets(rate=1, size=5, clock=lambda: next(ticks) / 1e6)
    for number in range(2 * REMEMBERED + 10):
        kept.take(str(number))
    assert len(kept._left) <= REMEMBERED
