"""SubRip: numbered cues, times with a comma, no markup."""

from __future__ import annotations

from autocut.export.clock import clock
from autocut.model.rendition import Rendition


def srt(rendition: Rendition) -> str:
    """The cues as an .srt file."""
    blocks = (
        f"{number}\n{clock(cue.span.start, ',')} --> {clock(cue.span.end, ',')}\n" + "\n".join(cue.lines) + "\n"
        for number, cue in enumerate(rendition.cues, 1)
    )
    return "\n".join(blocks)
