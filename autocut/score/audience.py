"""Laughter and applause that are heard."""

from __future__ import annotations

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure

_AFTER_SECONDS = 2.0


def audience(material: Material) -> Measure | None:
    """How sure it is that an audience laughs or applauds in the passage or within 2 s of its end.

    None where kinds of sound were not told apart.
    """
    sounds = material.analysis.sounds
    if not sounds:
        return None
    heard = [sound for sound in sounds if sound.kind in ("laughter", "applause")]

    def measure(span: Span) -> float:
        near = Span(span.start, span.end + _AFTER_SECONDS)
        return max((sound.confidence for sound in heard if sound.span.overlap(near) > 0), default=0.0)

    return measure
