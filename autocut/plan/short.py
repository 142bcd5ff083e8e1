"""A short: the best passage that fits, whole."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.media import Master
from autocut.model.preset import Duration, Preset
from autocut.model.rendition import Candidate
from autocut.model.segment import Segment
from autocut.model.span import as_timecodes
from autocut.plan.assemble import clip
from autocut.plan.balance import Balance, Balanced, balanced
from autocut.plan.choice import Choice, candidate, strengths
from autocut.plan.exchange import Rules
from autocut.plan.footage import Footage

_OFF_TARGET_COST = 0.3


def shorts(footage: Footage, segments: Sequence[Segment], preset: Preset) -> tuple[Choice, ...]:
    """Up to `preset.count` choices of one passage each, the best first, none sharing time with another.

    A passage's worth is its score less up to 30 % for a length away from the target. With nothing to
    choose, one choice that is empty and says why.
    """
    master = footage.master
    ordered = sorted(segments, key=lambda s: (-_worth(s, preset.duration), s.span.start, -s.span.duration))
    chosen: list[Segment] = []
    for segment in ordered:
        if _is_free(segment, chosen) and not _unfit(segment, preset) and len(chosen) < preset.count:
            chosen.append(segment)
    if not chosen:
        weighed = tuple(_judged(segment, Balanced(()), preset) for segment in ordered)
        return (Choice((), weighed, _nothing(master, ordered, preset)),)
    rules = Rules(_is_free, lambda _: 1.0, enough=len(chosen), room=len(chosen))
    fit = [segment for segment in ordered if not _unfit(segment, preset)]
    made = balanced(chosen, fit, rules, Balance(preset.score.balance, footage.spoken))
    return tuple(
        Choice(
            (clip(own.span, master),),
            tuple(_judged(segment, made, preset, own) for segment in ordered),
            notes=(made.note,) if made.note else (),
        )
        for own in made.chosen
    )


def _is_free(segment: Segment, chosen: Sequence[Segment]) -> bool:
    return all(segment.span.overlap(other.span) == 0 for other in chosen)


def _unfit(segment: Segment, preset: Preset) -> str:
    """Why the segment may not be a version, whatever the others; empty where it may."""
    if segment.objection or segment.score.total >= preset.score.minimum:
        return segment.objection
    return f"Its score {segment.score.total:.3g} is under the preset's minimum {preset.score.minimum:g}."


def _worth(segment: Segment, bounds: Duration) -> float:
    away = abs(segment.span.duration - bounds.target)
    furthest = max(bounds.target - bounds.min, bounds.max - bounds.target)
    return segment.score.total * (1 - _OFF_TARGET_COST * (away / furthest if furthest > 0 else 0.0))


def _judged(segment: Segment, made: Balanced, preset: Preset, own: Segment | None = None) -> Candidate:
    chosen, length = made.chosen, segment.span.duration
    if segment is own:
        best = f"Chosen {made.why}" if segment in made.newcomers else "The best of its length"
        why = f"{best}: {strengths(segment)}; {length:.1f} s for a target of {preset.duration.target:g} s."
        return candidate(segment, chosen=True, why=why)
    if unfit := _unfit(segment, preset):
        why = unfit
    elif segment in chosen:
        why = f"It is version {chosen.index(segment) + 1} of this preset."
    else:
        rival = next((other for other in chosen if segment.span.overlap(other.span) > 0), chosen[0])
        worth, better = _worth(segment, preset.duration), _worth(rival, preset.duration)
        apart = segment.span.overlap(rival.span) == 0
        least = _worth(chosen[-1], preset.duration) if apart else better
        if segment in made.given_up or (made.newcomers and worth > least):
            return candidate(segment, chosen=False, why=made.gives_way(segment))
        shares = "It comes after" if apart else "It shares time with"
        why = (
            f"{shares} {as_timecodes(rival.span)}, which is worth {better:.2f} against {worth:.2f} "
            "(score, less for its length)."
        )
    return candidate(segment, chosen=False, why=why)


def _nothing(master: Master, ordered: Sequence[Segment], preset: Preset) -> str:
    shortest, length = preset.duration.min, master.picture.duration
    if length < shortest:
        missing = f"{shortest - length:.2f} s less than the {shortest:g} s that {preset.name} needs"
        return f"the master lasts {length:.2f} s, {missing}"
    if not ordered:
        return f"no passage of {shortest:g} to {preset.duration.max:g} s begins and ends between sentences or shots"
    free = [segment for segment in ordered if not segment.objection]
    if not free:
        return f"every passage says something that is to be avoided: {', '.join(preset.score.avoid)}"
    best = max(segment.score.total for segment in free)
    return f"the best passage scores {best:.3g}, under the minimum {preset.score.minimum:g} of {preset.name}"
