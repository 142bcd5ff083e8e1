"""What is known of a master after looking and listening; all times are master time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from autocut.model.geometry import Box
from autocut.model.span import Span


@dataclass(frozen=True, slots=True)
class Shot:
    """An unbroken run of frames from one camera; the shots of a master tile it."""

    span: Span


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word, with its punctuation, and how sure the recogniser is of it (0-1)."""

    text: str
    span: Span
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words of one speaker that belong together: a sentence where the punctuation tells."""

    span: Span
    words: tuple[Word, ...]
    speaker: str | None = None

    @property
    def text(self) -> str:
        """The words as a line of text."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that is said; `language` is an ISO 639-1 code, `source` says where the words come from."""

    language: str
    utterances: tuple[Utterance, ...]
    source: str

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word in order."""
        return tuple(word for utterance in self.utterances for word in utterance.words)

    def over(self, span: Span) -> tuple[Word, ...]:
        """The words whose middle lies within `span`, in order."""
        near = (word for utterance in self.utterances_over(span) for word in utterance.words)
        return tuple(word for word in near if span.start <= word.span.middle < span.end)

    def utterances_over(self, span: Span) -> tuple[Utterance, ...]:
        """The utterances that share time with `span`."""
        first = bisect_right(self.utterances, span.start, key=lambda utterance: utterance.span.end)
        last = bisect_left(self.utterances, span.end, key=lambda utterance: utterance.span.start)
        return self.utterances[first:last]


@dataclass(frozen=True, slots=True)
class Signal:
    """A measurement taken at an even pace: `values[k]` covers [k, k+1) / rate seconds of master time."""

    rate: float
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces seen in one sampled frame, the largest first, in pixels of the displayed picture."""

    time: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All findings about one master; a field is empty where its detector did not run or found nothing.

    `loudness` is momentary loudness (400 ms, EBU Tech 3341) in LUFS, `motion` the mean absolute luma
    difference between sampled frames (0-1), `picture_area` the displayed picture less its black bars
    (None where there are none), `black` where nothing is to be seen, `notes` says in words what was degraded.
    """

    shots: tuple[Shot, ...] = ()
    transcript: Transcript | None = None
    loudness: Signal | None = None
    motion: Signal | None = None
    faces: tuple[Faces, ...] = ()
    picture_area: Box | None = None
    black: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()

    def faces_over(self, span: Span) -> tuple[Faces, ...]:
        """The samples taken within `span`."""
        first = bisect_left(self.faces, span.start, key=lambda sample: sample.time)
        return self.faces[first : bisect_left(self.faces, span.end, key=lambda sample: sample.time)]

    def shots_over(self, span: Span) -> tuple[Shot, ...]:
        """The shots that share time with `span`."""
        first = bisect_right(self.shots, span.start, key=lambda shot: shot.span.end)
        return self.shots[first : bisect_left(self.shots, span.end, key=lambda shot: shot.span.start)]
