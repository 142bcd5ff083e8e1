"""A short: the best passage that fits, whole."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.media import Master
from autocut.model.preset import Duration, Preset
from autocut.model.rendition import Candidate
from autocut.model.segment import Segment
from autocut.plan.assemble import clip
from autocut.plan.choice import Choice, at, candidate, strengths

_OFF_TARGET_COST = 0.3


def shorts(master: Master, segments: Sequence[Segment], preset: Preset) -> tuple[Choice, ...]:
    """Up to `preset.count` choices of one passage each, the best first, none sharing time with another.

    A passage's worth is its score less up to 30 % for a length away from the target. With nothing to
    choose, one choice that is empty and says why.
    """
    ordered = sorted(segments, key=lambda s: (-_worth(s, preset.duration), s.span.start, -s.span.duration))
    chosen: list[Segment] = []
    for segment in ordered:
        free = all(segment.span.overlap(other.span) == 0 for other in chosen)
        if free and segment.score.total >= preset.score.minimum and len(chosen) < preset.count:
            chosen.append(segment)
    if not chosen:
        weighed = tuple(_judged(segment, chosen, preset) for segment in ordered)
        return (Choice((), weighed, _nothing(master, ordered, preset)),)
    return tuple(
        Choice((clip(own.span, master),), tuple(_judged(segment, chosen, preset, own) for segment in ordered))
        for own in chosen
    )


def _worth(segment: Segment, bounds: Duration) -> float:
    away = abs(segment.span.duration - bounds.target)
    furthest = max(bounds.target - bounds.min, bounds.max - bounds.target)
    return segment.score.total * (1 - _OFF_TARGET_COST * (away / furthest if furthest > 0 else 0.0))


def _judged(segment: Segment, chosen: Sequence[Segment], preset: Preset, own: Segment | None = None) -> Candidate:
    total, length = segment.score.total, segment.span.duration
    if segment is own:
        why = f"The best of its length: {strengths(segment, preset.score.weights)}; {length:.1f} s for a target of "
        return candidate(segment, chosen=True, why=why + f"{preset.duration.target:g} s.")
    if total < preset.score.minimum:
        why = f"Its score {total:.3g} is under the preset's minimum {preset.score.minimum:g}."
    elif segment in chosen:
        why = f"It is version {chosen.index(segment) + 1} of this preset."
    else:
        rival = next((other for other in chosen if segment.span.overlap(other.span) > 0), chosen[0])
        shares = "It shares time with" if segment.span.overlap(rival.span) > 0 else "It comes after"
        worth, better = _worth(segment, preset.duration), _worth(rival, preset.duration)
        why = (
            f"{shares} {at(rival.span)}, which is worth {better:.2f} against {worth:.2f} (score, less for its length)."
        )
    return candidate(segment, chosen=False, why=why)


def _nothing(master: Master, ordered: Sequence[Segment], preset: Preset) -> str:
    shortest, length = preset.duration.min, master.picture.duration
    if length < shortest:
        missing = f"{shortest - length:.2f} s less than the {shortest:g} s that {preset.name} needs"
        return f"the master lasts {length:.2f} s, {missing}"
    if not ordered:
        return f"no passage of {shortest:g} to {preset.duration.max:g} s begins and ends between sentences or shots"
    best = max(segment.score.total for segment in ordered)
    return f"the best passage scores {best:.3g}, under the minimum {preset.score.minimum:g} of {preset.name}"
