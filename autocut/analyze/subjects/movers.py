"""What moves in the picture while the camera's own movement is taken out.

Dense optical flow (DIS: Kroeger et al. 2016, arXiv:1603.03590) between two frames; the camera is the similarity
transform that most of it agrees with (RANSAC); what is left over moves by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from autocut.analyze.detector import Looking
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.media import Master
from autocut.model.sight import Detection, Detections

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIDE = 192
_GRID = 6
_CAMERA_PIXELS = 0.7
_CAMERA_SHARE = 0.2
_LEAST_PIXELS = 0.8
_LEAST_CHANGE = 6.0
_TEXTURE = 8.0
# What the camera has only just brought into the picture has nothing to be compared with.
_MARGIN = 4
_JOIN_PIXELS = 9
_SMALLEST_SHARE = 0.002
_LARGEST_SHARE = 0.6
_MOST = 3


@dataclass(frozen=True, slots=True)
class Movers(Looking):
    """The (at most three) regions that move most, four times a second, where a still camera or a moving one sees them.

    The confidence is the region's share of all the movement that is not the camera's.
    """

    does: ClassVar[str] = "finding what moves"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=_SIDE, every=0.25)
    effort: ClassVar[float] = 0.8

    def look(self, master: Master, model: Path | None, known: Analysis) -> _MoverLook:
        """A pass over four frames a second."""
        import cv2

        return _MoverLook(cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST))


@dataclass(slots=True)
class _MoverLook:
    flow: Any
    before: Any = None
    samples: list[Detections] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import cv2

        luma = cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY)
        if self.before is not None:
            regions = _regions(_own_movement(self.flow.calc(luma, self.before, None), luma, self.before))
            found = [
                Detection(Box(*(round(side * frame.scale, 1) for side in box)), round(share, 3))
                for *box, share in regions
            ]
            self.samples.append(Detections(frame.time, tuple(found)))
        self.before = luma

    def found(self) -> tuple[Detections, ...]:
        return tuple(self.samples)


def _own_movement(flow: NDArray[np.float32], luma: NDArray[np.uint8], before: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How many pixels each pixel moved by itself; 0 where the camera explains it, or where it is not to be told."""
    import cv2
    import numpy as np

    height, width = luma.shape
    texture = cv2.blur(cv2.morphologyEx(luma, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)), (5, 5))
    at = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1).astype(np.float32)
    grid = np.zeros(luma.shape, bool)
    grid[_GRID // 2 :: _GRID, _GRID // 2 :: _GRID] = True
    grid &= texture > _TEXTURE
    nothing = np.zeros(luma.shape, np.float32)
    if grid.sum() < 2 * _GRID:
        return nothing
    camera, agree = cv2.estimateAffinePartial2D(
        at[grid], (at + flow)[grid], method=cv2.RANSAC, ransacReprojThreshold=_CAMERA_PIXELS
    )
    if camera is None or agree.mean() < _CAMERA_SHARE:
        return nothing
    by_camera = at @ camera[:, :2].T.astype(np.float32) + camera[:, 2].astype(np.float32)
    still = cv2.remap(before, by_camera, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    changed = cv2.blur(cv2.absdiff(luma, still), (5, 5)) > _LEAST_CHANGE
    inside = (by_camera >= _MARGIN).all(axis=2) & (by_camera < np.array([width, height]) - _MARGIN).all(axis=2)
    apart: NDArray[np.float32] = np.linalg.norm(at + flow - by_camera, axis=2)
    return np.where(inside & changed & (apart > _LEAST_PIXELS), apart, 0).astype(np.float32)


def _regions(movement: NDArray[np.float32]) -> Sequence[tuple[float, ...]]:
    """The regions that hold most of it, as x, y, width, height and share of the whole."""
    import cv2
    import numpy as np

    total = float(movement.sum())
    joined = cv2.morphologyEx((movement > 0).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((_JOIN_PIXELS,) * 2, np.uint8))
    _, labels, regions, _ = cv2.connectedComponentsWithStats(joined)
    shares = np.bincount(labels.ravel(), movement.ravel(), len(regions)) / max(total, 1e-9)
    found = [
        (float(x), float(y), float(width), float(height), float(shares[label]))
        for label, (x, y, width, height, area) in enumerate(regions.tolist())
        if label > 0 and _SMALLEST_SHARE < area / movement.size < _LARGEST_SHARE
    ]
    return sorted(found, key=lambda region: -region[-1])[:_MOST]
