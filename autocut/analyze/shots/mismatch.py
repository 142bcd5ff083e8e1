"""How much of one picture another one cannot explain, camera and subject motion allowed for.

Block matching as video coders do it: each block of the later picture is sought in the earlier one within a
small range, and what is left over is set against the texture of the block, so that dark and faint pictures
count as much as bright ones.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from autocut.media.thumbnail import THUMBNAIL_HEIGHT, THUMBNAIL_WIDTH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REACH = 2
_ROWS, _COLUMNS = 4, 8
_PLANE_WEIGHTS = (1.0, 0.5, 0.5)
# Levels of 255 that sensor noise and coding leave between two pictures of the same thing.
_NOISE = 2.0


def mismatch(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    """The share (0-1) of the texture of two thumbnails (height, width, YCbCr) that is unexplained."""
    import numpy as np

    left = _unexplained(before, after)
    texture = np.maximum(_texture(before), _texture(after)) + _NOISE
    return float((np.minimum(1.0, left / (texture + _NOISE)) * texture).sum() / texture.sum())


def _unexplained(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Mean absolute difference of each block from its best match within reach, of shape (blocks,)."""
    import cv2
    import numpy as np

    shifts = (2 * _REACH + 1) ** 2
    total = np.zeros((shifts * _ROWS, _COLUMNS), np.float32)
    for plane, weight in enumerate(_PLANE_WEIGHTS):
        shifted = before[..., plane].ravel().take(_shifted()).reshape(-1, THUMBNAIL_WIDTH)
        still = np.tile(after[..., plane], (shifts, 1))
        apart = cv2.absdiff(shifted, still)
        total += weight * cv2.resize(apart, (_COLUMNS, shifts * _ROWS), interpolation=cv2.INTER_AREA)
    best: NDArray[np.float32] = total.reshape(shifts, _ROWS * _COLUMNS).min(axis=0)
    return best


def _texture(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Standard deviation within each block, of shape (blocks,)."""
    import cv2
    import numpy as np

    values = image.astype(np.float32)
    mean = cv2.resize(values, (_COLUMNS, _ROWS), interpolation=cv2.INTER_AREA)
    square = cv2.resize(values * values, (_COLUMNS, _ROWS), interpolation=cv2.INTER_AREA)
    deviation = np.sqrt(np.maximum(0.0, square - mean * mean))
    weighted: NDArray[np.float32] = (deviation @ np.array(_PLANE_WEIGHTS, np.float32)).ravel()
    return weighted


@cache
def _shifted() -> NDArray[np.intp]:
    """The indices of a flattened plane shifted each way within reach, edges repeated."""
    import numpy as np

    rows, columns = np.mgrid[0:THUMBNAIL_HEIGHT, 0:THUMBNAIL_WIDTH]
    reach = range(-_REACH, _REACH + 1)
    indices = []
    for down in reach:
        for right in reach:
            row, column = np.clip(rows + down, 0, rows.max()), np.clip(columns + right, 0, columns.max())
            indices.append((row * THUMBNAIL_WIDTH + column).ravel())
    return np.concatenate(indices).astype(np.intp)
