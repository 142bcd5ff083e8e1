"""The best passages that a version does not play, for its entry in the manifest."""

from __future__ import annotations

from autocut.model.rendition import PassedOver, Rendition

_MOST = 10
_SAME = 0.5


def passed_over(rendition: Rendition) -> tuple[PassedOver, ...]:
    """The best ten, the best first; of those that share half of the shorter's time the best alone."""
    found: list[PassedOver] = []
    for candidate in sorted(rendition.candidates, key=lambda each: (-each.score.total, each.span)):
        span = candidate.span
        copies = (each.span.overlap(span) > _SAME * min(each.span.duration, span.duration) for each in found)
        if not candidate.chosen and len(found) < _MOST and not any(copies):
            found.append(PassedOver(span, candidate.score.total, candidate.why))
    return tuple(found)
