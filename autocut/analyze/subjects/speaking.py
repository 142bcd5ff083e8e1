"""Whose mouth moves with the voice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from autocut.model.sight import Mouth, Speaking
from autocut.model.span import Span

# Of the height of a face, by which the gap between the lips changes in a second while someone talks, and listens.
_TALKING, _SILENT = 0.09, 0.05
_WINDOW_SECONDS = 1.2
_STEP_SECONDS = 0.2
_LEAST_SAMPLES = 4
_LEAST_CONFIDENCE = 0.3
_BRIDGED_SECONDS = 0.6


def speaking(mouths: Sequence[Mouth], voice: Sequence[Span]) -> Mapping[int, tuple[Speaking, ...]]:
    """The stretches of voice in which each face speaks, by its number.

    Of the mouths seen at one time, the one that moves most; how sure that is grows with its own movement and with
    what it has over the next.
    """
    said: dict[int, list[Speaking]] = {}
    for span in voice:
        for step in _steps(span):
            found = _speaker(mouths, step.middle)
            if found is not None:
                face, confidence = found
                _extend(said.setdefault(face, []), Speaking(step, confidence))
    return {face: tuple(spans) for face, spans in said.items()}


def _steps(span: Span) -> list[Span]:
    count = max(1, round(span.duration / _STEP_SECONDS))
    length = span.duration / count
    return [Span(span.start + k * length, span.start + (k + 1) * length) for k in range(count)]


def _speaker(mouths: Sequence[Mouth], time: float) -> tuple[int, float] | None:
    """The face that speaks at that time and how sure that is."""
    moving = sorted(((_movement(mouth, time), mouth.face) for mouth in mouths), reverse=True)
    if len(moving) < 1 or moving[0][0] <= _SILENT:
        return None
    most, face = moving[0]
    next_most = moving[1][0] if len(moving) > 1 else 0.0
    own = min(1.0, (most - _SILENT) / (_TALKING - _SILENT))
    confidence = own * (most - next_most) / most
    return (face, round(confidence, 3)) if confidence >= _LEAST_CONFIDENCE else None


def _movement(mouth: Mouth, time: float) -> float:
    """By how much of the face's height the gap between the lips changes in a second around that time."""
    first = bisect_left(mouth.times, time - _WINDOW_SECONDS / 2)
    last = bisect_left(mouth.times, time + _WINDOW_SECONDS / 2)
    if last - first < _LEAST_SAMPLES:
        return 0.0
    changes = sum(abs(mouth.openings[k] - mouth.openings[k - 1]) for k in range(first + 1, last))
    return changes / (mouth.times[last - 1] - mouth.times[first])


def _extend(said: list[Speaking], new: Speaking) -> None:
    """Join what follows closely; a stretch is as sure as its parts on average, weighed by length."""
    if said and new.span.start - said[-1].span.end < _BRIDGED_SECONDS:
        old = said.pop()
        weights = (old.span.duration, new.span.duration)
        sure = sum(w * each.confidence for w, each in zip(weights, (old, new), strict=True)) / sum(weights)
        new = Speaking(Span(old.span.start, new.span.end), round(sure, 3))
    said.append(new)
