"""What of the picture could not be shown as it should be, in words for the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.media import Master
from autocut.model.reframe import Framing, Panel, framing_at
from autocut.model.span import as_timecode
from autocut.model.timeline import Timeline
from autocut.plan.reframe.writing import blocks

_WHOLE = 0.98
_MOST_TOLD = 3


def cut_writing(master: Master, analysis: Analysis, timeline: Timeline, framings: Sequence[Framing]) -> tuple[str, ...]:
    """One note where an edge of a window cuts through burned-in writing, with when that is (timeline time)."""
    times = list(_cut(master, analysis, timeline, framings)) if framings else []
    if not times:
        return ()
    more = f" and {len(times) - _MOST_TOLD} more times" if len(times) > _MOST_TOLD else ""
    at = ", ".join(as_timecode(time) for time in times[:_MOST_TOLD])
    return (f"burned-in writing is cut by the edge of the picture at {at}{more}: no window holds it with who is shown",)


def _cut(master: Master, analysis: Analysis, timeline: Timeline, framings: Sequence[Framing]) -> Iterator[float]:
    area = analysis.picture_area or Box(0, 0, master.size.width, master.size.height)
    for clip, placed in timeline.placed():
        if not clip.of_master:
            continue
        for shot in analysis.shots_over(clip.span):
            for block in blocks(analysis.text, shot.span.clipped(clip.span), area):
                time = block.span.middle + placed.start - clip.span.start
                panels = framing_at(tuple(framings), time).panels
                shares = [_share(panel, block.box, time) for panel in panels]
                if max(shares) < _WHOLE and any(shares):
                    yield time


def _share(panel: Panel, box: Box, time: float) -> float:
    """How much of the box (0-1) the panel shows."""
    shown = panel.shown(box, time)
    scale = panel.place.area / (panel.path.size.width * panel.path.size.height)
    return shown.area / scale / box.area if shown else 0.0
