"""Kinds of sound, and silence."""

from __future__ import annotations

from autocut.analyze.sounds.kinds import Sounds
from autocut.analyze.sounds.silence import Silence

__all__ = ["Silence", "Sounds"]
