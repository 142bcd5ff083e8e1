"""Whether a passage is worth looking at, whatever is said in it."""

from __future__ import annotations

from autocut.model.preset import Preset
from autocut.model.span import Span, covered
from autocut.plan.footage import Footage

_OPENING_SECONDS = 3.0
_OPENING_COST, _WHOLE_COST = 0.4, 0.3


def sight(span: Span, footage: Footage, preset: Preset) -> float:
    """1, less up to 0.4 where the first three seconds show nothing, and up to 0.3 where the passage does (master time).

    Nothing is to be seen on black, nor where a picture that is cropped bears writing: a title card would lose its ends.
    """
    idle = list(footage.analysis.black)
    if preset.canvas is not None and preset.canvas.fit == "crop":
        idle += [region.span for region in footage.analysis.text]
    opening = Span(span.start, min(span.end, span.start + _OPENING_SECONDS))
    return 1 - _OPENING_COST * _share(idle, opening) - _WHOLE_COST * _share(idle, span)


def _share(spans: list[Span], within: Span) -> float:
    return covered(spans, within) / within.duration if within.duration > 0 else 0.0
