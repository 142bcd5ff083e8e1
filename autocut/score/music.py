"""Music."""

from __future__ import annotations

from autocut.model.span import Span, covered
from autocut.score.material import Material
from autocut.score.measure import Measure


def music(material: Material) -> Measure | None:
    """The share of the passage in which music is heard (0-1); None where kinds of sound were not told apart."""
    sounds = material.analysis.sounds
    if not sounds:
        return None
    heard = [sound.span for sound in sounds if sound.kind == "music"]

    def measure(span: Span) -> float:
        return covered(heard, span) / span.duration

    return measure
