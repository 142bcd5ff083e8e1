"""What is heard besides words; all times are master time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from autocut.model.signal import Signal
from autocut.model.span import Span

SoundKind = Literal["speech", "music", "noise", "laughter", "applause"]


@dataclass(frozen=True, slots=True)
class LoudnessCurves:
    """Momentary (400 ms) and short-term (3 s) loudness in LUFS, and true peaks in dBTP (EBU R 128, Tech 3341)."""

    momentary: Signal
    short_term: Signal
    true_peak: Signal


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of one kind of sound, and how sure its detector is of it (0-1)."""

    span: Span
    kind: SoundKind
    confidence: float
