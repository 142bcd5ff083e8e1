"""Motion against the rest of the master."""

from __future__ import annotations

from autocut.model.analysis import Analysis
from autocut.score.measure import Measure, nothing, standing


def motion(analysis: Analysis) -> Measure:
    """The percentile rank of the passage's mean motion within the master (0-1)."""
    return standing(analysis.motion) if analysis.motion else nothing
