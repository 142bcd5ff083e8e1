"""Faces to measure reframing by: found anew in the master, closer and oftener than the plan had them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

from autocut.analyze.analyze import analyze
from autocut.analyze.detector import Looking
from autocut.analyze.subjects.faces import face_network, faces_in
from autocut.media.frames import Frame, View
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.media import Master
from autocut.model.sight import Detections
from autocut.model.span import Span

_SURE = 0.5
_OVERLAP = 0.3
_HELD_SECONDS = 1.0
_HELD_SHARE = 0.6
_GAP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class CloseFaces(Looking):
    """Every face surer than a half, five times a second on exact frames at 640 pixels; the plan's has 2 and 416."""

    does: ClassVar[str] = "finding faces closely"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=640, every=0.2)

    @property
    def weights(self) -> str:
        """The model's name."""
        return "centerface"

    def closely(self, master: Master, known: Analysis) -> tuple[Span, ...]:
        """All of it."""
        return (master.span,)

    def look(self, master: Master, model: Path | None, known: Analysis) -> _Close:
        """A pass over five frames a second."""
        assert model is not None
        return _Close(face_network(model))


@dataclass(slots=True)
class _Close:
    network: Any
    samples: list[Detections] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        self.samples.append(Detections(frame.time, faces_in(frame, self.network, _SURE)))

    def found(self) -> tuple[Detections, ...]:
        return tuple(self.samples)


def close_faces(master: Master) -> tuple[Detections, ...]:
    """The faces of the master, five times a second."""
    detector = CloseFaces()
    found: tuple[Detections, ...] = finish(analyze(master, [detector], Analysis(), offline=True)).found[detector]
    return found


@dataclass(slots=True)
class _Held:
    seen: list[tuple[float, Box]]

    @property
    def height(self) -> float:
        return median(box.height for _, box in self.seen)

    @property
    def seconds(self) -> float:
        return self.seen[-1][0] - self.seen[0][0]


def active_faces(samples: Sequence[Detections], analysis: Analysis) -> list[tuple[float, Box]]:
    """When there is one, and where it is: the face that speaks, else the largest that is held long enough.

    A face is held for a second, or for most of a shorter shot. Who speaks is known from mouths, by the analysis; the
    boxes are not.
    """
    found: list[tuple[float, Box]] = []
    for shot in analysis.shots:
        inside = [sample for sample in samples if shot.span.start <= sample.time < shot.span.end]
        least = min(_HELD_SECONDS, _HELD_SHARE * shot.span.duration)
        held = [track for track in _tracks(inside) if track.seconds >= least]
        for sample in inside:
            here = [(track, box) for track in held for time, box in track.seen if time == sample.time]
            speaks = [box for _, box in here if _is_speaking(box, sample.time, analysis)]
            if here:
                largest = max(here, key=lambda pair: pair[0].height)[1]
                found.append((sample.time, speaks[0] if len(speaks) == 1 else largest))
    return found


def _tracks(samples: Sequence[Detections]) -> list[_Held]:
    tracks: list[_Held] = []
    for sample in samples:
        alive = [track for track in tracks if sample.time - track.seen[-1][0] <= _GAP_SECONDS]
        for box in sample.boxes:
            best = max(alive, key=lambda track: overlap(track.seen[-1][1], box), default=None)
            if best is not None and overlap(best.seen[-1][1], box) >= _OVERLAP:
                best.seen.append((sample.time, box))
                alive.remove(best)
            else:
                tracks.append(_Held([(sample.time, box)]))
    return tracks


def _is_speaking(box: Box, time: float, analysis: Analysis) -> bool:
    for subject in analysis.subjects:
        if any(said.span.start <= time < said.span.end for said in subject.speaking):
            near = min(subject.sightings, key=lambda sighting: abs(sighting.time - time))
            if overlap(near.box, box) > _OVERLAP:
                return True
    return False


def overlap(one: Box, other: Box) -> float:
    """Intersection over union (0-1)."""
    part = one.clipped(other)
    return part.area / (one.area + other.area - part.area) if part else 0.0
