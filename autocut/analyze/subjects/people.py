"""People and other figures in the foreground, by MediaPipe's selfie segmentation for wide pictures.

Its training on people in front of a camera makes it find animals and drawn figures too, which is welcome here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

from autocut.analyze.detector import Looking
from autocut.analyze.subjects.sampled import Sampled
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.media import Master
from autocut.model.sight import Detection, Detections

_WIDTH, _HEIGHT = 256, 144
_FIGURE = 0.5
_SECONDS, _SECONDS_AFTER_CUT = 1.0, 0.5
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
    effort: ClassVar[float] = 1.3
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
    sampled: Sampled = field(default_factory=lambda: Sampled(_SECONDS, _SECONDS_AFTER_CUT))

    def see(self, frame: Frame) -> None:
        self.sampled.see(frame, self._found)

    def found(self) -> tuple[Detections, ...]:
        return tuple(self.sampled.samples)

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
