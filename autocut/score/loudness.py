"""Loudness against the rest of the master."""

from __future__ import annotations

from autocut.model.analysis import Analysis
from autocut.score.measure import Measure, nothing, standing


def loudness(analysis: Analysis) -> Measure:
    """The percentile rank of the passage's mean momentary loudness within the master (0-1); 0 without sound."""
    return standing(analysis.loudness.momentary) if analysis.loudness else nothing
