"""When within a shot the camera turns to somebody else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from autocut.model.span import frame_count
from autocut.plan.reframe.options import Option
from autocut.plan.reframe.seen import Seen

_NEAREST_SECONDS = 0.6
_FRAMES_EARLY = 3
_FRAMES_FROM_SHOT_CHANGE = 12


def cutting_times(seen: Seen, runs: Sequence[tuple[Option, int]], spoken: Sequence[float]) -> list[float]:
    """The time (timeline time, on a frame) at which each run begins, given the step it begins with.

    Where somebody begins to speak it is three frames before the next word's beginning, of which `spoken` has all. It is
    never within 12 frames of a shot change but for the first, which begins with the shot.
    """
    rate, first, last = seen.rate, *(frame_count(time, seen.rate) for time in (seen.span.start, seen.span.end))
    times = [seen.span.start]
    for option, step in runs[1:]:
        time = seen.steps[step]
        turn = _word_near(time, spoken) if any(seen.things[k].speaking for k in option.things) else None
        frame = frame_count(time, rate) if turn is None else frame_count(turn, rate) - _FRAMES_EARLY
        earliest = max(first + _FRAMES_FROM_SHOT_CHANGE, frame_count(times[-1], rate) + 1)
        frame = max(earliest, min(frame, last - _FRAMES_FROM_SHOT_CHANGE))
        times.append(float(frame / rate))
    return times


def _word_near(time: float, spoken: Sequence[float]) -> float | None:
    """The beginning of the word that begins nearest to the time, None where none does within six tenths of a second."""
    after = bisect_left(spoken, time)
    near = [word for word in spoken[max(0, after - 1) : after + 1] if abs(word - time) <= _NEAREST_SECONDS]
    return min(near, key=lambda word: abs(word - time), default=None)
