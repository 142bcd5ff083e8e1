"""Speech to test with: sixteen seconds of a reading, and sounds joined from arrays."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

TWO_CITIES = Path(__file__).parents[1] / "samples" / "two_cities_16s.flac"
RATE = 16_000


def write_sound(path: Path, pieces: Sequence[NDArray[np.float32]], rate: int) -> Path:
    """The pieces one after the other as a mono WAV file."""
    joined = np.clip(np.concatenate(pieces), -1, 1)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((joined * 32767).astype("<i2").tobytes())
    return path


def reading() -> NDArray[np.float32]:
    """The reading, at 16 kHz."""
    return _decoded(TWO_CITIES)


def another_voice() -> NDArray[np.float32]:
    """The reading in the voice of somebody much smaller: pitch and formants higher by a half, and faster by it."""
    whole = reading()
    places = np.arange(0, len(whole) - 1, 1.5)
    squeezed: NDArray[np.float32] = np.interp(places, np.arange(len(whole)), whole).astype(np.float32)
    return squeezed


@cache
def _decoded(path: Path) -> NDArray[np.float32]:
    with av.open(str(path)) as container:
        whole = np.concatenate([frame.to_ndarray().ravel() for frame in container.decode(audio=0)])
    decoded: NDArray[np.float32] = whole.astype(np.float32) / np.float32(32768)
    return decoded
