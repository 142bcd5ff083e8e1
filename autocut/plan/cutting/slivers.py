"""Slivers: frames of another shot at the ends of a clip, too few to be seen as more than a flash."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from autocut.model.media import Master
from autocut.model.sight import Shot
from autocut.model.span import Span

LEAST_FRAMES = 12
"""No shot is shown for fewer frames."""

_MOST_LEAD_FRAMES = 8


class Slivers:
    """Where the shots of a master change, and what a clip would show of another shot; times are master time."""

    def __init__(self, shots: Sequence[Shot], master: Master) -> None:
        rate = float(master.video.frame_rate)
        self.least = (LEAST_FRAMES - 0.5) / rate
        """Seconds that a shot must be shown for."""
        self._half, self._most_lead, self._end = 0.5 / rate, (_MOST_LEAD_FRAMES + 0.5) / rate, master.picture.end
        self._changes = list(_changes(shots))
        self._starts = [change.start for change in self._changes]

    def after(self, start: float) -> float:
        """Seconds of another shot at the start of a clip from `start`, where they are too few to be seen; else 0."""
        near = self._near(start, start + self.least)
        return max((change.end - start for change in near if self._half < change.end - start < self.least), default=0.0)

    def before(self, end: float) -> float:
        """Seconds of another shot at the end of a clip to `end`, where they are too few to be seen; else 0."""
        near = self._near(end - self.least, end)
        return max((end - change.start for change in near if self._half < end - change.start < self.least), default=0.0)

    def lead(self, end: float, start: float) -> float | None:
        """By how much the sound of a clip from `start` joins before its picture, after a clip that ends at `end`.

        0 where no sliver of another shot is seen at the join; else so that the picture cuts on the shot change, up to
        8 frames away. None where that leaves a sliver still.
        """
        for lead in (0.0, self.after(start), -self.before(end)):
            on_frame = round(lead / (2 * self._half)) * 2 * self._half
            shown = Span(max(0.0, end + on_frame), max(0.0, end + on_frame, start + on_frame))
            fits = abs(on_frame) <= self._most_lead and shown.start <= self._end
            if fits and not self.before(shown.start) and not self.after(shown.end):
                return on_frame
        return None

    def _near(self, start: float, end: float) -> Iterator[Span]:
        """The changes that touch the time between the two."""
        first = max(0, bisect_left(self._starts, start) - 1)
        for change in self._changes[first:]:
            if change.start > end:
                break
            if change.end >= start:
                yield change

    def spare(self, span: Span) -> bool:
        """Whether a clip of the span shows none."""
        return not self.after(span.start) and not self.before(span.end)

    def ends_change(self, time: float) -> bool:
        """Whether a shot begins there."""
        return any(abs(change.end - time) < self._half for change in self._near(time - self._half, time + self._half))

    def starts_change(self, time: float) -> bool:
        """Whether a shot ends there."""
        return any(abs(change.start - time) < self._half for change in self._near(time - self._half, time + self._half))


def _changes(shots: Sequence[Shot]) -> Iterator[Span]:
    """Over which spans one shot gives way to the next: empty ones for cuts."""
    for before, shot in pairwise(shots):
        transition = shot.opening or before.closing
        yield transition.span if transition else Span(shot.span.start, shot.span.start)
