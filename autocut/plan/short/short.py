"""A short: the best passage that fits, cut as it is spoken; several shorts differ in what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Candidate
from autocut.model.segment import Segment
from autocut.model.span import Span, as_timecodes
from autocut.plan.balance import Balance, Balanced, balanced
from autocut.plan.choice import Choice, candidate, strengths
from autocut.plan.cutting.bounds import Bounds
from autocut.plan.cutting.join import joined
from autocut.plan.exchange import Rules
from autocut.plan.footage import Footage
from autocut.plan.repeats import said_again
from autocut.plan.short.kept import kept
from autocut.plan.short.likeness import Likeness
from autocut.plan.short.optimum import nearness
from autocut.plan.short.sight import sight
from autocut.plan.short.take import Take, Takes

_LIKENESS_COST = 0.3


def shorts(footage: Footage, segments: Sequence[Segment], preset: Preset) -> tuple[Choice, ...]:
    """Up to `preset.count` choices of one passage each, the best first; none shares time with another or repeats it.

    A passage's worth is its score less up to 30 % for a length away from the target, and less for black and for writing
    that a crop would cut. Each further one is the best by
    its worth less what it costs to be like one before it: maximal marginal relevance (Carbonell and Goldstein 1998).
    What the user wants kept is in the first. With nothing to choose, one choice that is empty and says why.
    """
    bounds = Bounds(footage, preset.edit)
    makes = Takes(bounds, preset)
    takes = {id(segment): makes.take(segment) for segment in segments}
    told = _Told(takes, preset, footage)
    ordered = sorted(segments, key=lambda s: (-told.worth(s), _lot(s, preset), s.span.start, -s.span.duration))
    likeness = Likeness(footage)
    own, pieces = kept([takes[id(s)] for s in ordered], bounds, preset) if preset.edit.keep else ([], ())
    first = [take.segment for take in own]
    chosen = _diverse(ordered, told, likeness, preset, pieces)
    if not chosen and not pieces:
        weighed = tuple(told.judged(segment, Balanced(())) for segment in ordered)
        return (Choice((), weighed, _nothing(footage.master, ordered, told, preset)),)
    rules = Rules(_may_join, lambda _: 1.0, enough=len(chosen), room=len(chosen))
    fit = [segment for segment in ordered if not told.unfit(segment) and _is_apart(segment, pieces)]
    made = balanced(chosen, fit, rules, Balance(preset.score.balance, footage.spoken))
    notes = (made.note,) if made.note else ()
    whole = tuple(
        Choice(
            joined(takes[id(own)].pieces, bounds),
            tuple(told.judged(segment, made, own) for segment in ordered),
            notes=notes,
        )
        for own in made.chosen
    )
    if not pieces:
        return whole
    weighed = tuple(told.judged_beside(segment, first, made) for segment in ordered)
    return (Choice(joined(pieces, bounds), weighed, notes=notes), *whole)


def _diverse(
    ordered: Sequence[Segment], told: _Told, likeness: Likeness, preset: Preset, taken: Sequence[Span]
) -> list[Segment]:
    """The segments of the versions beside one that plays what is taken already."""
    left = [segment for segment in ordered if not told.unfit(segment) and _is_apart(segment, taken)]
    chosen: list[Segment] = []
    while left and len(chosen) < preset.count - bool(taken):
        best = max(left, key=lambda segment: told.marginal(segment, chosen, likeness))
        chosen.append(best)
        left = [segment for segment in left if segment is not best and _may_join(segment, chosen)]
    return chosen


def _may_join(segment: Segment, chosen: Sequence[Segment]) -> bool:
    return _is_apart(segment, [other.span for other in chosen]) and not said_again(segment, chosen)


def _is_apart(segment: Segment, spans: Sequence[Span]) -> bool:
    return all(segment.span.overlap(span) == 0 for span in spans)


def _lot(segment: Segment, preset: Preset) -> bytes:
    """What decides between equals: the earlier one where no seed is given."""
    seed = preset.edit.seed
    return blake2b(f"{seed} {segment.span}".encode(), digest_size=8).digest() if seed else b""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is to be said of each segment."""

    takes: dict[int, Take]
    preset: Preset
    footage: Footage

    def unfit(self, segment: Segment) -> str:
        """Why the segment may not be a version, whatever the others; empty where it may."""
        return self.takes[id(segment)].unfit

    def worth(self, segment: Segment) -> float:
        """Its score, less for its length and for what is not to be seen."""
        length = self.takes[id(segment)].length or segment.span.duration
        shown = sight(segment.span, self.footage, self.preset)
        return segment.score.total * nearness(length, self.preset.duration) * shown

    def marginal(self, segment: Segment, chosen: Sequence[Segment], likeness: Likeness) -> float:
        """Its worth, less for what it has in common with those that are chosen."""
        like = max((likeness.alike(segment.span, other.span) for other in chosen), default=0.0)
        return self.worth(segment) * (1 - _LIKENESS_COST * like)

    def judged(self, segment: Segment, made: Balanced, own: Segment | None = None) -> Candidate:
        """The verdict on it, in the version of `own`."""
        if segment is own:
            return candidate(segment, chosen=True, why=self._praise(segment, made))
        return candidate(segment, chosen=False, why=self._refusal(segment, made))

    def judged_beside(self, segment: Segment, first: Sequence[Segment], made: Balanced) -> Candidate:
        """The verdict on it, in the version that shows what is to be kept."""
        if any(segment is each for each in first):
            return candidate(segment, chosen=True, why=f"It holds what is to be kept: {strengths(segment)}.")
        if made.chosen:
            return candidate(segment, chosen=False, why=self._refusal(segment, made))
        return candidate(segment, chosen=False, why=self.unfit(segment) or "What is to be kept comes before it.")

    def _praise(self, segment: Segment, made: Balanced) -> str:
        best = f"Chosen {made.why}" if segment in made.newcomers else "The best of its length"
        take = self.takes[id(segment)]
        moved = "; its best sentence comes first" if take.hooked else ""
        saved = segment.span.duration - take.length
        shorter = f", {saved:.1f} s of pauses and fillers left out" if len(take.pieces) > 1 and saved > 0.5 else ""
        target = self.preset.duration.target
        return f"{best}: {strengths(segment)}; {take.length:.1f} s for a target of {target:g} s{shorter}{moved}."

    def _refusal(self, segment: Segment, made: Balanced) -> str:
        chosen = made.chosen
        if unfit := self.unfit(segment):
            return unfit
        if segment in chosen:
            return f"It is version {chosen.index(segment) + 1} of this preset."
        rival = next((other for other in chosen if segment.span.overlap(other.span) > 0), chosen[0])
        worth, better = self.worth(segment), self.worth(rival)
        apart = segment.span.overlap(rival.span) == 0
        if apart and (again := said_again(segment, chosen)):
            return again
        least = min(map(self.worth, chosen)) if apart else better
        if segment in made.given_up or (made.newcomers and worth > least):
            return made.gives_way(segment)
        if apart and worth > least:
            return f"It is worth {worth:.2f}, but it speaks of what a better version speaks of."
        shares = "It comes after" if apart else "It shares time with"
        return (
            f"{shares} {as_timecodes(rival.span)}, which is worth {better:.2f} against {worth:.2f} "
            "(score, less for its length and for black and writing)."
        )


def _nothing(master: Master, ordered: Sequence[Segment], told: _Told, preset: Preset) -> str:
    shortest, length = preset.duration.min, master.picture.duration
    if length < shortest:
        missing = f"{shortest - length:.2f} s less than the {shortest:g} s that {preset.name} needs"
        return f"the master lasts {length:.2f} s, {missing}"
    if not ordered:
        return f"no passage of {shortest:g} to {preset.duration.max:g} s begins and ends between sentences or shots"
    free = [segment for segment in ordered if not segment.objection]
    if not free:
        return f"every passage says something that is to be avoided: {', '.join(preset.score.avoid)}"
    best = max(free, key=lambda segment: segment.score.total)
    if best.score.total >= preset.score.minimum:
        return f"no passage can be cut as it should be; of the best: {told.unfit(best)}"
    return (
        f"the best passage scores {best.score.total:.3g}, under the minimum {preset.score.minimum:g} of {preset.name}"
    )
