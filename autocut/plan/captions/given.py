"""Captions that somebody wrote, moved through the edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autocut.model.brought import Given
from autocut.model.captions import Cue
from autocut.model.lexicon import Lexicon
from autocut.model.preset import Captions
from autocut.model.scripts import columns
from autocut.model.span import Span, frame_count
from autocut.model.speech import Word
from autocut.model.timeline import Timeline
from autocut.plan.captions.grammar import Grammar
from autocut.plan.captions.layout import blocks
from autocut.plan.captions.pieces import pieces

_MOSTLY = 0.5
_DASHES = ("-", "–", "—")


def given_cues(
    given: Given, timeline: Timeline, style: Captions, lexicon: Lexicon
) -> tuple[tuple[Cue, ...], tuple[str, ...]]:
    """The captions of the file in timeline time, on whole frames, and a note of what they are and how many are left.

    Their texts and lines are kept where they fit the profile, else broken anew. One that a join cuts is trimmed; one of
    which less than half is played, for less than the profile's shortest time, is left out.
    """
    grammar = Grammar(lexicon if lexicon.language == given.language else Lexicon(given.language))
    kept = [
        (number, span)
        for number, span in _played(given.cues, timeline)
        if span.duration >= min(style.min_duration, _MOSTLY * given.cues[number].span.duration)
    ]
    shown = [cue for number, span in kept for cue in _fitted(replace(given.cues[number], span=span), style, grammar)]
    played = len({number for number, _ in kept})
    return tuple(_on_frames(shown, timeline)), (f"captions of {given.name}: {played} of {len(given.cues)} are played",)


def _played(cues: Sequence[Cue], timeline: Timeline) -> list[tuple[int, Span]]:
    """Which cue is played when (timeline time); one that goes on over a join is one."""
    found: list[tuple[int, Span]] = []
    frame = float(1 / timeline.frame_rate)
    for clip, placed in timeline.heard():
        for number, cue in enumerate(cues if clip.of_master else ()):
            seen = cue.span.clipped(clip.span)
            if seen.duration <= 0:
                continue
            later = placed.start - clip.span.start
            span = Span(max(0.0, seen.start + later), max(0.0, seen.end + later)).clipped(placed)
            if found and found[-1][0] == number and span.start - found[-1][1].end < frame:
                span = Span(found.pop()[1].start, span.end)
            found.append((number, span))
    return found


def _fitted(cue: Cue, style: Captions, grammar: Grammar) -> Iterator[Cue]:
    """The cue as it is where it fits, else in lines, and if need be parts, that do."""
    if len(cue.lines) <= style.max_lines and all(columns(line) <= style.max_line_length for line in cue.lines):
        yield cue
        return
    texts = [text for line in cue.lines for text in line.split()]
    each, start = cue.span.duration / sum(columns(text) + 1 for text in texts), cue.span.start
    words: list[Word] = []
    for text in texts:
        end = min(cue.span.end, start + each * (columns(text) + 1))
        words.append(Word(text, Span(start, end)))
        start = end
    made = [
        block for voice in _voices(words) for block in blocks(list(pieces(voice)), voice[-1].span.end, style, grammar)
    ]
    ends = [*(block.words[0].span.start for block in made[1:]), cue.span.end]
    for block, until in zip(made, ends, strict=True):
        yield Cue(Span(block.words[0].span.start, until), block.lines)


def _voices(words: Sequence[Word]) -> list[list[Word]]:
    """The words by who says them: another begins after a dash that stands alone."""
    found: list[list[Word]] = []
    for word in words:
        if not found or word.text in _DASHES:
            found.append([])
        found[-1].append(word)
    return found


def _on_frames(cues: Sequence[Cue], timeline: Timeline) -> Iterator[Cue]:
    """The cues on whole frames, none of them over the next."""
    rate = timeline.frame_rate
    starts = [frame_count(cue.span.start, rate) for cue in cues]
    for cue, start, following in zip(cues, starts, [*starts[1:], timeline.frames], strict=False):
        end = min(frame_count(cue.span.end, rate), following)
        if end > start:
            yield replace(cue, span=Span(float(start / rate), float(end / rate)))
