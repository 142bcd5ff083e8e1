"""Direct address."""

from __future__ import annotations

from autocut.score.material import Material
from autocut.score.measure import Measure
from autocut.score.share import share_of

_FULL = 0.15


def address(material: Material) -> Measure | None:
    """How much the listener is spoken to ("you", "imagine"): 1 where one word in seven does so.

    Second person draws readers in (Packard and Berger 2020, "Thinking of you"). For languages that have a lexicon.
    """
    return share_of("address", material, _FULL)
