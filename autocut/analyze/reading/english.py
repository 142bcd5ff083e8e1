"""What only English has a model or a lexicon for."""

from __future__ import annotations

from autocut.model.analysis import Analysis

_LANGUAGE = "en"


def speaks_english(known: Analysis) -> bool:
    """Whether something is said, and that in English."""
    return known.transcript is not None and known.transcript.language == _LANGUAGE and bool(known.transcript.words)
