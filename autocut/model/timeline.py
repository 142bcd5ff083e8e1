"""The edit, in OpenTimelineIO's words; clips are played one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from autocut.model.span import Span, frame_count


@dataclass(frozen=True, slots=True)
class Card:
    """A composed title or end card: a large line and a smaller one, over a plain ground."""

    title: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of a source: master time where `source` is the path of the master.

    Where `card` is set, `source` is "card" and the span starts at zero.
    """

    source: str
    span: Span
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Clips in the order they play, at one exact frame rate."""

    frame_rate: Fraction
    clips: tuple[Clip, ...]

    @property
    def frames(self) -> int:
        """Length in frames: each clip fills a whole number of them."""
        return sum(frame_count(clip.span.duration, self.frame_rate) for clip in self.clips)

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return float(self.frames / self.frame_rate)

    def placed(self) -> Iterator[tuple[Clip, Span]]:
        """Each clip with the span of timeline time that it fills."""
        frame = 0
        for clip in self.clips:
            end = frame + frame_count(clip.span.duration, self.frame_rate)
            yield clip, Span(float(frame / self.frame_rate), float(end / self.frame_rate))
            frame = end
