"""Words that are said in one go to captions and their lines: the division that costs least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

from autocut.model.preset import Captions
from autocut.model.scripts import columns, joined, spaced
from autocut.model.speech import Word
from autocut.plan.captions.grammar import NEVER, Grammar

_CAPTION = 18.0
_BREAK_OF_CAPTION = 1.5
_SENTENCE_WITHIN = 60.0
_PAUSE_WITHIN = 40.0
_PAUSE_SECONDS = 0.6
_PAUSE_BREAK = 3.0
_EMPTY = 20.0
_ONE_WORD, _TORN_SENTENCE = 60.0, 200.0
_TOO_BRIEF, _TOO_FAST, _MOST_TOO_FAST = 500.0, 60.0, 120.0
_UNEVEN, _TOP_HEAVY = 0.3, 0.2
_IMPOSSIBLE = float("inf")


@dataclass(frozen=True, slots=True)
class Block:
    """Words that are shown together, and the lines that they make."""

    words: tuple[Word, ...]
    lines: tuple[str, ...]


def blocks(words: Sequence[Word], until: float, style: Captions, grammar: Grammar) -> tuple[Block, ...]:
    """The words of a run divided among captions of at most the profile's lines, columns and seconds.

    The division costs least, found by dynamic programming over the places between words as Knuth and Plass break
    paragraphs (Software: Practice and Experience 11, 1981). What it costs: breaks against the grammar above all,
    then captions that tear a sentence's last word off, that are too brief or too fast to be read, that mix sentences;
    uneven lines, and lines whose upper is the longer. `until` is when the last caption must be gone (the words' clock).
    """
    run = _Run(list(words), until, style, grammar)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(words) + 1):
        best.append(min((best[start][0] + cost, start) for start, cost in run.captions_to(end)))
    found: list[Block] = []
    end = len(words)
    while end:
        start = best[end][1]
        found.append(Block(tuple(words[start:end]), run.lines(start, end)))
        end = start
    return tuple(found[::-1])


def lines_of(words: Sequence[Word], style: Captions, grammar: Grammar) -> tuple[str, ...] | None:
    """The words in as few lines as hold them, broken where it reads best; None where they do not fit."""
    run = _Run(list(words), words[-1].span.end, style, grammar)
    return run.lines(0, len(words)) if run.fits(0, len(words)) else None


class _Run:
    """What captions and lines of a run of words cost; they are named by the numbers of their words, [start, end)."""

    def __init__(self, words: list[Word], until: float, style: Captions, grammar: Grammar) -> None:
        self._words, self._until, self._style = words, until, style
        self._texts = [word.text for word in words]
        self._costs = grammar.costs(words)
        self._spaces = [0] + [int(spaced(*pair)) for pair in pairwise(self._texts)]
        widths = [columns(text) for text in self._texts]
        self._reached = [0, *accumulate(a + b for a, b in zip(widths, self._spaces, strict=True))]
        self._widest = style.max_lines * max([style.max_line_length, *widths])
        self._laid = cache(self._laid_out)

    def captions_to(self, end: int) -> Iterator[tuple[int, float]]:
        """Where a caption may begin that ends before the word `end`, and what it costs."""
        words, style = self._words, self._style
        yield end - 1, self._caption(end - 1, end)
        for start in range(end - 2, -1, -1):
            brief = words[end - 1].span.end - words[start].span.start <= style.max_duration
            if not brief or self._width(start, end) > self._widest:
                return
            if self.fits(start, end):
                yield start, self._caption(start, end)

    def fits(self, start: int, end: int) -> bool:
        """Whether the words fit into the lines of a caption."""
        return self._laid(start, end, self._style.max_lines)[0] < _IMPOSSIBLE

    def lines(self, start: int, end: int) -> tuple[str, ...]:
        """The texts of the lines of these words, which must fit or be one."""
        bounds = [start, *self._laid(start, end, self._style.max_lines)[1], end]
        return tuple(joined(self._texts[a:b]) for a, b in pairwise(bounds))

    def _width(self, start: int, end: int) -> int:
        return self._reached[end] - self._reached[start] - self._spaces[start]

    def _is_line(self, start: int, end: int) -> bool:
        return end - start == 1 or self._width(start, end) <= self._style.max_line_length

    def _laid_out(self, start: int, end: int, count: int) -> tuple[float, tuple[int, ...]]:
        """What the words cost in the fewest lines up to `count`, and before which of them lines are broken."""
        if self._is_line(start, end):
            return 0.0, ()
        best: tuple[float, tuple[int, ...]] = (_IMPOSSIBLE, ())
        if count < 2:
            return best
        for k in range(start + 1, end):
            if not self._is_line(start, k):
                break
            rest, breaks = self._laid(k, end, count - 1)
            upper, lower = self._width(start, k), self._width(k, breaks[0] if breaks else end)
            uneven = _UNEVEN * abs(upper - lower) + _TOP_HEAVY * max(0, upper - lower)
            best = min(best, (rest + self._costs[k] + uneven, (k, *breaks)))
        return best

    def _caption(self, start: int, end: int) -> float:
        return (
            _CAPTION
            + self._laid(start, end, self._style.max_lines)[0] * (end - start > 1)
            + self._end(end)
            + self._mixture(start, end)
            + self._torn(start, end)
            + self._reading(start, end)
        )

    def _end(self, end: int) -> float:
        """What it costs to go on in another caption."""
        if end == len(self._words):
            return 0.0
        cost = self._costs[end]
        paused = self._pause(end) > _PAUSE_SECONDS and cost < NEVER
        return _BREAK_OF_CAPTION * (min(cost, _PAUSE_BREAK) if paused else cost)

    def _mixture(self, start: int, end: int) -> float:
        """Sentences and pauses within."""
        inner = range(start + 1, end)
        ends = sum(self._words[k - 1].ends_sentence for k in inner)
        return _SENTENCE_WITHIN * ends + _PAUSE_WITHIN * sum(self._pause(k) > _PAUSE_SECONDS for k in inner)

    def _torn(self, start: int, end: int) -> float:
        """The end or the beginning of a sentence that stands away from the rest of it."""
        words = self._words
        begins = start == 0 or words[start - 1].ends_sentence
        cost = 0.0
        if words[start].ends_sentence and not begins:
            cost += NEVER if end - start == 1 else _TORN_SENTENCE
        if end - start > 1 and end < len(words) and words[end - 2].ends_sentence and not words[end - 1].ends_sentence:
            cost += _TORN_SENTENCE
        if end - start == 1 and not (begins and words[start].ends_sentence):
            cost += _ONE_WORD
        return cost

    def _reading(self, start: int, end: int) -> float:
        """Too little time to be read in, and lines that are far from full."""
        style, last = self._style, end == len(self._words)
        gone = self._until if last else self._words[end].span.start - style.gap
        seconds = gone - self._words[start].span.start
        width = self._width(start, end)
        brief = _TOO_BRIEF * max(0.0, 1 - seconds / style.min_duration)
        pace = width / max(seconds, 0.01) / style.max_characters_per_second
        fast = min(_MOST_TOO_FAST, _TOO_FAST * max(0.0, pace - 1))
        full = min(1.0, width / (style.max_lines * style.max_line_length))
        return brief + fast + _EMPTY * (1 - full) ** 2

    def _pause(self, k: int) -> float:
        return self._words[k].span.start - self._words[k - 1].span.end
