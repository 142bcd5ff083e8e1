"""WebVTT (W3C): times with a point, `&`, `<` and `>` escaped."""

from __future__ import annotations

from html import escape

from autocut.export.clock import clock
from autocut.model.captions import Cue
from autocut.model.rendition import Rendition


def vtt(rendition: Rendition) -> str:
    """The cues as a .vtt file; those that are lifted have their place in parts of the picture."""
    blocks = (
        f"{clock(cue.span.start, '.')} --> {clock(cue.span.end, '.')}{_line(cue, rendition)}\n"
        + "\n".join(escape(line, quote=False) for line in cue.lines)
        + "\n"
        for cue in rendition.cues
    )
    return "\n".join(["WEBVTT\n", *blocks])


def _line(cue: Cue, rendition: Rendition) -> str:
    """Where the foot of the cue stands, from the top; players find the place of others themselves."""
    canvas, safe = rendition.preset.canvas, rendition.preset.safe_area
    if not cue.lift or canvas is None:
        return ""
    foot = canvas.height - safe.bottom - cue.lift * (canvas.height - safe.top - safe.bottom)
    return f" line:{100 * foot / canvas.height:.2f}%,end"
