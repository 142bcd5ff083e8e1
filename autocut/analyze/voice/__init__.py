"""Voice: where somebody speaks, whatever is said."""

from __future__ import annotations

from autocut.analyze.voice.voice import Voice

__all__ = ["Voice"]
