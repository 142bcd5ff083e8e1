"""A trailer: an arc of the master's pieces, a title card before the last of them, an end card; the ending is unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from autocut.errors import PlanError
from autocut.model.preset import Duration, Preset
from autocut.model.segment import Segment
from autocut.model.span import Span
from autocut.model.timeline import Clip, Timeline
from autocut.plan.assemble import frame_rate, on_frames
from autocut.plan.choice import Choice, candidate
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.footage import Footage
from autocut.plan.trailer.arc import Lengths
from autocut.plan.trailer.asked import asked_for
from autocut.plan.trailer.bed import Bed, bed_of, gain
from autocut.plan.trailer.cards import with_cards
from autocut.plan.trailer.casting import Cast, Casting
from autocut.plan.trailer.piece import Placed
from autocut.plan.trailer.pool import pool
from autocut.plan.trailer.rhythm import Pulse, cut, wished
from autocut.plan.trailer.verdicts import verdicts

_MOST_OF_THE_MASTER = 0.6
_SPARE_SECONDS = 1.0
_OTHER_AIMS_SECONDS = (0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0)


def trailer(footage: Footage, segments: Sequence[Segment], preset: Preset) -> tuple[Choice, ...]:
    """One choice, or an empty one that says why; raises PlanError where what is to be kept cannot be shown.

    Its length is as near to the target as its pieces allow, and takes up to 60 % of what may be shown of the master.
    """
    if preset.trailer is None:
        raise PlanError(f"preset {preset.name} is a trailer without a [trailer] table")
    style, picture = preset.trailer, footage.master.picture
    allowed = Span(0.0, picture.duration * (1 - style.spoiler_guard))
    room = _room(footage, preset, allowed)
    bounds = Bounds(footage, preset.edit)
    asked = asked_for(segments, bounds, allowed, room.max, preset)
    stock = pool(segments, asked, bounds, allowed, preset)
    cast = Casting(footage, preset, allowed, room).cast(stock)
    if not cast.places:
        cards = style.title_card + style.end_card
        reason = (
            f"the passages that may be shown give {cast.seconds:.1f} s, with cards {cast.seconds + cards:.1f} s; "
            f"{preset.name} needs {preset.duration.min:g} s"
        )
        return (Choice((), tuple(candidate(s, chosen=False, why=f"Not made: {reason}.") for s in segments), reason),)
    bed = bed_of(footage, cast.places, room.target + style.title_card + style.end_card + _SPARE_SECONDS, allowed)
    clips = _clips(cast, bed, bounds, room, preset)
    length = Timeline(frame_rate(footage.master, preset.canvas), clips).duration
    notes = (*cast.notes, *(bed.notes(length) if bed else ()))
    return (Choice(clips, verdicts(segments, cast, asked), notes=notes, music=bed.under(length) if bed else None),)


def _room(footage: Footage, preset: Preset, allowed: Span) -> Duration:
    """Seconds for the pieces, beside the cards. A tune that is brought is not outlasted where that can be."""
    cards = (preset.trailer.title_card + preset.trailer.end_card) if preset.trailer else 0.0
    least, longest = max(0.0, preset.duration.min - cards), preset.duration.max - cards
    tune = footage.brought.music
    if tune and least <= tune.duration - cards < longest:
        longest = tune.duration - cards
    target = min(preset.duration.target - cards, _MOST_OF_THE_MASTER * allowed.duration, longest)
    return Duration(least, max(target, least), longest)


def _clips(cast: Cast, bed: Bed | None, bounds: Bounds, room: Duration, preset: Preset) -> tuple[Clip, ...]:
    """The pieces at their lengths, with the cards between and behind them."""
    assert preset.trailer is not None
    footage, places = bounds.footage, cast.places
    before = sum(placed.role != "button" for placed in places)
    pulse = Pulse.of(frame_rate(footage.master, preset.canvas), bed.beats if bed else (), before, preset.trailer)
    played = _played(places, cast, bounds, room, pulse, preset.trailer.min_clip)
    clips = [
        Clip(str(footage.master.path), on_frames(span, footage.master), gain=gain(placed.piece, bed, footage))
        for placed, span in zip(places, played, strict=True)
    ]
    return with_cards(clips[:before], clips[before:], preset, preset.trailer, footage.master)


def _played(
    places: Sequence[Placed], cast: Cast, bounds: Bounds, room: Duration, pulse: Pulse, shortest: float
) -> Sequence[Span]:
    """What is played of each piece.

    Where beats would make the whole too long or too short, another length is tried, and then shorter pieces.
    """
    lengths = Lengths(room.target, shortest)
    tries = []
    for own, other in product((pulse, replace(pulse, shortest=0.0)), _OTHER_AIMS_SECONDS):
        seconds = min(room.max, max(room.min, room.target + other))
        spans = cut(places, wished(places, lengths, seconds), bounds, own)
        total = sum(span.duration for span in spans)
        if room.min - _half(pulse) <= total <= room.max + _half(pulse):
            return spans
        tries.append((abs(total - seconds), spans))
    return min(tries, key=lambda tried: tried[0])[1]


def _half(pulse: Pulse) -> float:
    return 0.5 / float(pulse.rate)
