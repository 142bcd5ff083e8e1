"""Joins and both ends don't click: the sound takes no step there that is larger than those around it."""

from __future__ import annotations

from collections.abc import Generator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from autocut.laws.sides import goes_on, told
from autocut.media.excerpt import excerpt
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span
from autocut.model.timeline import Timeline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME, _REQUIRED = "joins do not click", "no step at a join that is larger than those around it"
_ENDS, _ENDS_REQUIRED = "the ends do not click", "sound that comes and goes without a step"
_RATE = 48_000
_AROUND_SECONDS = 0.05
_BESIDE_SECONDS = 0.003
_AT_SECONDS = 0.0005
_USUAL_PERCENT = 99.9
# Steps this small are not heard, whatever is around them.
_LEAST = 1e-3
# Of 216 faded joins of nine clips none steps by more than 0.5 times what is around it, of 216 places in sound that goes
# on none by more than 1.42; of 116 hard joins 84 in a hundred by more than once (AAC, 384 kbit/s).
_MOST_FADED, _MOST_GOING_ON = 1.0, 1.5
# A codec smears the beginning of a fade over a step of 1.1 times at the most; a tone that begins hard takes one of 100.
_MOST_AT_ENDS = 3.0


def step_at(heard: NDArray[np.float32]) -> float:
    """How many times larger the step in the middle of the sound (48 kHz) is than those around it.

    A step is the second difference of the samples; what is around is the larger of the 99.9th percentiles of both
    sides, from 3 to 50 ms away: what a beat or a consonant brings lasts on, a click does not.
    """
    import numpy as np

    steps = np.abs(np.diff(heard, 2, prepend=[heard[0], heard[0]]))
    middle = len(heard) // 2
    at, beside = round(_AT_SECONDS * _RATE), round(_BESIDE_SECONDS * _RATE)
    usual = [np.percentile(side, _USUAL_PERCENT) for side in (steps[: middle - beside], steps[middle + beside :])]
    return float(steps[middle - at : middle + at].max() / max(*usual, _LEAST))


def clicks(path: Path, timeline: Timeline) -> Generator[float, None, tuple[float, ...]]:
    """When the joins of the file at `path` click (timeline time); yields the share done."""
    times = _joins(timeline)
    faded = timeline.music is None and not timeline.muted
    most = _MOST_FADED if faded else _MOST_GOING_ON
    clicking: list[float] = []
    for number, time in enumerate(times):
        if step_at(_around(path, time)) > most:
            clicking.append(time)
        yield (number + 1) / len(times)
    return tuple(clicking)


def _around(path: Path, time: float) -> NDArray[np.float32]:
    """50 ms on each side of a time of the file, silence before its beginning and after its end."""
    import numpy as np

    found = excerpt(path, (), Span(max(0.0, time - _AROUND_SECONDS), time + _AROUND_SECONDS), _RATE)
    return np.concatenate([np.zeros(round(2 * _AROUND_SECONDS * _RATE) - len(found), np.float32), found])


def clicks_check(path: Path, rendition: Rendition, master: Master) -> Generator[float, None, tuple[Check, ...]]:
    """The checks of the finished file's sound, none where it has none; yields the share done."""
    if master.sound is None and rendition.timeline.music is None:
        return ()
    clicking = yield from clicks(path, rendition.timeline)
    said = f"a click at {told(clicking)}" if clicking else f"none at {len(_joins(rendition.timeline))} joins"
    ends = (0.0, rendition.timeline.duration)
    hard = [time for time in ends if step_at(_around(path, time)) > _MOST_AT_ENDS]
    told_ends = f"a click at {told(hard)}" if hard else "none"
    return Check(_NAME, not clicking, said, _REQUIRED), Check(_ENDS, not hard, told_ends, _ENDS_REQUIRED)


def _joins(timeline: Timeline) -> tuple[float, ...]:
    """Where one sound ends and another begins, or a mute does (timeline time), with room on both sides."""
    heard, frame = list(timeline.heard()), float(1 / timeline.frame_rate)
    ends = [span.end for (before, span), (after, _) in pairwise(heard) if not goes_on(before, after, frame)]
    ends += [time for muted in timeline.muted for time in (muted.span.start, muted.span.end)]
    latest = timeline.duration - _AROUND_SECONDS
    return tuple(time for time in sorted(set(ends)) if _AROUND_SECONDS <= time <= latest)
