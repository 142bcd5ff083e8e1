"""Speech: what is said, word by word, and when."""

from __future__ import annotations

from autocut.analyze.speech.speech import Speech

__all__ = ["Speech"]
