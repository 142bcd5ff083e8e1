"""How loud the two sides of a joined sound are, by themselves and against each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autocut.model.span import Span

_RATE = 48_000
_BLOCK = 60 * _RATE
_HEADER_BYTES = 1 << 16
_SILENCE_DBFS = -120.0


@dataclass(frozen=True, slots=True)
class Levels:
    """Mean power in dBFS of the left side, of the right one and of their difference; -120 is silence."""

    left: float
    right: float
    difference: float


def levels(path: Path, spans: Sequence[Span]) -> Levels:
    """Of the `spans` of a stereo WAV of 32-bit floats at 48 kHz, as ffmpeg writes it."""
    import numpy as np

    with path.open("rb") as file:
        begins = file.read(_HEADER_BYTES).index(b"data") + 8
    count = (path.stat().st_size - begins) // 8
    sides = np.memmap(path, np.float32, "r", begins, (count, 2))
    power, length = np.zeros(3), 0
    for span in spans:
        first, last = (min(count, round(time * _RATE)) for time in (span.start, span.end))
        for start in range(first, last, _BLOCK):
            left, right = sides[start : min(last, start + _BLOCK)].T.astype(np.float64)
            power += [left @ left, right @ right, (left - right) @ (left - right)]
            length += len(left)
    return Levels(*(_decibels(float(each) / max(1, length)) for each in power))


def _decibels(power: float) -> float:
    return max(_SILENCE_DBFS, 10 * math.log10(power)) if power > 0 else _SILENCE_DBFS
