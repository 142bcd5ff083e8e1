"""Momentary loudness of the heard track."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from autocut.media.measure import momentary_loudness
from autocut.model.analysis import Signal
from autocut.model.media import Master


@dataclass(frozen=True, slots=True)
class MomentaryLoudness:
    """LUFS over 400 ms, ten times a second (EBU Tech 3341), by ffmpeg's ebur128."""

    does: ClassVar[str] = "metering"
    version: ClassVar[int] = 1
    weights: ClassVar[None] = None
    is_essential: ClassVar[bool] = True

    def concerns(self, master: Master) -> bool:
        """Masters with sound."""
        return master.sound is not None

    def listen(self, master: Master, model: Path | None) -> Generator[float, None, Signal]:
        """The signal, at ten values a second."""
        assert master.sound is not None
        values = yield from momentary_loudness(master.path, master.sound.index, master.duration)
        return Signal(10.0, values)
