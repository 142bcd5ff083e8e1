"""A decoded picture made so small that whole films can be compared frame by frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT = 32, 16
_SAMPLES_A_SIDE = 4
_PLANAR = {f"yuv{j}{chroma}p": 0 for j in ("", "j") for chroma in ("420", "422", "444")}
_PLANAR |= {f"yuv{chroma}p{depth}le": depth - 8 for chroma in ("420", "422", "444") for depth in (10, 12)}


def thumbnail(picture: Any) -> NDArray[np.uint8]:
    """Y, Cb and Cr of a picture as it is coded (neither turned nor cropped), of shape (16, 32, 3).

    `picture` is a frame of PyAV. Each value is the mean of samples taken evenly, not of every pixel.
    """
    import cv2
    import numpy as np

    if picture.format.name not in _PLANAR:
        picture = picture.reformat(format="yuv420p")
    excess_bits = _PLANAR[picture.format.name]
    planes = []
    for plane in picture.planes:
        kind = np.uint16 if excess_bits else np.uint8
        across = plane.line_size // np.dtype(kind).itemsize
        values = np.frombuffer(plane, kind).reshape(-1, across)[: plane.height, : plane.width]
        down = max(1, plane.height // (THUMBNAIL_HEIGHT * _SAMPLES_A_SIDE))
        right = max(1, plane.width // (THUMBNAIL_WIDTH * _SAMPLES_A_SIDE))
        sampled = np.ascontiguousarray(values[down // 2 :: down, right // 2 :: right])
        small = cv2.resize(sampled, (THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT), interpolation=cv2.INTER_AREA)
        planes.append((small >> excess_bits).astype(np.uint8))
    return np.dstack(planes)
