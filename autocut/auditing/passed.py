"""The passages that no version of a preset plays, as the manifest remembers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autocut.model.rendition import Delivery, PassedOver
from autocut.model.span import Span, covered

_MOST = 10
_PLAYED = 0.95


@dataclass(frozen=True, slots=True)
class PassedBy:
    """A passage (master time) that the versions of a preset passed over, its score (0-1) and one sentence why."""

    preset: str
    span: Span
    score: float
    why: str


def passed_by(deliveries: Sequence[Delivery]) -> tuple[PassedBy, ...]:
    """The best ten of each preset, of which none of its versions plays more than 95 %."""
    found: list[PassedBy] = []
    for preset in dict.fromkeys(delivery.preset for delivery in deliveries):
        own = [delivery for delivery in deliveries if delivery.preset == preset]
        clips = [clip for delivery in own for clip in delivery.clips]
        passed: dict[Span, PassedOver] = {}
        for each in (each for delivery in own for each in delivery.passed_over):
            if covered(clips, each.span) <= _PLAYED * each.span.duration:
                passed.setdefault(each.span, each)
        best = sorted(passed.values(), key=lambda each: (-each.score, each.span))[:_MOST]
        found.extend(PassedBy(preset, each.span, each.score, each.why) for each in best)
    return tuple(found)
