"""Which words were never said: what Whisper writes over music, laughter and noise."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.analyze.speech.whisper import Heard, Reading

_TRUSTED = 0.35
_REPETITIVE = 2.6


def trusted(reading: Reading) -> tuple[Heard, ...]:
    """The words of a stretch, or none where the model itself doubts that anything was said."""
    if not reading.words or reading.repetitiveness > _REPETITIVE:
        return ()
    return reading.words if _trust(reading.words) * (1 - reading.no_speech_probability) > _TRUSTED else ()


def _trust(words: Sequence[Heard]) -> float:
    return sum(word.probability for word in words) / len(words)
