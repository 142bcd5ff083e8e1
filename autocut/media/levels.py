"""How loud a joined sound is: its two sides, and what is quietest in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autocut.model.span import Span

_RATE = 48_000
_BLOCK = 60 * _RATE
_HEADER_BYTES = 1 << 16
_SILENCE_DBFS = -120.0
_WINDOW = _RATE // 20
_NOTHING_DBFS = -90.0
_QUIET_SHARE = 10


@dataclass(frozen=True, slots=True)
class Levels:
    """Mean power in dBFS of the left side, of the right one and of their difference; -120 is silence."""

    left: float
    right: float
    difference: float


def noise_floor(path: Path, channels: int) -> float | None:
    """The level in dBFS that a tenth of all 50 ms of such a WAV stay under, digital silence left out; None if all is.

    Where people pause it is the level of the noise between their words.
    """
    import numpy as np

    sound = _mapped(path, channels)
    powers = [np.zeros(0)]
    for start in range(0, len(sound) - _WINDOW + 1, _BLOCK):
        block = sound[start : start + _BLOCK]
        windows = block[: len(block) // _WINDOW * _WINDOW].reshape(-1, _WINDOW * channels)
        powers.append(np.square(windows, dtype=np.float64).mean(axis=1))
    heard = np.concatenate(powers)
    heard = heard[heard > 10 ** (_NOTHING_DBFS / 10)]
    return _decibels(float(np.percentile(heard, _QUIET_SHARE))) if len(heard) else None


def levels(path: Path, spans: Sequence[Span]) -> Levels:
    """Of the `spans` of a stereo WAV of 32-bit floats at 48 kHz, as ffmpeg writes it."""
    import numpy as np

    sides = _mapped(path, 2)
    count = len(sides)
    power, length = np.zeros(3), 0
    for span in spans:
        first, last = (min(count, round(time * _RATE)) for time in (span.start, span.end))
        for start in range(first, last, _BLOCK):
            left, right = sides[start : min(last, start + _BLOCK)].T.astype(np.float64)
            power += [left @ left, right @ right, (left - right) @ (left - right)]
            length += len(left)
    return Levels(*(_decibels(float(each) / max(1, length)) for each in power))


def _mapped(path: Path, channels: int) -> Any:
    import numpy as np

    with path.open("rb") as file:
        begins = file.read(_HEADER_BYTES).index(b"data") + 8
    count = (path.stat().st_size - begins) // (4 * channels)
    return np.memmap(path, np.float32, "r", begins, (count, channels))


def _decibels(power: float) -> float:
    return max(_SILENCE_DBFS, 10 * math.log10(power)) if power > 0 else _SILENCE_DBFS
