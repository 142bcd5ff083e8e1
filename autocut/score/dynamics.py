"""Liveliness of the voice or the sound."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice, takewhile
from statistics import pstdev

from autocut.model.span import Span
from autocut.score.material import Material
from autocut.score.measure import Measure

_FULL_LU = 10.0
_FLOOR_LUFS = -50.0


def dynamics(material: Material) -> Measure | None:
    """How much momentary loudness varies while somebody speaks, or in all where nobody does: 1 at 10 LU or more.

    Variation of energy is among the best single cues of spoken engagement (Schuller et al. 2013, ComParE).
    """
    if material.analysis.loudness is None or not material.analysis.loudness.momentary.values:
        return None
    curve, voice = material.analysis.loudness.momentary, material.analysis.voice
    ends = [each.end for each in voice]

    def measure(span: Span) -> float:
        near = takewhile(lambda each: each.start < span.end, islice(voice, bisect_right(ends, span.start), None))
        voiced = [each.clipped(span) for each in near]
        levels = [max(_FLOOR_LUFS, level) for part in voiced or [span] for level in curve.over(part)]
        return min(1.0, pstdev(levels) / _FULL_LU) if len(levels) > 1 else 0.0

    return measure
