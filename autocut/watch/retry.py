"""Whether a job that failed is tried again, and when: arithmetic alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from autocut.model.event import Failed

FIRST_SECONDS = 30.0
LONGEST_SECONDS = 3600.0


def ceiling(attempt: int, *, first: float = FIRST_SECONDS, longest: float = LONGEST_SECONDS) -> float:
    """The most that is waited after the attempt of that number, from 1 on: each time twice as long, up to `longest`."""
    # A power that no number holds is above any limit.
    return min(longest, first * 2.0 ** min(max(attempt, 1) - 1, 64))


def delay(attempt: int, random: float, *, first: float = FIRST_SECONDS, longest: float = LONGEST_SECONDS) -> float:
    """How many seconds to wait after the attempt of that number, from 1 on, by a `random` number of 0-1.

    Anything up to the ceiling is as likely, so that what failed together does not come back together ("full jitter",
    M. Brooker, Exponential Backoff and Jitter, AWS 2015).
    """
    return random * ceiling(attempt, first=first, longest=longest)


def verdict(failures: Sequence[Failed], attempt: int, most: int) -> Literal["retry", "fail"]:
    """Whether to try again after the failures of the attempt of that number, of `most`.

    One failure that may pass is enough: what is delivered already is not made again. Nothing is known of a failure
    without a fault, so that it does not count as one that may.
    """
    passing = any(failure.fault is not None and failure.fault.transient for failure in failures)
    return "retry" if passing and attempt < most else "fail"
