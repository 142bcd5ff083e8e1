"""Windows hold all the voice, few as they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.analyze.speech.windows import packed
from autocut.model.span import Span
from tests.builders import same_every_time


@st.composite
def voices(draw: st.DrawFn) -> list[Span]:
    found: list[Span] = []
    time = 0.0
    for _ in range(draw(st.integers(1, 40))):
        start = time + draw(st.sampled_from([0.0, 0.1, 0.4, 2.0, 60.0]))
        time = start + draw(st.sampled_from([0.1, 1.0, 5.0, 20.0]))
        found.append(Span(start, time))
    return found


@same_every_time
@given(voices())
def test_all_voice_is_in_one_window_and_no_window_is_too_long(voice: list[Span]) -> None:
    windows = packed(voice, voice[-1].end + 5, 30.0)
    pieces = [piece for window in windows for piece in window.pieces]
    assert all(one.end <= two.start for one, two in pairwise(pieces))
    assert all(sum(piece.overlap(span) for piece in pieces) == pytest.approx(span.duration) for span in voice)
    assert all(window.duration <= 30 + 1e-6 for window in windows)


@same_every_time
@given(voices())
def test_no_two_neighbours_would_fit_into_one(voice: list[Span]) -> None:
    windows = packed(voice, voice[-1].end + 5, 30.0)
    assert all(one.duration + two.duration > 30 for one, two in zip(windows, windows[2:], strict=False)) or all(
        one.duration + two.duration > 29 for one, two in pairwise(windows)
    )


def test_windows_part_at_the_longest_pause() -> None:
    voice = [Span(0, 9), Span(9.5, 18), Span(21, 28), Span(28.5, 37)]
    first, second = packed(voice, 40.0, 30.0)
    assert first.pieces[-1].end < 19
    assert second.pieces[0].start > 20


def test_times_in_a_window_are_found_again_in_the_master() -> None:
    (window,) = packed([Span(10, 11), Span(50, 52)], 60.0, 30.0)
    before, after = window.pieces
    assert window.at(0.0) == before.start
    assert window.at(before.duration + 0.5) == pytest.approx(after.start + 0.5)
    assert window.span(0.3, 0.8) == Span(before.start + 0.3, before.start + 0.8)
    assert window.span(before.duration - 0.1, before.duration + 0.6) == Span(after.start, after.start + 0.6)
