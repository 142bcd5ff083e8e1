"""Faces, by CenterFace in OpenCV.

Xu et al., "CenterFace: Joint Face Detection and Alignment Using Face as Point", 2020.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from autocut.media.frames import Frame, View
from autocut.model.analysis import Faces
from autocut.model.geometry import Box
from autocut.model.media import Master

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_OUTPUTS = ("537", "538", "539", "540")
_STRIDE = 4
_SIDE_MULTIPLE = 32
_OVERLAP = 0.3


@dataclass(frozen=True, slots=True)
class FaceBoxes:
    """Every face surer than `threshold` (0-1), twice a second, at 640 pixels wide."""

    threshold: float = 0.5

    does: ClassVar[str] = "finding faces"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=640, every=0.5)
    weights: ClassVar[str] = "centerface"
    is_essential: ClassVar[bool] = False

    def concerns(self, master: Master) -> bool:
        """Every master has a picture."""
        return True

    def look(self, master: Master, model: Path | None) -> _FaceLook:
        """A pass over two frames a second."""
        import cv2

        return _FaceLook(cv2.dnn.readNetFromONNX(str(model)), self.threshold)


@dataclass(slots=True)
class _FaceLook:
    network: Any
    threshold: float
    samples: list[Faces] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        boxes = self._boxes(frame.image)
        scaled = (Box(*(round(side * frame.scale, 1) for side in box)) for box in boxes)
        self.samples.append(Faces(frame.time, tuple(sorted(scaled, key=lambda box: -box.area))))

    def found(self) -> tuple[Faces, ...]:
        return tuple(self.samples)

    def _boxes(self, image: NDArray[np.uint8]) -> list[tuple[float, float, float, float]]:
        """The faces of one image as x, y, width and height in its pixels."""
        import cv2
        import numpy as np

        height, width = image.shape[:2]
        size = tuple(max(_SIDE_MULTIPLE, _SIDE_MULTIPLE * round(side / _SIDE_MULTIPLE)) for side in (width, height))
        self.network.setInput(cv2.dnn.blobFromImage(image, 1.0, size, swapRB=True))
        heatmap, scale, offset, _ = (output[0] for output in self.network.forward(_OUTPUTS))
        rows, columns = np.nonzero(heatmap[0] > self.threshold)
        sides = np.exp(scale[::-1, rows, columns]) * _STRIDE
        centers = (np.stack([columns, rows]) + offset[::-1, rows, columns] + 0.5) * _STRIDE
        boxes = np.concatenate([centers - sides / 2, sides]).T
        sure = heatmap[0, rows, columns].tolist()
        kept = np.asarray(cv2.dnn.NMSBoxes(boxes.tolist(), sure, self.threshold, _OVERLAP), int).ravel()
        grow = np.array([width / size[0], height / size[1]] * 2)
        return [tuple(box) for box in (boxes[kept] * grow).tolist()]
