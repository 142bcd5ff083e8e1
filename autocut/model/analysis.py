"""What is known of a master after looking and listening; all times are master time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from autocut.model.geometry import Box
from autocut.model.sight import Appearance, Detections, Mouth, Shot, Subject, TextRegion
from autocut.model.signal import Signal
from autocut.model.sound import LoudnessCurves, Sound
from autocut.model.span import Span
from autocut.model.speech import Transcript, Turn
from autocut.model.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Analysis:
    """All findings about one master; a field is empty where its detector did not run or found nothing.

    `motion` is the mean absolute luma difference between sampled frames (0-1), `picture_area` the displayed
    picture less its black bars (None where there are none), `black` where nothing is to be seen, `frozen` where
    the picture stands still. `faces`, `people` and `movers` are what was seen in single frames; `subjects` is
    what they come to. `silence` is where nothing is to be heard, `beats` are the times of the beats of its music.
    `meanings` (directions, of length 1), `feelings` (-1 to 1) and `reactions` (how likely an audience is to laugh or
    applaud, 0-1) have one value for each utterance, or none at all. `notes` says in words what was degraded.
    """

    shots: tuple[Shot, ...] = ()
    voice: tuple[Span, ...] = ()
    transcript: Transcript | None = None
    meanings: Vectors = field(default_factory=Vectors)
    feelings: tuple[float, ...] = ()
    reactions: tuple[float, ...] = ()
    turns: tuple[Turn, ...] = ()
    loudness: LoudnessCurves | None = None
    silence: tuple[Span, ...] = ()
    sounds: tuple[Sound, ...] = ()
    beats: tuple[float, ...] = ()
    motion: Signal | None = None
    faces: tuple[Detections, ...] = ()
    people: tuple[Detections, ...] = ()
    movers: tuple[Detections, ...] = ()
    mouths: tuple[Mouth, ...] = ()
    subjects: tuple[Subject, ...] = ()
    text: tuple[TextRegion, ...] = ()
    appearance: Appearance | None = None
    frozen: tuple[Span, ...] = ()
    picture_area: Box | None = None
    black: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()

    def faces_over(self, span: Span) -> tuple[Detections, ...]:
        """The samples taken within `span`."""
        first = bisect_left(self.faces, span.start, key=lambda sample: sample.time)
        return self.faces[first : bisect_left(self.faces, span.end, key=lambda sample: sample.time)]

    def subjects_over(self, span: Span) -> tuple[Subject, ...]:
        """The subjects that are seen within `span`, in the order of their ids."""
        return tuple(each for each in self.subjects if each.span.start < span.end and each.span.end >= span.start)

    def shots_over(self, span: Span) -> tuple[Shot, ...]:
        """The shots that share time with `span`."""
        first = bisect_right(self.shots, span.start, key=lambda shot: shot.span.end)
        return self.shots[first : bisect_left(self.shots, span.end, key=lambda shot: shot.span.start)]
