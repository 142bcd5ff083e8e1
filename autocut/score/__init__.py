"""The engagement score: pure arithmetic on an Analysis, one signal a file, each 0-1.

A signal is prepared once for an analysis and then measures any passage of it. To add one: a file with a
function `Analysis -> Measure`, and a line in SIGNALS. Presets weigh it by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autocut.model.analysis import Analysis
from autocut.score.faces import faces
from autocut.score.loudness import loudness
from autocut.score.measure import Measure
from autocut.score.motion import motion
from autocut.score.pace import pace
from autocut.score.speech import speech

SIGNALS: Mapping[str, Callable[[Analysis], Measure]] = {
    "speech": speech,
    "loudness": loudness,
    "pace": pace,
    "faces": faces,
    "motion": motion,
}
