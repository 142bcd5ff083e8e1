"""What is said in a version, in its own time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.speech import Utterance
from autocut.model.timeline import Clip, Timeline

_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that a version plays: its number in the transcript, its words, and when it begins (timeline time).

    `sure` are its words, with dots for those that the recogniser was not sure of. `pause` is for how many seconds
    nobody spoke before it, `changes` when the picture cuts in that time.
    """

    number: int
    text: str
    start: float
    sure: str = ""
    pause: float = 0.0
    changes: tuple[float, ...] = ()


def lines_of(analysis: Analysis, timeline: Timeline) -> tuple[Line, ...]:
    """The sentences whose beginning is played, in the master's order; of one that is played twice the first time.

    The timeline plays the master in its own order.
    """
    placed = [(clip, span) for clip, span in timeline.placed() if clip.of_master]
    said = analysis.transcript.utterances if analysis.transcript else ()
    cuts = sorted(
        {span.start for _, span in placed}
        | {time for shot in analysis.shots[1:] if (time := _at(shot.span.start, placed)) is not None}
    )
    found: list[Line] = []
    reached = 0.0
    for number, sentence in enumerate(said):
        start = _at(sentence.span.start, placed)
        if start is None:
            continue
        if not found or start > found[-1].start:
            free = min(reached, start)
            changes = tuple(cuts[bisect_left(cuts, free) : bisect_right(cuts, start)])
            found.append(Line(number, sentence.text, start, _sure(sentence), start - free, changes))
        reached = max(reached, _until(sentence.span.end, placed))
    return tuple(found)


def _sure(sentence: Utterance) -> str:
    return " ".join(word.text if word.probability >= _SURE else "…" for word in sentence.words)


def _at(time: float, placed: Sequence[tuple[Clip, Span]]) -> float | None:
    """When a time of the master is played (timeline time); None where it is not."""
    k = bisect_right(placed, time, key=lambda each: each[0].span.start) - 1
    if k < 0 or time >= placed[k][0].span.end:
        return None
    return min(placed[k][1].end, placed[k][1].start + time - placed[k][0].span.start)


def _until(time: float, placed: Sequence[tuple[Clip, Span]]) -> float:
    """When the last moment before a time of the master is over that is played (timeline time)."""
    k = bisect_left(placed, time, key=lambda each: each[0].span.start) - 1
    return min(placed[k][1].end, placed[k][1].start + time - placed[k][0].span.start) if k >= 0 else 0.0
