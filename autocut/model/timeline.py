"""The edit, in OpenTimelineIO's words; clips are played one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
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

    Where `card` is set, `source` is "card" and the span starts at zero. A `bumper` is another film, with its own clock,
    that is played before or after the master's material. `lead` is by how many seconds the sound joins
    before the picture (a J-cut), under 0 where that of the clip before runs on (an L-cut); 0 for the first clip and
    beside cards and bumpers. `gain` is what its sound is raised by, in dB.
    """

    source: str
    span: Span
    card: Card | None = None
    bumper: bool = False
    lead: float = 0.0
    gain: float = 0.0

    @property
    def of_master(self) -> bool:
        """Whether it shows the master, and not a card or a bumper."""
        return self.card is None and not self.bumper


@dataclass(frozen=True, slots=True)
class Music:
    """A stretch of a sound file that lies under the timeline from `at` (timeline time) on.

    It is as loud as the clips' own sound, raised by `gain` dB, and gives way to them where they are heard: not
    to those that are turned down by 6 dB or more.
    """

    source: str
    span: Span
    gain: float = 0.0
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Muted:
    """A stretch of timeline time in which the clips' sound is not heard, or a beep instead of it."""

    span: Span
    beep: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """From `time` (timeline time) on, what is spoken of."""

    time: float
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Clips in the order they play, at one exact frame rate, with what is done to their sound, and chapters."""

    frame_rate: Fraction
    clips: tuple[Clip, ...]
    music: Music | None = None
    muted: tuple[Muted, ...] = ()
    chapters: tuple[Chapter, ...] = ()

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

    def heard(self) -> Iterator[tuple[Clip, Span]]:
        """Each clip, its span that of its sound, with the span of timeline time that its sound fills."""
        placed = list(self.placed())
        for number, (clip, span) in enumerate(placed):
            behind = placed[number + 1][0].lead if number + 1 < len(placed) else 0.0
            own = Span(max(0.0, clip.span.start - clip.lead), clip.span.end - behind)
            yield replace(clip, span=own), Span(max(0.0, span.start - clip.lead), span.end - behind)
