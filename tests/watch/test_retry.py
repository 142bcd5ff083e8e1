"""What failed together does not come back together, and never waits longer than is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from autocut.model.event import Failed, Fault
from autocut.watch.retry import ceiling, delay, verdict

attempts = some.integers(1, 10_000)
shares = some.floats(0, 1)
seconds = some.floats(0.01, 1e6)


@given(attempts, shares, seconds, seconds)
def test_a_delay_is_above_nothing_and_below_its_ceiling_which_is_below_the_longest(
    attempt: int, share: float, first: float, longest: float
) -> None:
    top = ceiling(attempt, first=first, longest=longest)
    assert 0 <= delay(attempt, share, first=first, longest=longest) <= top <= longest


@given(attempts, shares)
def test_the_ceiling_doubles_until_it_is_reached(attempt: int, share: float) -> None:
    assert ceiling(attempt + 1) == min(2 * ceiling(attempt), ceiling(10_000))
    assert delay(attempt + 1, share) >= delay(attempt, share)


@given(attempts)
def test_the_whole_of_it_is_jitter(attempt: int) -> None:
    assert delay(attempt, 0) == 0
    assert delay(attempt, 1) == ceiling(attempt)


def failure(*, transient: bool) -> Failed:
    return Failed("talk.mp4", "it failed", 1, Fault("DeliveryError", transient, "make room"))


def test_only_what_may_pass_is_tried_again_and_only_so_often() -> None:
    assert verdict([failure(transient=True)], 1, 3) == "retry"
    assert verdict([failure(transient=False), failure(transient=True)], 2, 3) == "retry"
    assert verdict([failure(transient=True)], 3, 3) == "fail"
    assert verdict([failure(transient=False)], 1, 3) == "fail"
    assert verdict([Failed("talk.mp4", "it failed", 1)], 1, 3) == "fail"
