"""Burned-in writing: lines that belong together, and those that matter."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.geometry import Box, around
from autocut.model.sight import TextRegion
from autocut.model.span import Span

_LEAST_SECONDS = 0.8
_LEAST_OVERLAP = 0.3
_LEAST_SHARE = 0.2
_LEAST_HEIGHT = 0.035
_APART_SECONDS = 0.5
_APART_LINES = 1.0


def blocks(regions: Sequence[TextRegion], within: Span, area: Box) -> list[TextRegion]:
    """The writing in a shot (master time) that is meant to be read, lines that stand together as one.

    That is what is a thirtieth of the picture high or more and stands for eight tenths of a second. What is left
    over from the shot before is none.
    """
    found: list[TextRegion] = []
    for region in regions:
        span = region.span.clipped(within)
        stays = span.duration >= max(_LEAST_OVERLAP, _LEAST_SHARE * region.span.duration)
        if not stays or region.box.height < _LEAST_HEIGHT * area.height:
            continue
        near = [other for other in found if _together(other, region)]
        found = [other for other in found if other not in near]
        spans = [span, *(other.span for other in near)]
        united = Span(min(each.start for each in spans), max(each.end for each in spans))
        boxes = [region.box, *(other.box for other in near)]
        found.append(TextRegion(united, around(boxes), region.confidence))
    return [block for block in found if block.span.duration >= _LEAST_SECONDS]


def _together(one: TextRegion, other: TextRegion) -> bool:
    if one.span.start - other.span.end > _APART_SECONDS or other.span.start - one.span.end > _APART_SECONDS:
        return False
    gap = _APART_LINES * other.box.height
    near = Box(one.box.x - gap, one.box.y - gap, one.box.width + 2 * gap, one.box.height + 2 * gap)
    return near.clipped(other.box) is not None
