"""What the user wants shown in a trailer."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.errors import PlanError
from autocut.model.preset import Preset
from autocut.model.segment import Score, Segment
from autocut.model.span import Span, as_timecode, as_timecodes, united
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.trailer.piece import Piece

_UNKNOWN = Score(0.0)


def asked_for(
    segments: Sequence[Segment], bounds: Bounds, allowed: Span, room: float, preset: Preset
) -> tuple[Piece, ...]:
    """The preset's `keep` as pieces, each out to the next gaps of the voice.

    Raises PlanError where one lies in what is kept back or never to be shown, or all last longer than the `room`
    (seconds), and says by how much.
    """
    spans = united(bounds.outwards(span) for span in preset.edit.keep)
    for span in spans:
        _check(span, allowed, preset)
    seconds = sum(span.duration for span in spans)
    if seconds > room:
        raise PlanError(
            f"what {preset.name} is to keep lasts {seconds:.1f} s, {seconds - room:.1f} s more than it has room for"
        )
    return tuple(Piece(_segment(span, segments, bounds), span, span.start, asked=True) for span in spans)


def _check(span: Span, allowed: Span, preset: Preset) -> None:
    if span.end > allowed.end:
        raise PlanError(
            f"{preset.name} cannot show {as_timecodes(span)}: so that the ending stays unseen it shows nothing after "
            f"{as_timecode(allowed.end)}, which is {span.end - allowed.end:.1f} s too early"
        )
    for never in preset.edit.never:
        if (shared := never.overlap(span)) > 0:
            raise PlanError(
                f"{preset.name} cannot show {as_timecodes(span)}: {shared:.1f} s of it lie in {as_timecodes(never)}, "
                "which is never to be shown"
            )


def _segment(span: Span, segments: Sequence[Segment], bounds: Bounds) -> Segment:
    """The span with its words, and the score of the passage that shares most of its time with it."""
    near = max(segments, key=lambda segment: segment.span.overlap(span), default=None)
    score = near.score if near and near.span.overlap(span) > 0 else _UNKNOWN
    transcript = bounds.footage.analysis.transcript
    said = " ".join(word.text for word in transcript.over(span)) if transcript else ""
    return Segment(span, score, said, voices=near.voices if near and near.span.overlap(span) > 0 else {})
