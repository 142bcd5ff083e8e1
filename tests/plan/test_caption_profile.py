from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.captions import CaptionRule, Cue
from autocut.model.preset import Captions
from autocut.model.span import Span
from autocut.plan.caption_profile import breaches, caption_notes, fault
from tests.builders import a_preset, same_every_time

LIKE = a_preset("youtube-full").captions
GOOD = Cue(Span(1.0, 3.0), ("Nobody believed that", "it would ever work."))


@st.composite
def sequences(draw: st.DrawFn) -> list[Cue]:
    lines = st.lists(st.text("abc ", min_size=1, max_size=50), min_size=1, max_size=3)
    time, found = 0.0, []
    for each in draw(st.lists(lines, min_size=2, max_size=6)):
        start = time + draw(st.floats(0, 2))
        time = start + draw(st.floats(0.2, 9))
        found.append(Cue(Span(start, time), tuple(each)))
    return found


def kept_by(cues: list[Cue]) -> Captions:
    """The strictest profile that all the cues keep."""
    return replace(
        LIKE,
        max_line_length=max(len(line) for cue in cues for line in cue.lines),
        max_lines=max(len(cue.lines) for cue in cues),
        max_characters_per_second=max(len(" ".join(cue.lines)) / cue.span.duration for cue in cues),
        min_duration=min(cue.span.duration for cue in cues),
        max_duration=max(cue.span.duration for cue in cues),
        gap=min(after.span.start - before.span.end for before, after in pairwise(cues)),
    )


@same_every_time
@given(sequences())
def test_the_strictest_profile_that_all_keep_is_broken_by_none_and_a_stricter_one_in_its_own_rule(
    cues: list[Cue],
) -> None:
    profile = kept_by(cues)
    assert breaches(cues, profile) == ()
    stricter: dict[CaptionRule, Captions] = {
        "line": replace(profile, max_line_length=profile.max_line_length - 1),
        "lines": replace(profile, max_lines=profile.max_lines - 1),
        "speed": replace(profile, max_characters_per_second=profile.max_characters_per_second - 0.01),
        "shortest": replace(profile, min_duration=profile.min_duration + 0.01),
        "longest": replace(profile, max_duration=profile.max_duration - 0.01),
        "gap": replace(profile, gap=profile.gap + 0.01),
    }
    for rule, narrower in stricter.items():
        found = breaches(cues, narrower)
        assert {breach.rule for breach in found} == {rule}
        assert all(breach.span == cues[breach.number - 1].span for breach in found)


@pytest.mark.parametrize(
    ("cue", "told"),
    [
        (replace(GOOD, lines=("x" * 43,)), "with too long a line: 43 characters, at most 42"),
        (replace(GOOD, lines=("one", "two", "three")), "of too many lines: 3 lines, at most 2"),
        (replace(GOOD, span=Span(1, 2)), "too fast to read: 40.0 characters a second, at most 20"),
        (replace(GOOD, span=Span(1, 1.5), lines=("short",)), "shown too briefly: 0.500 s, at least 0.833 s"),
        (replace(GOOD, span=Span(1, 8.5)), "shown too long: 7.500 s, at most 7 s"),
        (replace(GOOD, span=Span(1, 8.95), lines=GOOD.lines), "too close to the next: 0.050 s, at least 0.083 s"),
    ],
)
def test_a_fault_is_told_with_its_figures_and_the_bound(cue: Cue, told: str) -> None:
    after = replace(GOOD, span=Span(9, 12))
    assert breaches((GOOD, replace(GOOD, span=Span(9, 12))), LIKE) == ()
    assert told in [fault(breach) for breach in breaches((cue, after), LIKE)]


def test_a_note_counts_and_names_the_worst_of_each_rule() -> None:
    cues = [replace(GOOD, span=Span(start, start + length)) for start, length in ((0, 3), (10, 1.5), (20, 1), (30, 9))]
    assert caption_notes(cues, LIKE) == (
        "captions too fast to read: 2 of 4, the worst is number 3 at 00:20.0: 40.0 characters a second, at most 20",
        "captions shown too long: 1 of 4, the worst is number 4 at 00:30.0: 9.000 s, at most 7 s",
    )
    assert caption_notes([], LIKE) == ()
