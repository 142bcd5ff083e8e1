"""The pieces that a trailer may be made of, and why other passages may not be in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autocut.model.preset import Preset
from autocut.model.segment import Segment
from autocut.model.span import Span, as_timecode, as_timecodes, covered
from autocut.plan.assemble import on_frames
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.footage import Footage
from autocut.plan.repeats import said_again
from autocut.plan.trailer.piece import Piece

_APART_SECONDS = 1.0
_ONE_PIECE_SHOT_SECONDS = 15.0
_DARK = 0.08
_WRITTEN_COST, _STILL_COST, _DARK_COST = 0.7, 0.5, 0.7


@dataclass(frozen=True, slots=True)
class Pool:
    """The pieces, and for the span of each segment that gives none one sentence why."""

    pieces: tuple[Piece, ...]
    refused: Mapping[Span, str]

    def without(self, refused: Mapping[Span, str]) -> Pool:
        """The same less the pieces of the segments with these spans, each with one sentence why."""
        left = tuple(piece for piece in self.pieces if piece.asked or piece.segment.span not in refused)
        return Pool(left, {**self.refused, **refused})


def pool(segments: Sequence[Segment], asked: Sequence[Piece], bounds: Bounds, allowed: Span, preset: Preset) -> Pool:
    """The pieces that were asked for and those of the segments that may be shown beside them, in their order."""
    pieces, refused = list(asked), dict[Span, str]()
    for segment in segments:
        objection = segment.objection or _objection(segment, allowed, preset)
        cut = None if objection else _cut(segment, bounds)
        if cut is None:
            refused[segment.span] = objection or "It would begin or end within a voice, or on a sliver of another shot."
        elif objection := _objection_once_cut(cut, asked, allowed, preset):
            refused[segment.span] = objection
        else:
            pieces.append(
                Piece(segment, cut, _after(segment, cut, bounds.footage), _clear(segment, cut, bounds.footage))
            )
    return Pool(tuple(pieces), refused)


def said_twice(pieces: Sequence[Piece]) -> dict[Span, str]:
    """For the spans of the segments that say again what one before them in the order says elsewhere, which that is."""
    kept: list[Segment] = []
    found: dict[Span, str] = {}
    for segment in (piece.segment for piece in pieces if piece.spoken):
        elsewhere = [other for other in kept if other.span.overlap(segment.span) == 0]
        if again := said_again(segment, elsewhere):
            found[segment.span] = again
        else:
            kept.append(segment)
    return found


def _cut(segment: Segment, bounds: Bounds) -> Span | None:
    """Where it may be cut: what is said in the gaps of the voice, what is only seen where it is, on whole frames."""
    if segment.text:
        return bounds.settled(segment.span)
    cut = on_frames(segment.span, bounds.footage.master)
    silent = next(bounds.gaps(cut), None) == cut
    return cut if silent and bounds.slivers.spare(cut) and cut.duration >= bounds.slivers.least else None


def _objection(segment: Segment, allowed: Span, preset: Preset) -> str:
    if segment.span.end > allowed.end:
        return _kept_back(allowed)
    if segment.score.total < preset.score.minimum:
        return f"Its score {segment.score.total:.3g} is under the preset's minimum {preset.score.minimum:g}."
    return ""


def _kept_back(allowed: Span) -> str:
    return f"It is kept back: nothing after {as_timecode(allowed.end)} is shown, so that the ending stays unseen."


def _objection_once_cut(cut: Span, asked: Sequence[Piece], allowed: Span, preset: Preset) -> str:
    if cut.end > allowed.end:
        return _kept_back(allowed)
    never = next((span for span in preset.edit.never if span.overlap(cut) > 0), None)
    if never:
        return f"It shares time with {as_timecodes(never)}, which is never to be shown."
    rival = next((piece.span for piece in asked if piece.span.overlap(cut) > 0), None)
    return f"It shares time with {as_timecodes(rival)}, which was asked for." if rival else ""


def _after(segment: Segment, cut: Span, footage: Footage) -> float:
    """Of a shot in which nobody speaks one piece is enough, unless the shot is very long; then they are a second apart.

    What is said may follow at once.
    """
    if segment.text:
        return cut.start
    shots = footage.analysis.shots_over(Span(cut.start, cut.start))
    brief = [shot.span.start for shot in shots if shot.span.duration < _ONE_PIECE_SHOT_SECONDS]
    return max(0.0, min([cut.start, *brief]) if shots and brief else cut.start - _APART_SECONDS)


def _clear(segment: Segment, cut: Span, footage: Footage) -> float:
    """Less for writing over pictures that are to be looked at, for a picture that stands still, and for the dark."""
    analysis = footage.analysis
    if segment.text or cut.duration == 0:
        return 1.0
    written = covered([region.span for region in analysis.text], cut) / cut.duration
    still = covered(analysis.frozen, cut) / cut.duration
    levels = analysis.appearance.brightness.over(cut) if analysis.appearance else ()
    dark = sum(level < _DARK for level in levels) / len(levels) if levels else 0.0
    return (1 - _WRITTEN_COST * written) * (1 - _STILL_COST * still) * (1 - _DARK_COST * dark)
