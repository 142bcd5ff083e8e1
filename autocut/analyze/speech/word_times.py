"""True word times: Whisper's own, held against the voice, and what an aligner found held against those."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from autocut.model.span import Span
from autocut.model.speech import Word

_REACH = 0.4
_SHORTEST = 0.04
_FARTHEST = 1.0
_APART = 2.0
_ARTICLE = 0.15


def true_times(words: Sequence[Word], voice: Sequence[Span]) -> tuple[Word, ...]:
    """The words, in order and none over another, each within one span of voice.

    A word that begins in silence is moved to where the voice begins, one that runs over a pause ends where the
    pause begins. A word with no voice near it is left out. Times are master time.
    """
    timed: list[Word] = []
    for span, group in _by_voice(words, voice):
        timed.extend(_within(group, span))
    return tuple(timed)


def settled(words: Sequence[Word], found: Sequence[Span | None]) -> tuple[Word, ...]:
    """The words where an aligner found them; one that it did not find, or over a second away, stays between the others.

    Where that is every second word, the text is not what is said there and all of them stay. Times are master time.
    """
    pairs = list(zip(words, found, strict=True))
    near = [span if span and abs(span.middle - word.span.middle) < _FARTHEST else None for word, span in pairs]
    if near.count(None) * 2 >= len(words):
        return tuple(words)
    kept: list[Word] = []
    for k, (word, span) in enumerate(zip(words, near, strict=True)):
        before = kept[-1].span.end if kept else 0.0
        after = next((later.start for later in near[k:] if later), word.span.end)
        kept.append(replace(word, span=span or word.span.clipped(Span(before, max(before, after)))))
    return tuple(kept)


def reunited(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words; one that no punctuation parts from the next, but two seconds and more, goes where that begins.

    Only where it stands alone: it was heard in what is no voice, the first word of a sentence mostly.
    """
    kept: list[Word] = []
    for k, word in enumerate(words):
        before = kept[-1].span.end if kept else -_APART
        after = words[k + 1].span.start if k + 1 < len(words) else word.span.end
        alone = word.span.start - before >= _APART and after - word.span.end >= _APART
        if alone and word.text[-1:].isalnum():
            word = replace(word, span=Span(after - min(word.span.duration, _ARTICLE), after))
        kept.append(word)
    return tuple(kept)


def _by_voice(words: Sequence[Word], voice: Sequence[Span]) -> list[tuple[Span, list[Word]]]:
    """The words of each span of voice: where they overlap it the most, or the nearest, never going back."""
    groups: list[tuple[Span, list[Word]]] = [(span, []) for span in voice]
    reached = 0
    for word in words:
        near = range(max(reached, bisect_left(voice, word.span.start, key=lambda span: span.end) - 1), len(voice))
        best, best_fit = -1, -_REACH
        for k in near:
            if voice[k].start > word.span.end + _REACH:
                break
            apart = max(voice[k].start - word.span.end, word.span.start - voice[k].end, 0.0)
            fit = voice[k].overlap(word.span) - apart
            if fit > best_fit:
                best, best_fit = k, fit
        if best >= 0:
            groups[best][1].append(word)
            reached = best
    return groups


def _within(words: Sequence[Word], span: Span) -> list[Word]:
    """The words of one span of voice: the first and last reach its edges, and no gap lies between them."""
    if not words:
        return []
    room = min(_SHORTEST * len(words), span.duration)
    start, end = words[0].span.clipped(span).start, words[-1].span.clipped(span).end
    start = min(start if start > span.start + _REACH else span.start, span.end - room)
    end = max(end if end < span.end - _REACH else span.end, start + room)
    bounds = [start, *((one.span.end + two.span.start) / 2 for one, two in pairwise(words)), end]
    shortest = min(_SHORTEST, (end - start) / len(words))
    for k in range(1, len(bounds) - 1):
        bounds[k] = max(bounds[k], bounds[k - 1] + shortest)
    for k in range(len(bounds) - 2, 0, -1):
        bounds[k] = min(bounds[k], bounds[k + 1] - shortest)
    return [replace(word, span=Span(*pair)) for word, pair in zip(words, pairwise(bounds), strict=True)]
