"""A plan in lines for a person: what plays when, which words begin and end it, why, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from autocut.cli.columns import columns
from autocut.model.rendition import Candidate, Plan, Rendition
from autocut.model.span import Span, as_timecode, as_timecodes
from autocut.model.timeline import Clip

BEST = 10
_ENDS = 4
_HEAD = ("clip", "at", "master in", "master out", "length", "score", "first and last words", "why")


def cut_list(plan: Plan, rejected: int | None = BEST) -> list[str]:
    """The versions one after the other; with `rejected` None all that was left out, else so many of the best."""
    return [line for rendition in plan.renditions for line in _lines(rendition, rejected)]


def ends_of(text: str, count: int = _ENDS) -> str:
    """The first and the last `count` words of the text, in quotation marks; empty where there is none."""
    words = text.split()
    if len(words) > 2 * count:
        words = [*words[:count], "…", *words[-count:]]
    return f"“{' '.join(words)}”" if words else ""


def said_in(rendition: Rendition, clip: Clip, placed: Span) -> str:
    """What the captions say in the clip that fills `placed` (timeline time), else the passage that it was cut from."""
    cues = [cue for cue in rendition.cues if placed.start <= cue.span.middle < placed.end]
    if cues or not clip.of_master:
        return " ".join(line for cue in cues for line in cue.lines)
    candidate = _cut_from(rendition, clip)
    return candidate.text if candidate else ""


def headline(rendition: Rendition) -> str:
    """The version's name and length against what was asked, or why there is none."""
    if not rendition.timeline.clips:
        return f"{rendition.name}: nothing passed: {rendition.reason}"
    return f"{rendition.name}: {_total(rendition)}, {_counted(len(rendition.cues), 'caption')}"


def _lines(rendition: Rendition, rejected: int | None) -> Iterator[str]:
    yield headline(rendition)
    if rendition.timeline.clips:
        yield from (f"  {line}" for line in columns([_HEAD, *_rows(rendition)]))
    yield from _left_out([each for each in rendition.candidates if not each.chosen], rejected)
    yield from (f"  note: {note}" for note in rendition.notes)


def _rows(rendition: Rendition) -> Iterator[tuple[str, ...]]:
    """A row for each clip; what is said of a passage is said at the first of its clips."""
    told: Candidate | None = None
    for number, (clip, placed) in enumerate(rendition.timeline.placed(), 1):
        candidate = _cut_from(rendition, clip)
        score = why = ""
        if candidate is not None and candidate is not told:
            score, why = f"{candidate.score.total:.2f}", candidate.why
        elif candidate is None and clip.of_master:
            why = "put in by hand"
        told = candidate or told
        length, words = f"{placed.duration:.1f} s", ends_of(_words(clip, placed, rendition))
        yield str(number), as_timecode(placed.start), *_source(clip), length, score, words, why


def _source(clip: Clip) -> tuple[str, str]:
    if clip.card is not None:
        return "card", ""
    if clip.bumper:
        return Path(clip.source).name, ""
    return as_timecode(clip.span.start), as_timecode(clip.span.end)


def _words(clip: Clip, placed: Span, rendition: Rendition) -> str:
    return f"{clip.card.title} {clip.card.subtitle}" if clip.card else said_in(rendition, clip, placed)


def _cut_from(rendition: Rendition, clip: Clip) -> Candidate | None:
    """The chosen passage that most of the clip is of; None where it is of none."""
    if not clip.of_master:
        return None
    shared = ((candidate.span.overlap(clip.span), candidate) for candidate in rendition.candidates if candidate.chosen)
    overlap, candidate = max(shared, key=lambda each: each[0], default=(0.0, None))
    return candidate if overlap > 0 else None


def _total(rendition: Rendition) -> str:
    length, bounds = rendition.timeline.duration, rendition.preset.duration
    allowed = f"{bounds.min:g} to {bounds.max:g} s"
    if rendition.preset.kind == "full":
        return f"{length:.1f} s ({allowed} are allowed)"
    away = length - bounds.target
    against = f"{abs(away):.1f} s {'over' if away > 0 else 'under'} the target of {bounds.target:g} s"
    return f"{length:.1f} s, {against} ({allowed} are allowed)"


def _left_out(candidates: Sequence[Candidate], most: int | None) -> Iterator[str]:
    if not candidates:
        return
    ordered = sorted(candidates, key=lambda each: (-each.score.total, each.span.start, each.span.end))
    shown = ordered[:most]
    rest = "" if shown == ordered else "; --all shows all"
    yield f"  left out, the best first ({len(shown)} of {len(ordered)}{rest}):"
    rows = [(as_timecodes(each.span), f"{each.score.total:.2f}", ends_of(each.text), each.why) for each in shown]
    yield from (f"    {line}" for line in columns(rows))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
