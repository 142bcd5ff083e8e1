"""Loudness of the heard track over time."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from autocut.analyze.detector import Listening
from autocut.media.measure import loudness_curves
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.sound import LoudnessCurves


@dataclass(frozen=True, slots=True)
class LoudnessMeter(Listening):
    """Momentary and short-term loudness and true peak, ten times a second (EBU R 128), by ffmpeg's ebur128."""

    does: ClassVar[str] = "metering"
    version: ClassVar[int] = 2

    def listen(self, master: Master, model: Path | None, known: Analysis) -> Generator[float, None, LoudnessCurves]:
        """The curves, at ten values a second."""
        return (yield from loudness_curves(master.path, master.tracks, master.duration))
