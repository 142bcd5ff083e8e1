"""What is seen: shots, and what is in them; master time, pixels of the displayed picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from autocut.model.geometry import Box
from autocut.model.signal import Signal
from autocut.model.span import Span

TransitionKind = Literal["cut", "fade", "dissolve"]
SubjectKind = Literal["face", "person", "motion"]


@dataclass(frozen=True, slots=True)
class Transition:
    """How one shot gives way to the next: over which span (empty for a cut), and how sure that is (0-1).

    A fade goes through black, white or another plain field; in a dissolve both shots are seen at once.
    """

    kind: TransitionKind
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Shot:
    """An unbroken run of frames from one camera; the shots of a master tile it.

    `opening` and `closing` are the transitions that it begins and ends with, None where the master does so.
    Two shots share the transition between them and meet in its middle.
    """

    span: Span
    opening: Transition | None = None
    closing: Transition | None = None


@dataclass(frozen=True, slots=True)
class Detection:
    """Something that a detector saw in one frame, and how sure it was of it (0-1)."""

    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Detections:
    """All that a detector saw in one sampled frame, the largest first; often nothing."""

    time: float
    found: tuple[Detection, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Where, the largest first."""
        return tuple(detection.box for detection in self.found)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a subject was at one sampled time, and how sure its detector was of it (0-1)."""

    time: float
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Speaking:
    """A stretch in which a face's mouth moves with the voice, and how sure that is (0-1)."""

    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Subject:
    """One face, person or moving thing followed through one shot, its boxes smoothed.

    `id` counts from 1 within the master; `speaking` is for faces alone.
    """

    id: int
    kind: SubjectKind
    sightings: tuple[Sighting, ...]
    speaking: tuple[Speaking, ...] = ()

    @property
    def span(self) -> Span:
        """From the first sighting to the last."""
        return Span(self.sightings[0].time, self.sightings[-1].time)


@dataclass(frozen=True, slots=True)
class Mouth:
    """How far open the mouth of a face is, over time: the gap between the lips against the height of the face.

    `face` counts the faces that are followed through the master's shots, from 1.
    """

    face: int
    times: tuple[float, ...]
    openings: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TextRegion:
    """Where burned-in writing stands, and for how long."""

    span: Span
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the picture looks over time: brightness (mean luma), sharpness and colourfulness, each 0-1."""

    brightness: Signal
    sharpness: Signal
    colourfulness: Signal
