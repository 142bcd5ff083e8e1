"""The speaker's own story."""

from __future__ import annotations

from autocut.score.material import Material
from autocut.score.measure import Measure
from autocut.score.share import share_of

_FULL = 0.15


def confession(material: Material) -> Measure | None:
    """How much the speaker tells of himself ("I", "my"): 1 where one word in seven does so.

    First person singular marks what is told as one's own (Pennebaker 2011). For languages that have a lexicon.
    """
    return share_of("self", material, _FULL)
