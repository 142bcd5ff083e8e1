"""Where the edit cuts: each side of every join, and of the start and the end of a version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autocut.model.media import Master
from autocut.model.span import Span, as_timecode
from autocut.model.timeline import Clip


@dataclass(frozen=True, slots=True)
class Side:
    """The end of a clip at which the edit cuts into the master, the first end where it `opens` the clip.

    `placed` is where the clip is heard or seen (timeline time), its own span what of the master that is.
    """

    clip: Clip
    placed: Span
    opens: bool

    @property
    def time(self) -> float:
        """When the cut comes (timeline time)."""
        return self.placed.start if self.opens else self.placed.end

    @property
    def source_time(self) -> float:
        """Where it cuts (master time)."""
        return self.clip.span.start if self.opens else self.clip.span.end

    def beside(self, seconds: float) -> Span:
        """At most so many seconds of its own clip next to the cut (timeline time)."""
        return _end(self.placed, self.opens, seconds)

    def source_beside(self, seconds: float, master: Master) -> Span:
        """At most so many seconds of the master on the same side of the cut, also past the clip (master time)."""
        time = self.source_time
        around = Span(time, max(time, master.duration)) if self.opens else Span(0.0, time)
        return _end(around, self.opens, seconds)


def sides(placed: Iterable[tuple[Clip, Span]], master: Master) -> tuple[Side, ...]:
    """The sides in order; not those of cards and bumpers, nor where the master itself begins, goes on or ends."""
    clips = list(placed)
    frame = float(1 / master.video.frame_rate)
    found: list[Side] = []
    for number, (clip, span) in enumerate(clips):
        if not clip.of_master:
            continue
        before = clips[number - 1][0] if number else None
        after = clips[number + 1][0] if number + 1 < len(clips) else None
        if clip.span.start > frame and not (before and goes_on(before, clip, frame)):
            found.append(Side(clip, span, opens=True))
        if clip.span.end < master.picture.end - frame and not (after and goes_on(clip, after, frame)):
            found.append(Side(clip, span, opens=False))
    return tuple(found)


def told(times: Sequence[float]) -> str:
    """The times for people to read."""
    written = [as_timecode(time) for time in times]
    return " and ".join(written) if len(written) < 3 else f"{', '.join(written[:-1])} and {written[-1]}"


def goes_on(before: Clip, after: Clip, frame: float) -> bool:
    """Whether the master goes on from one clip to the next, to half a frame."""
    return before.of_master and after.of_master and abs(after.span.start - before.span.end) < frame / 2


def _end(span: Span, first: bool, seconds: float) -> Span:
    if first:
        return Span(span.start, min(span.end, span.start + seconds))
    return Span(max(span.start, span.end - seconds), span.end)
