"""Loudness against the rest of the master."""

from __future__ import annotations

from autocut.score.material import Material
from autocut.score.measure import Measure, standing


def loudness(material: Material) -> Measure | None:
    """The percentile rank of the passage's mean momentary loudness within the master (0-1); None without sound."""
    return standing(material.analysis.loudness.momentary) if material.analysis.loudness else None
