"""Swear words: heard as silence or as a beep, and written as their first letter with asterisks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from autocut.model.lexicon import Lexicon
from autocut.model.span import Span, united
from autocut.model.speech import Transcript, Utterance, Word
from autocut.model.timeline import Muted, Timeline
from autocut.model.wording import by_first_word, places

_MARGIN_SECONDS = 0.08
_PART = re.compile(r"[^\W_]+")

Phrases = Mapping[str, tuple[str, ...]]


def silenced(transcript: Transcript, lexicon: Lexicon, timeline: Timeline, *, beep: bool) -> tuple[Timeline, int]:
    """The timeline with every swear word that it plays muted or beeped, and how many words those are.

    A word is muted with up to 0.08 s on either side, but no more than half of the gap to the word that is next there.
    """
    spans = _with_margins(transcript, lexicon)
    found = [
        span.clipped(clip.span).moved(placed.start - clip.span.start).clipped(placed)
        for clip, placed in timeline.heard()
        if clip.of_master
        for span in spans
        if span.overlap(clip.span) > 0
    ]
    muted = (*timeline.muted, *(Muted(span, beep) for span in united(found) if span.duration > 0))
    return replace(timeline, muted=tuple(sorted(muted, key=lambda each: each.span))), len(found)


def masked(transcript: Transcript, lexicon: Lexicon) -> Transcript:
    """The transcript with asterisks for all letters of swear words but the first."""
    phrases = by_first_word(lexicon.forms("profanity"))
    return replace(transcript, utterances=tuple(_masked(said, phrases) for said in transcript.utterances))


def _masked(said: Utterance, phrases: Phrases) -> Utterance:
    words = list(said.words)
    for k, part in _swears(said, phrases):
        text, (first, last) = words[k].text, part.span()
        words[k] = replace(words[k], text=text[: first + 1] + "*" * (last - first - 1) + text[last:])
    return replace(said, words=tuple(words))


def _swears(said: Utterance, phrases: Phrases) -> Iterator[tuple[int, re.Match[str]]]:
    """Each part of a word that belongs to a swear word: which word of the sentence, and where in it."""
    found = [(k, part) for k, word in enumerate(said.words) for part in _PART.finditer(word.text)]
    for place in places(phrases, [part[0].lower() for _, part in found]):
        yield from (found[k] for k in place)


def _with_margins(transcript: Transcript, lexicon: Lexicon) -> list[Span]:
    """What may be muted for each word that has a swear word in it (master time), in order."""
    words = _told_apart(transcript, by_first_word(lexicon.forms("profanity")))
    found: list[Span] = []
    reached = -2 * _MARGIN_SECONDS
    for k, (word, swears) in enumerate(words):
        own = word.span
        if swears:
            following = words[k + 1][0].span.start if k + 1 < len(words) else own.end + 2 * _MARGIN_SECONDS
            before, after = min(own.start, (reached + own.start) / 2), max(own.end, (own.end + following) / 2)
            start, end = max(0.0, own.start - _MARGIN_SECONDS, before), min(own.end + _MARGIN_SECONDS, after)
            found.append(Span(start, end))
        reached = max(reached, own.end)
    return found


def _told_apart(transcript: Transcript, phrases: Phrases) -> list[tuple[Word, bool]]:
    """Every word as they begin, and whether it has a swear word in it."""
    found: list[tuple[Word, bool]] = []
    for said in transcript.utterances:
        swearing = {k for k, _ in _swears(said, phrases)}
        found.extend((word, k in swearing) for k, word in enumerate(said.words))
    return sorted(found, key=lambda each: each[0].span)
