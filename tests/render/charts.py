"""A still, finely grained chart as a master, and where in it a finished picture looks."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from autocut.model.geometry import Box, Size
from autocut.model.reframe import Panel

Plane = NDArray[np.float32]


def chart(size: Size, seconds: float = 2.0, rate: str = "25") -> tuple[str, ...]:
    """ffmpeg's input: gray grain of a pixel and more, in colour, without any movement."""
    grain = f"color=gray:s={size}:r={rate}:d=0.05,format=yuv444p,noise=alls=100:all_seed=7,gblur=sigma=0.9:steps=2"
    still = f"{grain},lutyuv=y=clip(128+3*(val-128)\\,16\\,235),trim=end_frame=1,loop=loop=-1:size=1"
    return ("-f", "lavfi", "-i", f"{still},trim=duration={seconds},setpts=N/({rate})/TB,format=yuv420p")


def ideal(luma: NDArray[np.uint8], panel: Panel, time: float) -> Plane:
    """What the panel shows at `time`, cut and scaled in one step by Lanczos' method."""
    (x, y), window, place = panel.path.at(time), panel.path.size, panel.place
    across = (np.arange(place.width) + 0.5) * window.width / place.width - 0.5 + x
    down = (np.arange(place.height) + 0.5) * window.height / place.height - 0.5 + y
    columns, rows = np.meshgrid(across.astype(np.float32), down.astype(np.float32))
    picture: Plane = cv2.remap(
        luma.astype(np.float32), columns, rows, cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REPLICATE
    )
    return picture


def off(picture: NDArray[np.uint8], expected: Plane, panel: Panel) -> tuple[float, float]:
    """By how many pixels of the master the picture is off from what is expected, across and down.

    The shift that explains the most of the difference, by least squares over the slopes (Lucas and Kanade 1981),
    which finds what is less than a pixel; where the phase says that it is more, that.
    """
    height, width = expected.shape
    found = picture.astype(np.float32)
    across, down = (cv2.Sobel(expected, cv2.CV_32F, *order, ksize=3)[8:-8, 8:-8] / 8 for order in ((1, 0), (0, 1)))
    less = (expected - found)[8:-8, 8:-8]
    slopes = [[(across * across).sum(), (across * down).sum()], [(across * down).sum(), (down * down).sum()]]
    x, y = np.linalg.solve(np.array(slopes), np.array([(across * less).sum(), (down * less).sum()]))
    (coarse_x, coarse_y), _ = cv2.phaseCorrelate(expected, found, cv2.createHanningWindow((width, height), cv2.CV_32F))
    if max(abs(coarse_x), abs(coarse_y)) > 1:
        x, y = coarse_x, coarse_y
    return float(x * panel.path.size.width / width), float(y * panel.path.size.height / height)


def part(picture: NDArray[np.uint8], place: Box) -> NDArray[np.uint8]:
    """What of a picture lies at the place."""
    return picture[int(place.y) : int(place.y + place.height), int(place.x) : int(place.x + place.width)]


def sharpness(picture: NDArray[np.uint8], expected: Plane) -> float:
    """How much of what is finest in the expected picture is there: 1 for all of it, less the more it is blurred."""
    fine, wanted = (cv2.Laplacian(each.astype(np.float32), cv2.CV_32F)[8:-8, 8:-8] for each in (picture, expected))
    return float((fine * wanted).sum() / (wanted * wanted).sum())
