"""In which order the pictures of a stream are coded, and when they are shown: key frames, B-frames, an even pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

_EVEN = 0.3


@dataclass(frozen=True, slots=True)
class Order:
    """What the packets of a video stream tell of its coding.

    `longest_gop` is the most seconds from one key frame to the next or to the end; `closed` whether no picture that
    follows a key frame is shown before it. `b_frames` is the most in a row that are shown before one coded earlier.
    `even` is whether the pictures come one a frame, to 0.3 of a frame.
    """

    longest_gop: float
    closed: bool
    b_frames: int
    even: bool


def order_of(packets: Sequence[tuple[float, bool]], rate: Fraction, end: float) -> Order:
    """The order of packets as they are stored: each with its time in seconds and whether it is a key frame.

    `end` is when the last picture ends. A stream without packets or without a rate is taken as one key frame.
    """
    if not packets or rate <= 0:
        return Order(0.0, closed=True, b_frames=0, even=True)
    keys = sorted(time for time, is_key in packets if is_key)
    gaps = [after - before for before, after in pairwise([*keys, end])] if keys else [end - packets[0][0]]
    closed, most, run = True, 0, 0
    latest = key = float("-inf")
    for time, is_key in packets:
        key = time if is_key else key
        closed = closed and time >= key
        run = run + 1 if time < latest else 0
        most, latest = max(most, run), max(latest, time)
    times = sorted(time for time, _ in packets)
    early = max(abs(time - times[0] - float(k / rate)) for k, time in enumerate(times))
    return Order(max(gaps), closed, most, early < _EVEN / float(rate))
