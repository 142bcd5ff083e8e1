"""Where captions stand: as low in the safe area as covers no face and no burned-in writing, without hopping about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from autocut.model.captions import Cue
from autocut.model.geometry import Box
from autocut.model.preset import Preset
from autocut.model.scripts import columns
from autocut.model.span import as_timecode
from autocut.plan.captions.scenery import Kept, Scenery

_LINE, _LETTER = 1.362, 0.6
"""How high a line is and how wide a letter, in parts of the font size; of what captions are set in, about."""
_ROWS = 24
_NEGLIGIBLE = 0.02
_ANY_COVER, _COVER, _HEIGHT, _HOP, _HOP_AT_CUT = 10.0, 100.0, 4.0, 6.0, 1.5
_OUTSIDE = float("inf")


def in_place(cues: Sequence[Cue], scenery: Scenery, preset: Preset) -> tuple[tuple[Cue, ...], tuple[str, ...]]:
    """The cues, each lifted to where it covers nothing that should be seen, and a note of those that cannot be.

    The rows of the safe area are chosen for all cues together (Viterbi 1967). To cover a face costs most, its mouth and
    who speaks above all, then writing; then to change rows within a shot; then to stand high.
    """
    if not cues:
        return (), ()
    seen = [scenery.over(cue.span) for cue in cues]
    covers = [
        [_cover(cue, row, kept, scenery, preset) for row in range(_ROWS)] for cue, kept in zip(cues, seen, strict=True)
    ]
    shots = [bisect_right(scenery.changes, cue.span.middle) for cue in cues]
    rows = _steady(covers, shots)
    placed = tuple(replace(cue, lift=round(row / _ROWS, 4)) for cue, row in zip(cues, rows, strict=True))
    covering = [cue for cue, cover, row in zip(placed, covers, rows, strict=True) if cover[row] > _NEGLIGIBLE]
    if not covering:
        return placed, ()
    told = f"captions over a face or writing, for the safe area has no free row: {len(covering)} of {len(cues)}"
    return placed, (f"{told}, the first at {as_timecode(covering[0].span.start)}",)


def _steady(covers: Sequence[Sequence[float]], shots: Sequence[int]) -> list[int]:
    """The row of each cue in the sequence of rows that costs least."""
    costs = [_price(covers[0], row) for row in range(_ROWS)]
    came_from: list[list[int]] = []
    for k in range(1, len(covers)):
        hop = _HOP if shots[k] == shots[k - 1] else _HOP_AT_CUT
        lowest = min(range(_ROWS), key=costs.__getitem__)
        came_from.append([row if costs[row] <= costs[lowest] + hop else lowest for row in range(_ROWS)])
        reached = [costs[before] + hop * (before != row) for row, before in enumerate(came_from[-1])]
        costs = [before + _price(covers[k], row) for row, before in enumerate(reached)]
    rows = [min(range(_ROWS), key=costs.__getitem__)]
    for before in reversed(came_from):
        rows.append(before[rows[-1]])
    return rows[::-1]


def _price(covers: Sequence[float], row: int) -> float:
    return _COVER * covers[row] + _ANY_COVER * (covers[row] > _NEGLIGIBLE) + _HEIGHT * row / _ROWS


def _cover(cue: Cue, row: int, seen: Sequence[Sequence[Kept]], scenery: Scenery, preset: Preset) -> float:
    """How much the cue covers of what is seen, in that row; infinite where it would leave the safe area."""
    text = _text_box(cue, row, scenery, preset)
    if text is None:
        return _OUTSIDE
    # Of a face the moment counts in which the most of it is covered.
    return sum(max(kept.worth * _share(kept.box, text) for kept in each) for each in seen)


def _text_box(cue: Cue, row: int, scenery: Scenery, preset: Preset) -> Box | None:
    """What the lines of the cue fill on the canvas; None where a raised one has no room."""
    assert preset.canvas is not None
    scale = scenery.canvas.height / preset.canvas.height
    left, top, right, bottom = (scale * getattr(preset.safe_area, side) for side in ("left", "top", "right", "bottom"))
    room, points = scenery.canvas.width - left - right, scale * preset.captions.font_size
    height = scenery.canvas.height - top - bottom
    wide = min(room, points * _LETTER * max(map(columns, cue.lines), default=0))
    high = points * _LINE * len(cue.lines)
    foot = scenery.canvas.height - bottom - height * row / _ROWS
    if row and foot - high < top:
        return None
    return Box(left + (room - wide) / 2, foot - high, wide, high)


def _share(box: Box, text: Box) -> float:
    covered = box.clipped(text)
    return covered.area / box.area if covered and box.area else 0.0
