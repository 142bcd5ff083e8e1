"""Transitions to shots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from autocut.analyze.shots.fades import Fade
from autocut.model.sight import Shot, Transition
from autocut.model.span import Span

# A plain field shown for less is no shot of its own: the fade to it and the fade from it are one.
_SHORTEST_FIELD_SECONDS = 1.0


def settled(cuts: Iterable[Transition], fades: Iterable[Fade], dissolves: Iterable[Transition]) -> list[Transition]:
    """The transitions that stand, in order: no dissolve over a fade or a cut, and no cut within what is gradual."""
    found = _joined(sorted(fades, key=lambda fade: fade.span))
    sure = sorted(cuts, key=lambda cut: cut.span)
    for dissolve in dissolves:
        over = any(fade.span.overlap(dissolve.span) > 0 for fade in found)
        if not over and not any(_within(cut, dissolve) for cut in sure):
            found.append(dissolve)
    kept = [cut for cut in sure if not any(_within(cut, gradual) for gradual in found)]
    return sorted([*found, *kept], key=lambda transition: transition.span)


def tiled(transitions: Sequence[Transition], whole: Span) -> tuple[Shot, ...]:
    """The shots that meet in the middles of the transitions.

    A fade from the field that the master begins with parts nothing, but opens the first shot; one to the field
    that it ends with closes the last.
    """
    opening = next((each for each in transitions if _near(each.span.start, whole.start, each)), None)
    closing = next((each for each in transitions if _near(each.span.end, whole.end, each)), None)
    between = [each for each in transitions if each is not opening and each is not closing]
    between = [each for each in between if whole.start < each.span.middle < whole.end]
    bounds = [whole.start, *(each.span.middle for each in between), whole.end]
    changes = [opening, *between, closing]
    spans = [Span(start, end) for start, end in pairwise(bounds)]
    return tuple(Shot(span, *pair) for span, pair in zip(spans, pairwise(changes), strict=True))


def _joined(fades: Iterable[Fade]) -> list[Transition]:
    """Fades in order, a fade to a field and the next one from it made one where the field hardly shows."""
    found: list[Fade] = []
    for fade in fades:
        before = found[-1] if found else None
        if before and fade.rises > before.rises and fade.span.start - before.span.end < _SHORTEST_FIELD_SECONDS:
            span = Span(before.span.start, max(before.span.end, fade.span.end))
            found[-1] = Fade(span, (before.confidence + fade.confidence) / 2, rises=True)
        else:
            found.append(fade)
    return [Transition("fade", fade.span, fade.confidence) for fade in found]


def _near(time: float, end: float, transition: Transition) -> bool:
    return transition.kind == "fade" and abs(time - end) < _SHORTEST_FIELD_SECONDS


def _within(cut: Transition, gradual: Transition) -> bool:
    return gradual.span.start < cut.span.start < gradual.span.end
