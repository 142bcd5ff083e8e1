"""Where versions are coded in pieces, by their plan alone: those of many clips, for each is an input that fills memory,
and long ones, so that several machines can code one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from autocut.model.span import as_ffmpeg_time, frame_count
from autocut.model.timeline import Timeline

LONG_SECONDS = 600.0
"""What lasts longer is coded in pieces."""
PIECE_SECONDS = 300.0
"""How long those are at the most, but for cuts that are near."""
NEAR_SECONDS = 20.0
"""How far from its even share a piece may end where a cut hides that the picture is told anew."""

# A hundred inputs of 1280x720 took 1.8 GB, of sound alone 0.4 GB.
_MOST_CLIPS = 24
# A whole number of all usual distances of key frames.
_KEYS_SECONDS = 2


def parts(count: int) -> tuple[range, ...]:
    """The numbers 0 up to `count` in as few runs as memory allows, as even as can be."""
    runs = max(1, -(-count // _MOST_CLIPS))
    bounds = [k * count // runs for k in range(runs + 1)]
    return tuple(range(start, end) for start, end in pairwise(bounds))


def pieces(timeline: Timeline, *, spread: bool, inside: bool = True) -> tuple[range, ...]:
    """The frames of the timeline in runs that are coded by themselves.

    What lasts longer than ten minutes is, if `spread`, cut into runs of up to five minutes or little more: at the join
    of clips that is near, else `inside` a clip of the master, a whole number of key frames from the beginning.
    """
    rate = timeline.frame_rate
    joins = sorted({0, timeline.frames, *(frame_count(placed.start, rate) for _, placed in timeline.placed())})
    bounds = {0, timeline.frames}
    if spread and is_long(timeline):
        bounds |= set(_breaks(timeline, joins, inside))
    found = []
    for start, end in pairwise(sorted(bounds)):
        steps = [start, *(join for join in joins if start < join < end), end]
        found += [range(steps[run.start], steps[run.stop]) for run in parts(len(steps) - 1)]
    return tuple(found)


def is_long(timeline: Timeline) -> bool:
    """Whether it is coded in pieces for its length, if nothing is against it."""
    return timeline.duration > LONG_SECONDS


def _breaks(timeline: Timeline, joins: Sequence[int], inside: bool) -> Iterator[int]:
    rate, frames = timeline.frame_rate, timeline.frames
    count = -(-frames // frame_count(PIECE_SECONDS, rate))
    step = frame_count(_KEYS_SECONDS, rate)
    whole = [
        range(frame_count(placed.start, rate), frame_count(placed.end, rate))
        for clip, placed in timeline.placed()
        if clip.of_master and inside
    ]
    for number in range(1, count):
        wanted = number * frames / count
        nearest = min(joins, key=lambda join: abs(join - wanted))
        even = round(wanted / step) * step
        near = abs(nearest - wanted) <= NEAR_SECONDS * rate
        yield even if not near and any(even in clip for clip in whole) else nearest


def part_list(files: Iterable[tuple[str, float]]) -> str:
    """The files, each with its seconds, as the list that ffmpeg's concat demuxer reads."""
    return "".join(f"file '{name}'\nduration {as_ffmpeg_time(seconds)}\n" for name, seconds in files)
