"""When each word of a cue is said, for styles that show it: pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from autocut.model.caption_style import CaptionStyle
from autocut.model.captions import Cue
from autocut.model.span import Span


def spoken(cue: Cue) -> tuple[Span, ...]:
    """From each word of the lines to the next, in timeline time; together they are the cue's span.

    The words' own times are taken where there are as many as the lines have, else the cue's time is shared out by
    letters.
    """
    texts = [text for line in cue.lines for text in line.split()]
    if not texts:
        return ()
    if has_own_times(cue):
        inner = [word.span.start for word in cue.words[1:]]
    else:
        letters = list(accumulate(len(text) for text in texts))
        inner = [cue.span.start + cue.span.duration * count / letters[-1] for count in letters[:-1]]
    bounds = [cue.span.start]
    for start in inner:
        bounds.append(min(max(start, bounds[-1]), cue.span.end))
    return tuple(Span(*each) for each in pairwise([*bounds, cue.span.end]))


def has_own_times(cue: Cue) -> bool:
    """Whether the cue has as many words as its lines; it may not where somebody edited or brought it."""
    return len(cue.words) == sum(len(line.split()) for line in cue.lines)


def word_notes(cues: Sequence[Cue], style: CaptionStyle) -> tuple[str, ...]:
    """How many captions show their words at guessed times; nothing where the style does not show words."""
    if not style.spoken and style.shows != "word":
        return ()
    guessed = sum(not has_own_times(cue) for cue in cues)
    told = f"captions whose words have no times of their own: {guessed} of {len(cues)}, their letters share the time"
    return (told,) if guessed else ()


def one_by_one(cue: Cue, shortest: float) -> tuple[tuple[str, Span], ...]:
    """The words of the lines one after the other (timeline time).

    One that would stand for less than `shortest` seconds is shown with the next, or at the end with the one before.
    """
    texts = [text for line in cue.lines for text in line.split()]
    found: list[tuple[str, Span]] = []
    for text, span in zip(texts, spoken(cue), strict=True):
        if found and found[-1][1].duration < shortest:
            before, begun = found.pop()
            text, span = f"{before} {text}", Span(begun.start, span.end)
        found.append((text, span))
    if len(found) > 1 and found[-1][1].duration < shortest:
        (before, begun), (text, span) = found[-2:]
        found[-2:] = [(f"{before} {text}", Span(begun.start, span.end))]
    return tuple(found)
