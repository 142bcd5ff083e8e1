"""The engagement score: pure arithmetic on an Analysis, one signal a file, each 0-1.

A signal is prepared once for an analysis and then measures any passage of it. To add one: a file with a
function `Material -> Measure` (or None, where the material has nothing to measure), a line in SIGNALS, and its weight
in `autocut/weightings`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autocut.score.address import address
from autocut.score.audience import audience
from autocut.score.brevity import brevity
from autocut.score.buildup import buildup
from autocut.score.closeups import closeups
from autocut.score.coherence import coherence
from autocut.score.confession import confession
from autocut.score.density import density
from autocut.score.dialogue import dialogue
from autocut.score.dynamics import dynamics
from autocut.score.emotion import emotion
from autocut.score.ending import ending
from autocut.score.faces import faces
from autocut.score.hook import hook
from autocut.score.loudness import loudness
from autocut.score.material import Material
from autocut.score.measure import Measure
from autocut.score.motion import motion
from autocut.score.music import music
from autocut.score.novelty import novelty
from autocut.score.pace import pace
from autocut.score.plainness import plainness
from autocut.score.position import position
from autocut.score.quotability import quotability
from autocut.score.rate import rate
from autocut.score.reaction import reaction
from autocut.score.rhythm import rhythm
from autocut.score.speech import speech
from autocut.score.standalone import standalone
from autocut.score.telling import telling
from autocut.score.topic import topic
from autocut.score.turn import turn

SIGNALS: Mapping[str, Callable[[Material], Measure | None]] = {
    "topic": topic,
    "reaction": reaction,
    "hook": hook,
    "emotion": emotion,
    "density": density,
    "novelty": novelty,
    "standalone": standalone,
    "coherence": coherence,
    "quotability": quotability,
    "address": address,
    "confession": confession,
    "telling": telling,
    "turn": turn,
    "brevity": brevity,
    "plainness": plainness,
    "speech": speech,
    "rate": rate,
    "rhythm": rhythm,
    "dialogue": dialogue,
    "audience": audience,
    "loudness": loudness,
    "dynamics": dynamics,
    "buildup": buildup,
    "music": music,
    "faces": faces,
    "closeups": closeups,
    "motion": motion,
    "pace": pace,
    "position": position,
    "ending": ending,
}
