"""Whether pictures are mixtures of the first and the last of them.

In a dissolve or fade each picture is (1 - a) * first + a * last, with a growing from 0 to 1: the pictures, taken
as vectors, lie in order on the straight line between the two. Pictures of moving things lie far off it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FARTHEST_OFF = 0.4
_LARGEST_STEP = 0.6
_MOST_BACKWARD = 0.15
_NEARLY = 0.1


def straightness(images: Sequence[NDArray[np.uint8]]) -> float:
    """How near the pictures keep to the line and how evenly they go along it: 0 (not at all) to 1."""
    import numpy as np

    if len(images) < 3:
        return 0.0
    along, off = _path(images)
    steps = np.diff(along)
    if steps.max() > _LARGEST_STEP or -np.minimum(0.0, steps).sum() > _MOST_BACKWARD:
        return 0.0
    return max(0.0, 1.0 - float(off.max()) / _FARTHEST_OFF)


def ramp(images: Sequence[NDArray[np.uint8]]) -> tuple[int, int]:
    """The last of the pictures that is still nearly the first, and the first that is nearly the last."""
    along, _ = _path(images)
    left = next(k for k, share in enumerate(along) if share > _NEARLY) - 1
    reached = next(k for k, share in enumerate(along) if min(along[k:]) > 1 - _NEARLY)
    return max(0, left), reached


def _path(images: Sequence[NDArray[np.uint8]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How far along the line and how far off it each picture is, where 1 is the length of the line."""
    import numpy as np

    vectors = np.stack(images).reshape(len(images), -1).astype(np.float32)
    paths = vectors - vectors[0]
    length = max(float(np.linalg.norm(paths[-1])), 1e-6)
    along = paths @ (paths[-1] / length)
    off = np.sqrt(np.maximum(0.0, (paths**2).sum(axis=1) - along**2))
    return along / length, off / length
