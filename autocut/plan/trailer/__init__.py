"""A trailer: an arc of pieces of the master, with cards, and music where there is any."""

from __future__ import annotations

from autocut.plan.trailer.trailer import trailer

__all__ = ["trailer"]
