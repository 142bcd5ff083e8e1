"""What is to be said of every passage that a trailer was chosen from."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.rendition import Candidate
from autocut.model.segment import Segment
from autocut.model.span import as_timecodes
from autocut.plan.choice import candidate, strengths
from autocut.plan.trailer.arc import PEAK, SAID
from autocut.plan.trailer.casting import Cast
from autocut.plan.trailer.piece import Piece, Placed

_NEXT_TO_SECONDS = 1.0


def verdicts(segments: Sequence[Segment], cast: Cast, asked: Sequence[Piece]) -> tuple[Candidate, ...]:
    """What was asked for and then the segments, each with what it is in the arc or why it is not in it."""
    placed = {each.piece.segment.span: each for each in cast.places}
    own = [candidate(piece.segment, chosen=True, why=_praise(placed[piece.segment.span], cast)) for piece in asked]
    others = [segment for segment in segments if not any(segment.span == piece.segment.span for piece in asked)]
    return (
        *own,
        *(
            candidate(segment, chosen=True, why=_praise(placed[segment.span], cast))
            if segment.span in placed
            else candidate(segment, chosen=False, why=_refusal(segment, cast))
            for segment in others
        ),
    )


def _praise(placed: Placed, cast: Cast) -> str:
    segment = placed.piece.segment
    said = PEAK if placed.role == "best" and not placed.piece.spoken else SAID[placed.role]
    asked = "It was asked for. " if placed.piece.asked else ""
    chosen = f", chosen {cast.made.why}" if segment in cast.made.newcomers else ""
    return f"{asked}{said}{chosen}: {strengths(segment)}."


def _refusal(segment: Segment, cast: Cast) -> str:
    if segment.span in cast.stock.refused:
        return cast.stock.refused[segment.span]
    if segment in cast.made.given_up:
        return cast.made.gives_way(segment)
    for placed in cast.places:
        near = placed.piece.span
        gap = max(near.start - segment.span.end, segment.span.start - near.end)
        if gap < _NEXT_TO_SECONDS:
            own, better = segment.score.total, placed.piece.segment.score.total
            return f"It stands in or next to {as_timecodes(near)}, which scores {better:.2f} against {own:.2f}."
    return "Other passages fill the arc better."
