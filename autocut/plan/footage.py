"""What edits work on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from autocut.model.analysis import Analysis
from autocut.model.brought import Brought
from autocut.model.lexicon import Lexicon
from autocut.model.media import Master
from autocut.model.span import Span
from autocut.model.voices import seconds_by_voice

_NO_ANALYSIS, _NO_LEXICON, _NOTHING = Analysis(), Lexicon(), Brought()


@dataclass(frozen=True, slots=True)
class Footage:
    """A master, what is known of it, the lexicon of its language, and what was brought beside it."""

    master: Master
    analysis: Analysis = _NO_ANALYSIS
    lexicon: Lexicon = _NO_LEXICON
    brought: Brought = _NOTHING

    @property
    def spoken(self) -> dict[str, float]:
        """The master's speech in seconds by speaker, empty where speakers were not told apart."""
        return seconds_by_voice(self.analysis.turns, Span(0.0, math.inf))
