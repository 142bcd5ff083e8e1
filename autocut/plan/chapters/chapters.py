"""Chapters: where the topic of a version changes, and what each stretch is called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, pairwise

from autocut.model.timeline import Chapter, Timeline
from autocut.model.vectors import Vectors
from autocut.model.wording import plain
from autocut.plan.chapters.lines import Line, lines_of
from autocut.plan.chapters.titles import titles
from autocut.plan.chapters.topics import directions, shifts
from autocut.plan.footage import Footage

_LEAST_CHAPTERS = 3
_MOST_CHAPTERS = 100
_SHORTEST_SECONDS = 10.0
_LONGEST_SECONDS = 180.0
_SHARE = 1 / 10
_LEAST_SECONDS = 60.0
_PAUSE_SECONDS = 0.5
_PREFERRED = 0.25
_HANGS = 0.25
_LEAST_WORDS = 4
_BEFORE_SECONDS = 0.2
_NEAR_SECONDS = 2.0


def chapters(footage: Footage, timeline: Timeline) -> tuple[tuple[Chapter, ...], str]:
    """The chapters of a version in timeline time, the first at 0, or none and a note where it has too few topics.

    A version of under a minute and one in which next to nothing is said have none, and nobody expects any.

    They begin with sentences at which the topic changes, sooner after a pause, at a shot change, and where a sentence
    does not hang on the one before. Each lasts 10 s or more, of longer versions a tenth or more and of the longest
    3 min; there are 3 to 100 (3 and 10 s are YouTube's rules, as told by 9to5google.com, 2020-05-28, and
    support.vevo.com, 6945557784347; read 2026-11-26).
    """
    lines = lines_of(footage.analysis, timeline)
    if timeline.duration < _LEAST_SECONDS or len(lines) < _LEAST_CHAPTERS:
        return (), ""
    begins = _begins(lines, footage, timeline.duration)
    if len(begins) < _LEAST_CHAPTERS:
        return (), f"no chapters: fewer than {_LEAST_CHAPTERS} topics can be told apart"
    named = titles([[line.sure for line in lines[a:b]] for a, b in pairwise([*begins, len(lines)])], footage.lexicon)
    times = [0.0, *(_time(lines[k]) for k in begins[1:])]
    return tuple(Chapter(time, title) for time, title in zip(times, named, strict=True)), ""


def _begins(lines: Sequence[Line], footage: Footage, end: float) -> list[int]:
    """The lines that chapters begin with, the first among them."""
    meanings, played = footage.analysis.meanings, {line.number for line in lines}
    known = Vectors.of(compress(meanings, (k in played for k in range(len(meanings))))) if meanings else None
    pointing = known or directions([line.text for line in lines])
    hanging = frozenset(footage.lexicon.phrases.get("dangling", ()))
    starts = [0.0, *(line.start for line in lines[1:])]
    shortest = max(_SHORTEST_SECONDS + _NEAR_SECONDS, min(_LONGEST_SECONDS, end * _SHARE), end / _MOST_CHAPTERS)
    return [0, *shifts(starts, pointing, [_preferred(line, hanging) for line in lines], end, shortest)]


def _preferred(line: Line, hanging: frozenset[str]) -> float:
    """How much sooner than others the line begins a chapter, in standard deviations of depth."""
    words = plain(line.text)
    hangs = len(words) < _LEAST_WORDS or words[0] in hanging or line.text[:1].islower()
    return _PREFERRED * (line.pause >= _PAUSE_SECONDS) + _PREFERRED * (_change(line) is not None) - _HANGS * hangs


def _change(line: Line) -> float | None:
    """The shot change in the pause before the line that is nearest to it."""
    near = [time for time in line.changes if line.start - time <= _NEAR_SECONDS]
    return near[-1] if near else None


def _time(line: Line) -> float:
    change = _change(line)
    return line.start - min(_BEFORE_SECONDS, line.pause / 2) if change is None else change
