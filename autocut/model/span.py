"""Time: the span and the one way to write a time for ffmpeg."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of time [start, end) in seconds; whose clock it is, its owner says."""

    start: float
    end: float

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must have 0 <= start <= end, not {self.start} and {self.end}")

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The time half-way through, in seconds."""
        return (self.start + self.end) / 2

    def overlap(self, other: Span) -> float:
        """Seconds that both spans cover."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))

    def clipped(self, bounds: Span) -> Span:
        """This span with what lies outside `bounds` taken off; empty where nothing is left."""
        start = min(max(self.start, bounds.start), bounds.end)
        return Span(start, max(start, min(self.end, bounds.end)))

    def moved(self, seconds: float) -> Span:
        """The same length, `seconds` later; what would fall before zero is taken off."""
        return Span(max(0.0, self.start + seconds), max(0.0, self.end + seconds))


def frame_count(duration: float, rate: Fraction) -> int:
    """How many frames fill `duration` seconds at `rate` frames a second, to the nearest."""
    return round(duration * rate)


def covered(spans: Iterable[Span], within: Span) -> float:
    """Seconds of `within` that the union of `spans` covers; overlaps count once."""
    total, reached = 0.0, within.start
    for span in sorted(spans):
        start, end = max(span.start, reached), min(span.end, within.end)
        if end > start:
            total, reached = total + end - start, end
    return min(total, within.duration)


def uncovered(spans: Iterable[Span], within: Span) -> Iterator[Span]:
    """What of `within` none of the spans covers, in order; the spans are given in the order of their starts."""
    reached = within.start
    for span in spans:
        if span.start >= within.end:
            break
        if span.start > reached:
            yield Span(reached, span.start)
        reached = max(reached, span.end)
    if reached < within.end:
        yield Span(reached, within.end)


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time in as few spans as can be, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            span = Span(found[-1].start, max(found.pop().end, span.end))
        found.append(span)
    return tuple(found)


def as_ffmpeg_time(seconds: float) -> str:
    """A time as ffmpeg takes it, in seconds with 6 decimals.

    Milliseconds are too coarse: at NTSC rates they pick the wrong frame at most cut points.
    """
    return f"{seconds:.6f}"


def from_timecode(text: str) -> float:
    """Seconds of a time that a person wrote: `90`, `1:30`, `00:01:30.5`; raises ValueError where it is none."""
    parts = text.strip().split(":")
    if len(parts) > 3 or not all(re.fullmatch(r"\d+", part) for part in parts[:-1]):
        raise ValueError(f"{text.strip()!r} is no time such as 00:01:10 or 70.5")
    if not re.fullmatch(r"\d+([.,]\d+)?", parts[-1]):
        raise ValueError(f"{text.strip()!r} is no time such as 00:01:10 or 70.5")
    seconds = 0.0
    for part in parts:
        seconds = 60 * seconds + float(part.replace(",", "."))
    return seconds


def from_timecodes(text: str) -> Span:
    """The span that a person wrote as `00:01:10-00:01:25`; raises ValueError where it is none."""
    start, dash, end = text.replace("–", "-").partition("-")
    if not dash:
        raise ValueError(f"{text.strip()!r} is no stretch such as 00:01:10-00:01:25")
    first, last = from_timecode(start), from_timecode(end)
    if first >= last:
        raise ValueError(f"{text.strip()!r} ends before it begins")
    return Span(first, last)


def as_timecode(seconds: float) -> str:
    """A time for people to read: minutes, seconds and tenths, with hours where there are any."""
    tenths = round(seconds * 10)
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    clock = f"{minutes:02d}:{tenths // 10:02d}.{tenths % 10}"
    return f"{hours}:{clock}" if hours else clock


def as_timecodes(span: Span) -> str:
    """The span for people to read: its start and its end."""
    return f"{as_timecode(span.start)}-{as_timecode(span.end)}"
