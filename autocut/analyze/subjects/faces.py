"""Faces, by CenterFace.

Xu et al., "CenterFace: Joint Face Detection and Alignment Using Face as Point", 2019, arXiv:1911.03599.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from autocut.analyze.detector import Looking
from autocut.analyze.network import onnx_network
from autocut.analyze.subjects.sampled import Sampled
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.media import Master
from autocut.model.sight import Detection, Detections

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_INPUT, _OUTPUTS = "input.1", ["537", "538", "539"]
_STRIDE = 4
_SIDE_MULTIPLE = 32
_OVERLAP = 0.3
_SECONDS = 0.5

# ONNX, in protocol buffers: an input of the fixed shape 10x3x32x32 and one of any size; version 4 and version 3 of
# the format. In version 3 weights are constants, which lets onnxruntime join what it otherwise may not.
_FIXED, _FREE = (
    b"\n\x02\x08\n\n\x02\x08\x03\n\x02\x08 \n\x02\x08 ",
    b"\n\x02\x12\0\n\x02\x08\x03\n\x02\x12\0\n\x02\x12\0",
)
_VERSION_4, _VERSION_3 = b"\x08\x04", b"\x08\x03"


@dataclass(frozen=True, slots=True)
class FaceBoxes(Looking):
    """Every face surer than `threshold` (0-1), at 416 pixels: twice a second, and where the picture changes at once.

    What is less sure than a half is for whoever follows faces through a shot. A picture that hardly changed is not
    looked at again.
    """

    threshold: float = 0.35

    does: ClassVar[str] = "finding faces"
    version: ClassVar[int] = 2
    view: ClassVar[View] = View(longest_side=416, every=0.25)
    effort: ClassVar[float] = 1.6
    without_model: ClassVar[Literal["fail", "warn", "skip"]] = "warn"

    @property
    def weights(self) -> str:
        """The model's name."""
        return "centerface"

    def look(self, master: Master, model: Path | None, known: Analysis) -> _FaceLook:
        """A pass over two frames a second and those behind cuts."""
        assert model is not None
        return _FaceLook(face_network(model), self.threshold)


@dataclass(slots=True)
class _FaceLook:
    network: Any
    threshold: float
    sampled: Sampled = field(default_factory=lambda: Sampled(_SECONDS, _SECONDS))

    def see(self, frame: Frame) -> None:
        self.sampled.see(frame, self._found)

    def found(self) -> tuple[Detections, ...]:
        return tuple(self.sampled.samples)

    def _found(self, frame: Frame) -> tuple[Detection, ...]:
        return faces_in(frame, self.network, self.threshold)


def face_network(model: Path) -> Any:
    """CenterFace from its file, made ready for pictures of any size."""
    onnx = model.read_bytes().replace(_FIXED, _FREE).replace(_VERSION_4, _VERSION_3, 1)
    return onnx_network(onnx)


def faces_in(frame: Frame, network: Any, threshold: float) -> tuple[Detection, ...]:
    """The faces of one frame surer than the threshold (0-1), the largest first."""
    found = [
        Detection(Box(*(round(side * frame.scale, 1) for side in box)), round(sure, 3))
        for *box, sure in _boxes(frame.image, network, threshold)
    ]
    return tuple(sorted(found, key=lambda detection: -detection.box.area))


def _boxes(image: NDArray[np.uint8], network: Any, threshold: float) -> list[tuple[float, ...]]:
    """The faces of one image as x, y, width and height in its pixels, and the confidence."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    size = tuple(max(_SIDE_MULTIPLE, _SIDE_MULTIPLE * round(side / _SIDE_MULTIPLE)) for side in (width, height))
    blob = cv2.dnn.blobFromImage(image, 1.0, size, swapRB=True)
    heatmap, scale, offset = (output[0] for output in network.run(_OUTPUTS, {_INPUT: blob}))
    rows, columns = np.nonzero(heatmap[0] > threshold)
    sides = np.exp(scale[::-1, rows, columns]) * _STRIDE
    centers = (np.stack([columns, rows]) + offset[::-1, rows, columns] + 0.5) * _STRIDE
    boxes = np.concatenate([centers - sides / 2, sides]).T * np.array([width / size[0], height / size[1]] * 2)
    sure = heatmap[0, rows, columns]
    kept = np.asarray(cv2.dnn.NMSBoxes(boxes.tolist(), sure.tolist(), threshold, _OVERLAP), int).ravel()
    return [(*boxes[k].tolist(), float(sure[k])) for k in kept]
