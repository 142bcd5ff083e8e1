"""A trailer: the strongest moments in their order, a title after the opening, an end card; the ending is kept back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autocut.errors import PlanError
from autocut.model.media import Master
from autocut.model.preset import Preset, Trailer
from autocut.model.rendition import Candidate
from autocut.model.segment import Segment
from autocut.model.span import Span, as_timecode, as_timecodes
from autocut.model.timeline import Card, Clip
from autocut.plan.assemble import clip
from autocut.plan.balance import Balance, Balanced, balanced
from autocut.plan.choice import Choice, candidate, strengths
from autocut.plan.exchange import Rules
from autocut.plan.footage import Footage

_MOST_OF_THE_MASTER = 0.6
_WEB_ADDRESS = re.compile(r"[\s\-–|:]*https?://\S+\s*")
_LEAST_BETWEEN_SECONDS = 1.0


def trailer(footage: Footage, segments: Sequence[Segment], preset: Preset) -> tuple[Choice, ...]:
    """One choice: pieces taken greedily by score until the target is filled, or an empty one that says why."""
    if preset.trailer is None:
        raise PlanError(f"preset {preset.name} is a trailer without a [trailer] table")
    style, master = preset.trailer, footage.master
    allowed = Span(0.0, master.picture.duration * (1 - style.spoiler_guard))
    cards = style.title_card + style.end_card
    longest = preset.duration.max - cards
    aim = min(preset.duration.target - cards, _MOST_OF_THE_MASTER * allowed.duration)
    aim = max(aim, preset.duration.min - cards)
    chosen: list[Segment] = []
    for segment in segments:
        total = _length(chosen, master)
        fits = total < aim and total + _length([segment], master) <= longest
        if fits and not _objection(segment, chosen, allowed, preset):
            chosen.append(segment)
    found = _length(chosen, master)
    if not chosen or found + cards < preset.duration.min:
        reason = (
            f"the passages that may be shown give {found:.1f} s, with cards {found + cards:.1f} s; "
            f"{preset.name} needs {preset.duration.min:g} s"
        )
        refused = tuple(candidate(s, chosen=False, why=f"Not made: {reason}.") for s in segments)
        return (Choice((), refused, reason),)
    fit = [segment for segment in segments if not _objection(segment, (), allowed, preset)]
    rules = Rules(
        joins=lambda piece, others: not _objection(piece, others, allowed, preset),
        size=lambda piece: _length([piece], master),
        enough=min(aim, found),
        room=longest,
    )
    made = balanced(chosen, fit, rules, Balance(preset.score.balance, footage.spoken))
    pieces = [clip(piece.span, master) for piece in sorted(made.chosen, key=lambda piece: piece.span)]
    weighed = tuple(_judged(segment, made, allowed, preset) for segment in segments)
    return (Choice(_with_cards(pieces, master, style), weighed, notes=(made.note,) if made.note else ()),)


def _length(segments: Sequence[Segment], master: Master) -> float:
    """Seconds that the segments last together once they are whole frames."""
    return sum(clip(segment.span, master).span.duration for segment in segments)


def _with_cards(pieces: list[Clip], master: Master, style: Trailer) -> tuple[Clip, ...]:
    """The title comes once the opening piece has set the place; the end card closes."""
    title = _WEB_ADDRESS.sub("", master.title or "") or master.path.stem.replace("_", " ")
    opening, rest = pieces[:1], pieces[1:]
    cards = ((style.title_card, Card(title)), (style.end_card, Card(style.end_text, title)))
    first, last = ([Clip("card", Span(0.0, seconds), card)] if seconds > 0 else [] for seconds, card in cards)
    return (*opening, *first, *rest, *last)


def _objection(segment: Segment, chosen: Sequence[Segment], allowed: Span, preset: Preset) -> str:
    """Why the segment may not be shown beside those chosen; empty where it may."""
    total = segment.score.total
    if segment.objection:
        return segment.objection
    if segment.span.end > allowed.end:
        return f"It is kept back: nothing after {as_timecode(allowed.end)} is shown, so that the ending stays unseen."
    if total < preset.score.minimum:
        return f"Its score {total:.3g} is under the preset's minimum {preset.score.minimum:g}."
    near = Span(max(0.0, segment.span.start - _LEAST_BETWEEN_SECONDS), segment.span.end + _LEAST_BETWEEN_SECONDS)
    rival = next((other for other in chosen if other is not segment and other.span.overlap(near) > 0), None)
    if rival is None:
        return ""
    beside = as_timecodes(rival.span)
    return f"It stands in or next to {beside}, which scores {rival.score.total:.2f} against {total:.2f}."


def _judged(segment: Segment, made: Balanced, allowed: Span, preset: Preset) -> Candidate:
    if segment in made.chosen:
        best = f"Chosen {made.why}" if segment in made.newcomers else "Among the strongest moments"
        return candidate(segment, chosen=True, why=f"{best}: {strengths(segment)}.")
    if segment in made.given_up:
        return candidate(segment, chosen=False, why=made.gives_way(segment))
    why = _objection(segment, made.chosen, allowed, preset) or "The trailer was full with stronger moments."
    return candidate(segment, chosen=False, why=why)
