"""What a trailer may be made of: whole sentences of one speaker, and shots in which nobody speaks."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from autocut.model.analysis import Analysis
from autocut.model.sight import Shot
from autocut.model.signal import Signal
from autocut.model.span import Span, uncovered, united
from autocut.model.speech import Utterance

_HANDLE_SECONDS = 0.2
_CLEAR_SECONDS = 0.5
_ONE_THOUGHT_SECONDS = 1.5
_SENTENCES = 4
_LONGEST_SHOWN_SECONDS = 5.0
_BRIEF_SHOT_SECONDS = 2.0
_FLASH_SECONDS = 0.5
_LONGEST_RUN_SECONDS = 4.0
_PLAIN = 0.05


def pieces(analysis: Analysis, whole: Span, shortest: float, longest: float) -> tuple[Span, ...]:
    """Spans of `shortest` to `longest` seconds, some overlapping, in order; empty where none fits.

    Spoken ones hold up to four whole sentences of one speaker that follow each other within 1.5 s, with up to 0.2 s
    of the pause on each side. The others hold no black, no plain field and nothing within half a second of a voice:
    a shot, an even part of one that is over 5 s long, or shots of half a second to 2 s in a row.
    """
    said = analysis.transcript.utterances if analysis.transcript else ()
    sentences = list(_sentences(said))
    spoken = _spoken(sentences, [utterance.span for utterance in said], whole)
    found = {span for span in spoken if shortest <= span.duration <= longest}
    voices = [*analysis.voice, *(utterance.span for utterance in said)]
    around = [Span(max(0.0, voice.start - _CLEAR_SECONDS), voice.end + _CLEAR_SECONDS) for voice in voices]
    heard = united([*around, *analysis.black, *_plain(analysis)])
    clean = [part for shot in analysis.shots or [Shot(whole)] for part in _clean(shot, heard, whole)]
    found.update(_parts(clean, shortest, min(longest, _LONGEST_SHOWN_SECONDS)))
    found.update(_runs(clean, shortest, min(longest, _LONGEST_RUN_SECONDS)))
    return tuple(sorted(found))


def _sentences(said: Sequence[Utterance]) -> Iterator[list[Utterance]]:
    """The utterances of each whole sentence; all are whole where no punctuation tells."""
    tells = any(utterance.words[-1].ends_sentence for utterance in said)
    held: list[Utterance] = []
    for utterance in said:
        if held and not _goes_on(held[-1], utterance):
            held = []
        held.append(utterance)
        if utterance.words[-1].ends_sentence or not tells:
            if not (tells and held[0].words[0].text[:1].islower()):
                yield held
            held = []


def _goes_on(before: Utterance, after: Utterance) -> bool:
    return before.speaker == after.speaker and after.span.start - before.span.end <= _ONE_THOUGHT_SECONDS


def _spoken(sentences: Sequence[list[Utterance]], said: Sequence[Span], whole: Span) -> Iterator[Span]:
    ends, starts = [whole.start, *(span.end for span in said)], [*(span.start for span in said), whole.end]
    for first, opening in enumerate(sentences):
        for last in range(first, min(len(sentences), first + _SENTENCES)):
            if last > first and not _goes_on(sentences[last - 1][-1], sentences[last][0]):
                break
            start, end = opening[0].span.start, sentences[last][-1].span.end
            before = ends[max(0, bisect_right(ends, start) - 1)]
            after = starts[min(len(said), bisect_left(starts, end))]
            handles = min(_HANDLE_SECONDS, (start - before) / 2), min(_HANDLE_SECONDS, (after - end) / 2)
            if whole.start <= start - handles[0] and end + handles[1] <= whole.end:
                yield Span(start - handles[0], end + handles[1])


def _clean(shot: Shot, heard: Sequence[Span], whole: Span) -> Iterator[Span]:
    """What of a shot is neither spoken over, nor black, nor mixed with another shot."""
    start = max(whole.start, shot.opening.span.end if shot.opening else shot.span.start)
    end = min(whole.end, shot.closing.span.start if shot.closing else shot.span.end)
    near = islice(heard, bisect_right(heard, start, key=lambda each: each.end), None)
    return uncovered(near, Span(start, max(start, end)))


def _plain(analysis: Analysis) -> Iterator[Span]:
    """Where the picture has no detail at all: fog, a plain field, the middle of a fade."""
    sharpness = analysis.appearance.sharpness if analysis.appearance else Signal(1.0, ())
    for k, value in enumerate(sharpness.values):
        if value < _PLAIN:
            yield Span(k / sharpness.rate, (k + 1) / sharpness.rate)


def _parts(clean: Iterable[Span], shortest: float, longest: float) -> Iterator[Span]:
    for span in clean:
        count = math.ceil(span.duration / longest)
        for k in range(count):
            part = Span(span.start + span.duration * k / count, span.start + span.duration * (k + 1) / count)
            if part.duration >= shortest:
                yield part


def _runs(clean: Sequence[Span], shortest: float, longest: float) -> Iterator[Span]:
    """From each brief shot on as many of those that follow at once as go into one piece, if there are any."""
    for k, first in enumerate(clean):
        end = first.end
        for shot in clean[k:]:
            brief = _FLASH_SECONDS <= shot.duration <= _BRIEF_SHOT_SECONDS
            if not brief or (shot is not first and shot.start != end) or shot.end - first.start > longest:
                break
            end = shot.end
        if end > first.end and end - first.start >= shortest:
            yield Span(first.start, end)
