"""What is said, read: what sentences mean, how they feel, and whether an audience would react."""

from __future__ import annotations

from autocut.analyze.reading.feelings import Feelings
from autocut.analyze.reading.meanings import Meanings
from autocut.analyze.reading.reactions import Reactions

__all__ = ["Feelings", "Meanings", "Reactions"]
