"""Motion against the rest of the master."""

from __future__ import annotations

from autocut.score.material import Material
from autocut.score.measure import Measure, standing


def motion(material: Material) -> Measure | None:
    """The percentile rank of the passage's mean motion within the master (0-1); None without a picture."""
    return standing(material.analysis.motion)
