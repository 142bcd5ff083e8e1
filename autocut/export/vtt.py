"""WebVTT (W3C): times with a point, `&`, `<` and `>` escaped."""

from __future__ import annotations

from html import escape

from autocut.export.clock import clock
from autocut.model.rendition import Rendition


def vtt(rendition: Rendition) -> str:
    """The cues as a .vtt file."""
    blocks = (
        f"{clock(cue.span.start, '.')} --> {clock(cue.span.end, '.')}\n"
        + "\n".join(escape(line, quote=False) for line in cue.lines)
        + "\n"
        for cue in rendition.cues
    )
    return "\n".join(["WEBVTT\n", *blocks])
