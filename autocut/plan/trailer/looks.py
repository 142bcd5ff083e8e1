"""Which pieces show the same picture again: the same camera, come back to."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.analysis import Analysis
from autocut.model.span import Span, as_timecodes
from autocut.plan.trailer.piece import Placed

_SAME = 0.02


def seen_again(places: Sequence[Placed], analysis: Analysis) -> dict[Span, str]:
    """For the spans of the segments that look like one that scores higher, which that is.

    Pictures look alike where the means of their brightness, sharpness and colourfulness all lie within 0.02 (0-1) of
    each other. What is spoken is there to be heard, and may look like anything.
    """
    found: dict[Span, str] = {}
    seen = [each.piece for each in places if not each.piece.spoken]
    ordered = sorted(seen, key=lambda piece: (not piece.asked, -piece.segment.score.total, piece.span))
    looks = [_look(piece.segment.span, analysis) for piece in ordered]
    for k, piece in enumerate(ordered):
        before = [
            other
            for other, look in zip(ordered[:k], looks[:k], strict=True)
            if other.segment.span not in found and _alike(looks[k], look)
        ]
        if before and not piece.asked:
            found[piece.segment.span] = f"It looks like {as_timecodes(before[0].span)}."
    return found


def _look(span: Span, analysis: Analysis) -> tuple[float, ...]:
    """The means over the span, none where nobody looked."""
    shown = analysis.appearance
    if shown is None:
        return ()
    curves = [curve.over(span) for curve in (shown.brightness, shown.sharpness, shown.colourfulness)]
    return tuple(sum(values) / len(values) for values in curves if values)


def _alike(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) > 0 and all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))
