"""Cues held against what the preset says of captions: what breaks it is told, not refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

from autocut.model.captions import Breach, CaptionRule, Cue
from autocut.model.preset import Captions
from autocut.model.scripts import columns, joined
from autocut.model.span import as_timecode

_ROUNDING = 1e-6
_TOLD: Mapping[CaptionRule, tuple[str, str, Callable[[Breach], float]]] = {
    "line": ("with too long a line", "{0.measured:g} characters, at most {0.limit:g}", lambda each: each.measured),
    "lines": ("of too many lines", "{0.measured:g} lines, at most {0.limit:g}", lambda each: each.measured),
    "speed": (
        "too fast to read",
        "{0.measured:.1f} characters a second, at most {0.limit:g}",
        lambda each: each.measured,
    ),
    "shortest": ("shown too briefly", "{0.measured:.3f} s, at least {0.limit:g} s", lambda each: -each.measured),
    "longest": ("shown too long", "{0.measured:.3f} s, at most {0.limit:g} s", lambda each: each.measured),
    "gap": ("too close to the next", "{0.measured:.3f} s, at least {0.limit:g} s", lambda each: -each.measured),
}


def breaches(cues: Sequence[Cue], profile: Captions) -> tuple[Breach, ...]:
    """Every rule of the profile that a cue breaks, in order of cues (timeline time)."""
    pairs = enumerate(zip_longest(cues, cues[1:]), 1)
    return tuple(breach for number, (cue, following) in pairs for breach in _of(number, cue, following, profile))


def _of(number: int, cue: Cue, following: Cue | None, profile: Captions) -> Iterator[Breach]:
    length = cue.span.duration
    most: list[tuple[CaptionRule, float, float]] = [
        ("line", max(map(columns, cue.lines), default=0), profile.max_line_length),
        ("lines", len(cue.lines), profile.max_lines),
        ("longest", length, profile.max_duration),
    ]
    if length > 0:
        most.append(("speed", columns(joined(cue.lines)) / length, profile.max_characters_per_second))
    least: list[tuple[CaptionRule, float, float]] = [("shortest", length, profile.min_duration)]
    if following is not None:
        least.append(("gap", following.span.start - cue.span.end, profile.gap))
    for rule, measured, limit in most:
        if measured > limit + _ROUNDING:
            yield Breach(number, cue.span, rule, measured, limit)
    for rule, measured, limit in least:
        if measured < limit - _ROUNDING:
            yield Breach(number, cue.span, rule, measured, limit)


def fault(breach: Breach) -> str:
    """What is wrong with one caption, in words: `too fast to read: 31.2 characters a second, at most 25`."""
    kind, figures, _ = _TOLD[breach.rule]
    return f"{kind}: {figures.format(breach)}"


def caption_notes(cues: Sequence[Cue], profile: Captions) -> tuple[str, ...]:
    """A sentence for each rule that is broken: by how many captions, and which is the worst (timeline time)."""
    found = breaches(cues, profile)
    return tuple(_note([each for each in found if each.rule == rule], len(cues)) for rule in _rules(found))


def _rules(found: Sequence[Breach]) -> list[CaptionRule]:
    broken = {breach.rule for breach in found}
    return [rule for rule in _TOLD if rule in broken]


def _note(found: Sequence[Breach], total: int) -> str:
    kind, figures, badness = _TOLD[found[0].rule]
    worst = max(found, key=badness)
    where = f"number {worst.number} at {as_timecode(worst.span.start)}"
    return f"captions {kind}: {len(found)} of {total}, the worst is {where}: {figures.format(worst)}"
