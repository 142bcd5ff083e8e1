"""People and other figures in the foreground, by MediaPipe's selfie segmentation for wide pictures.

Its training on people in front of a camera makes it find animals and drawn figures too, which is welcome here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

from autocut.analyze.change import Change
from autocut.analyze.detector import Looking
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.media import Master
from autocut.model.sight import Detection, Detections

_WIDTH, _HEIGHT = 256, 144
_FIGURE = 0.5
_SECONDS, _SECONDS_AFTER_CUT = 1.0, 0.5
_AFTER_CUT = 2.0
_SMALLEST_SHARE = 0.005
_WIDEST_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Figures(Looking):
    """Each connected figure of a two-hundredth of the picture and more; what goes from side to side is ground.

    Once a second, twice where the picture has just changed at once; the confidence is the mean over the figure.
    """

    threshold: float = 0.7

    does: ClassVar[str] = "finding people"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=_WIDTH, every=0.25)
    without_model: ClassVar[Literal["fail", "warn", "skip"]] = "warn"

    @property
    def weights(self) -> str:
        """The model's name."""
        return "mediapipe"

    def look(self, master: Master, model: Path | None, known: Analysis) -> _FigureLook:
        """A pass over one or two frames a second."""
        import cv2

        return _FigureLook(cv2.dnn.readNetFromTFLite(str(model)), self.threshold)


@dataclass(slots=True)
class _FigureLook:
    network: Any
    threshold: float
    cut: float = 0.0
    change: Change = field(default_factory=Change)
    samples: list[Detections] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        change = self.change.since_kept(frame.image)
        if change == "all":
            self.cut = frame.time
        pace = _SECONDS_AFTER_CUT if frame.time - self.cut < _AFTER_CUT else _SECONDS
        due = not self.samples or frame.time - self.samples[-1].time > pace * 0.9
        if change == "none" and due:
            self.samples.append(Detections(frame.time, self.samples[-1].found))
        elif change == "all" or due:
            self.change.keep()
            self.samples.append(Detections(frame.time, self._found(frame)))

    def found(self) -> tuple[Detections, ...]:
        return tuple(self.samples)

    def _found(self, frame: Frame) -> tuple[Detection, ...]:
        import cv2
        import numpy as np

        blob = cv2.dnn.blobFromImage(frame.image, 1 / 255, (_WIDTH, _HEIGHT), swapRB=True)
        self.network.setInput(blob)
        mask = self.network.forward()[0, 0]
        _, labels, figures, _ = cv2.connectedComponentsWithStats((mask > _FIGURE).astype(np.uint8))
        wide, high = (side * frame.scale for side in (frame.image.shape[1] / _WIDTH, frame.image.shape[0] / _HEIGHT))
        found = []
        for label, (x, y, width, height, area) in enumerate(figures[1:].tolist(), 1):
            sure = float(mask[labels == label].mean())
            is_figure = area > _SMALLEST_SHARE * mask.size and width < _WIDEST_SHARE * _WIDTH
            if is_figure and sure > self.threshold:
                box = Box(*(round(side, 1) for side in (x * wide, y * high, width * wide, height * high)))
                found.append(Detection(box, round(sure, 3)))
        return tuple(sorted(found, key=lambda detection: -detection.box.area))
