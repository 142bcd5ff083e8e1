"""What a person decided by editing a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from autocut.model.rendition import Candidate, Plan, Rendition
from autocut.model.result import Example
from autocut.model.span import Span, covered

_MOSTLY = 0.5


def decisions(plan: Plan) -> tuple[Example, ...]:
    """The passages that were kept, with the outcome 1, and those that were dropped, with 0; none of an unedited plan.

    What was chosen is kept where at least half of it still plays, else dropped. What was not chosen is kept where
    a clip of other time is more that passage than anything else. Peers are those of one master and preset; where all
    are kept, or all dropped, nothing is to be learned and there are none.
    """
    found: dict[str, list[Example]] = defaultdict(list)
    for rendition in plan.renditions:
        if rendition.preset.kind == "full":
            continue
        peers = f"{plan.master.fingerprint} {rendition.preset.name}"
        kept = [*_chosen(rendition, still_played=True), *_added(rendition)]
        for outcome, passages in ((1.0, kept), (0.0, _chosen(rendition, still_played=False))):
            found[peers] += [
                Example(plan.master.fingerprint, peers, passage.score.signals, outcome)
                for passage in passages
                if passage.score.signals
            ]
    telling = [own for own in found.values() if len({example.outcome for example in own}) > 1]
    return tuple(example for own in telling for example in own)


def _chosen(rendition: Rendition, *, still_played: bool) -> list[Candidate]:
    chosen = [candidate for candidate in rendition.candidates if candidate.chosen]
    return [each for each in chosen if _is_covered(each.span, rendition.played) is still_played]


def _added(rendition: Rendition) -> list[Candidate]:
    """For each clip of time that was not chosen, the passage that is most like it."""
    chosen = [candidate.span for candidate in rendition.candidates if candidate.chosen]
    others = [candidate for candidate in rendition.candidates if not candidate.chosen]
    added: list[Candidate] = []
    for clip in rendition.played:
        nearest = max(others, key=lambda other: _likeness(other.span, clip), default=None)
        new = not _is_covered(clip, chosen)
        if new and nearest and nearest not in added and _likeness(nearest.span, clip) >= _MOSTLY:
            added.append(nearest)
    return added


def _is_covered(span: Span, by: Sequence[Span]) -> bool:
    return covered(by, span) >= _MOSTLY * span.duration


def _likeness(one: Span, other: Span) -> float:
    """The share of the time of both that both have (Jaccard)."""
    shared = one.overlap(other)
    return shared / (one.duration + other.duration - shared) if shared else 0.0
