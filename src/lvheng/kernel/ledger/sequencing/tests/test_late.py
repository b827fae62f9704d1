"""Keys seen out of order are asked for again until they come or cannot come any more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.ledger.sequencing.late import LASTS, Late


def test_what_is_missing_between_two_keys_is_noted() -> None:
    late = Late()
    assert late.notice(0, [1, 2, 5, 9], 0.0) == 9
    assert late.spans() == ([3, 6], [4, 8])
    late.fill([7, 3])
    assert sorted(zip(*late.spans(), strict=True)) == [(4, 4), (6, 6), (8, 8)]
    late.forget(LASTS - 1)
    assert late.gaps
    late.forget(LASTS)
    assert not late.gaps


@given(st.lists(st.integers(1, 60), unique=True), st.integers(0, 2**32))
def test_whatever_the_order_of_the_commits_every_key_is_found_once(order: list[int], seed: int) -> None:
    late, high, found, committed = Late(), 0, [], set()
    for number, key in enumerate(order):
        committed.add(key)
        if (seed >> number % 32) & 1 or number == len(order) - 1:  # a look now and then
            arrived = [
                k for first, last in zip(*late.spans(), strict=True) for k in sorted(committed) if first <= k <= last
            ]
            late.fill(arrived)
            fresh = sorted(k for k in committed if k > high)
            high = late.notice(high, fresh, 0.0)
            found += arrived + fresh
            for k in [*arrived, *fresh]:
                committed.discard(k)
    assert sorted(found) == sorted(order)
