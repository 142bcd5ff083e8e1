"""The cards of a trailer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autocut.model.media import Master
from autocut.model.preset import Preset, Trailer
from autocut.model.span import Span
from autocut.model.timeline import Card, Clip

_WEB_ADDRESS = re.compile(r"[\s\-–|:]*https?://\S+\s*")


def with_cards(
    before: Sequence[Clip], after: Sequence[Clip], preset: Preset, style: Trailer, master: Master
) -> tuple[Clip, ...]:
    """The clips before the title, the title card, those after it, and the end card; cards of no length are left out."""
    title = preset.branding.title or title_of(master)
    opening = _card(Card(title, preset.branding.tagline), style.title_card)
    closing = _card(Card(style.end_text, title), style.end_card)
    return (*before, *opening, *after, *closing)


def title_of(master: Master) -> str:
    """The title that the master has, less addresses, or else the name of its file."""
    return _WEB_ADDRESS.sub("", master.title or "") or master.path.stem.replace("_", " ")


def _card(card: Card, seconds: float) -> tuple[Clip, ...]:
    return (Clip("card", Span(0.0, seconds), card),) if seconds > 0 else ()
