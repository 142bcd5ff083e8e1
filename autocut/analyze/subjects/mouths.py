"""How far open mouths are, by MediaPipe's face mesh, where it may tell who speaks.

Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019, arXiv:1907.06724.
The mesh is in the face's own pixels, so that the head may move.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from autocut.analyze.detector import Looking
from autocut.analyze.subjects.track import Sightings, face_tracks
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.media import Master
from autocut.model.sight import Mouth
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RATE = 12.5
_MESH = "face_landmark.tflite"
_MESH_SIDE = 192
_AROUND_FACE = 1.5
_UPPER_LIP, _LOWER_LIP, _FOREHEAD, _CHIN = 13, 14, 10, 152
_SHORTEST_SECONDS = 0.5
_BRIDGED_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Mouths(Looking):
    """The mouths of all faces, 12.5 times a second, while two or more are seen in a shot and a voice is heard."""

    does: ClassVar[str] = "watching mouths"
    version: ClassVar[int] = 1
    needs: ClassVar[tuple[str, ...]] = ("shots", "faces", "voice")
    view: ClassVar[View] = View(longest_side=960, every=1 / _RATE)
    without_model: ClassVar[Literal["fail", "warn", "skip"]] = "warn"

    @property
    def weights(self) -> str:
        """The model's name."""
        return "mediapipe"

    def where(self, master: Master, known: Analysis) -> tuple[Span, ...]:
        """Where two faces are seen at once while a voice is heard; pauses of a second are looked at too."""
        together = _overlaps([Span(face[0].time, face[-1].time) for face in face_tracks(known.faces, known.shots)])
        both = (voiced.clipped(span) for span in together for voiced in known.voice)
        joined: list[Span] = []
        for span in sorted(span for span in both if span.duration > 0):
            if joined and span.start - joined[-1].end < _BRIDGED_SECONDS:
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
            else:
                joined.append(span)
        return tuple(span for span in joined if span.duration >= _SHORTEST_SECONDS)

    def look(self, master: Master, model: Path | None, known: Analysis) -> _MouthLook:
        """A pass over those spans."""
        import cv2

        assert model is not None
        faces = list(face_tracks(known.faces, known.shots))
        return _MouthLook(cv2.dnn.readNetFromTFLite(str(model.with_name(_MESH))), faces)


def _overlaps(spans: Iterable[Span]) -> list[Span]:
    """Where at least two of the spans are."""
    changes = sorted([(span.start, 1) for span in spans] + [(span.end, -1) for span in spans])
    depth, found = 0, []
    for (time, change), (until, _) in pairwise(changes):
        depth += change
        if depth >= 2 and until > time:
            found.append(Span(time, until))
    return found


@dataclass(slots=True)
class _MouthLook:
    network: Any
    faces: Sequence[Sightings]
    openings: dict[int, list[tuple[float, float]]] = field(default_factory=dict)

    def see(self, frame: Frame) -> None:
        for number, face in enumerate(self.faces, 1):
            if face[0].time <= frame.time <= face[-1].time:
                opening = self._opening(frame, _box_at(face, frame.time))
                self.openings.setdefault(number, []).append((round(frame.time, 3), round(opening, 4)))

    def found(self) -> tuple[Mouth, ...]:
        return tuple(Mouth(number, *zip(*seen, strict=True)) for number, seen in sorted(self.openings.items()))

    def _opening(self, frame: Frame, face: Box) -> float:
        """The gap between the lips in heights of the face."""
        import cv2
        import numpy as np

        (x, y), side = face.center, _AROUND_FACE * max(face.width, face.height)
        zoom = _MESH_SIDE * frame.scale / side
        half = _MESH_SIDE / 2
        place = np.array([[zoom, 0, half - zoom * x / frame.scale], [0, zoom, half - zoom * y / frame.scale]])
        size = (_MESH_SIDE, _MESH_SIDE)
        cut = cv2.warpAffine(frame.image, place, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        self.network.setInput(cv2.dnn.blobFromImage(cut, 1 / 255, swapRB=True))
        mesh: NDArray[np.float32] = self.network.forward().reshape(-1, 3)[:, :2]
        lips = np.linalg.norm(mesh[_UPPER_LIP] - mesh[_LOWER_LIP])
        return float(lips / np.linalg.norm(mesh[_FOREHEAD] - mesh[_CHIN]))


def _box_at(face: Sightings, time: float) -> Box:
    """Where the face is at a time between two sightings."""
    after = min(max(1, bisect_left(face, time, key=lambda sighting: sighting.time)), len(face) - 1)
    first, last = face[after - 1], face[after]
    share = (time - first.time) / (last.time - first.time) if last.time > first.time else 0.0
    sides = zip(*((box.x, box.y, box.width, box.height) for box in (first.box, last.box)), strict=True)
    return Box(*(start + share * (end - start) for start, end in sides))
