"""What a file shows and sounds like, decoded by PyAV without autocut's own readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000


def gray(path: Path) -> NDArray[np.uint8]:
    """The luma of every frame, of shape (frames, height, width), at its full range of codes."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return np.stack([_luma(frame) for frame in container.decode(stream)])


def _luma(frame: Any) -> NDArray[np.uint8]:
    plane = frame.reformat(format="yuv420p").planes[0]
    rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
    return rows[: frame.height, : frame.width].copy()


def heard(path: Path) -> NDArray[np.float32]:
    """The samples at 48 kHz, of shape (channels, samples); index k is the time k / 48000 of the file."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="fltp", layout=stream.layout.name, rate=RATE)
        pieces = []
        first = None
        for frame in container.decode(stream):
            first = frame.time if first is None else first
            pieces += [piece.to_ndarray() for piece in resampler.resample(frame)]
        pieces += [piece.to_ndarray() for piece in resampler.resample(None)]
    return np.concatenate([np.zeros((len(pieces[0]), round((first or 0.0) * RATE)), np.float32), *pieces], axis=1)


def clicks(path: Path) -> list[float]:
    """The times in seconds at which the numbered master's clicks of 1 kHz begin."""
    sound = heard(path).mean(axis=0)
    window = RATE // 500
    tone = np.exp(2j * np.pi * 1000 * np.arange(window) / RATE)
    strength = np.abs(np.convolve(sound, tone, mode="same"))
    loud = strength > strength.max() / 2
    begins = np.flatnonzero(loud[1:] & ~loud[:-1]) + 1
    apart = [begin for k, begin in enumerate(begins) if k == 0 or begin - begins[k - 1] > RATE // 10]
    return [float(begin / RATE) for begin in apart]


def box_of_light(image: NDArray[np.uint8], threshold: int = 125) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is brighter than the threshold."""
    rows, columns = np.nonzero(image > threshold)
    left, top = int(columns.min()), int(rows.min())
    return left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top
