"""Who speaks when, as anonymous labels."""

from __future__ import annotations

from autocut.analyze.speakers.speakers import Speakers

__all__ = ["Speakers"]
