"""The passages that are worth weighing: whole sentences where people speak, whole shots where they do not."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.speech import Utterance, Word

_HANDLE_SECONDS = 0.2
_BREATH_SECONDS = 0.25
_COMMA_SECONDS = 0.12
_COMMAS = (",", ";", ":", "—")
_LENGTHS_FROM_ONE_START = 6


def candidates(
    analysis: Analysis, whole: Span, shortest: float, longest: float, *, within_sentences: bool = False
) -> tuple[Span, ...]:
    """Spans of `shortest` to `longest` seconds, overlapping, in order; empty where none fits.

    They begin and end between sentences, with up to 0.2 s of the pause kept on each side, or with
    `within_sentences` at breaths and commas too. Where nobody speaks they begin and end at shot changes,
    and long shots are parted evenly. None begins or ends on black.
    """
    bounds = _parted(_bounds(analysis, whole, within_sentences), analysis, longest / 2)
    found: list[Span] = []
    for k, start in enumerate(bounds):
        if any(black.start <= start < black.end for black in analysis.black):
            continue
        ends = [end for end in bounds[k + 1 :] if shortest <= end - start <= longest]
        ends = [end for end in ends if not any(black.start < end <= black.end for black in analysis.black)]
        step = max(1, math.ceil(len(ends) / _LENGTHS_FROM_ONE_START))
        found.extend(Span(start, end) for end in sorted(ends[::-1][::step]))
    return tuple(found)


def _bounds(analysis: Analysis, whole: Span, within_sentences: bool) -> list[float]:
    """Every time at which speech and shots let a passage begin or end, in order."""
    utterances = analysis.transcript.utterances if analysis.transcript else ()
    bounds = {whole.start, whole.end, *_pauses([utterance.span for utterance in utterances])}
    if utterances:
        bounds |= {max(0.0, utterances[0].span.start - _HANDLE_SECONDS), utterances[-1].span.end + _HANDLE_SECONDS}
    if within_sentences:
        bounds.update(time for utterance in utterances for time in _pauses(_clauses(utterance)))
    changes = {shot.span.start for shot in analysis.shots} | {time for b in analysis.black for time in (b.start, b.end)}
    bounds.update(time for time in changes if not _said_at(analysis, time))
    return sorted(time for time in bounds if whole.start <= time <= whole.end)


def _pauses(spoken: list[Span]) -> Iterable[float]:
    """One time in each pause, or two where it is long: after the one stretch of speech and before the other."""
    for before, after in pairwise(spoken):
        pause = after.start - before.end
        if pause >= 2 * _HANDLE_SECONDS:
            yield before.end + _HANDLE_SECONDS
            yield after.start - _HANDLE_SECONDS
        else:
            yield before.end + pause / 2


def _clauses(utterance: Utterance) -> list[Span]:
    clauses: list[list[Word]] = [[utterance.words[0]]]
    for before, word in pairwise(utterance.words):
        pause = word.span.start - before.span.end
        if pause >= (_COMMA_SECONDS if before.text.endswith(_COMMAS) else _BREATH_SECONDS):
            clauses.append([])
        clauses[-1].append(word)
    return [Span(clause[0].span.start, clause[-1].span.end) for clause in clauses]


def _parted(bounds: list[float], analysis: Analysis, longest: float) -> list[float]:
    """The bounds, and more at equal steps where two are over `longest` apart and nobody speaks."""
    more: list[float] = []
    for before, after in pairwise(bounds):
        parts = math.ceil((after - before) / longest)
        steps = (before + (after - before) * k / parts for k in range(1, parts))
        more.extend(step for step in steps if not _said_at(analysis, step))
    return sorted([*bounds, *more])


def _said_at(analysis: Analysis, time: float) -> bool:
    """Whether the time falls within a sentence."""
    return analysis.transcript is not None and bool(analysis.transcript.utterances_over(Span(time, time)))
