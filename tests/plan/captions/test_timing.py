"""Captions come and go with the sound, whole frames, and with the picture's cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.preset import Captions
from autocut.model.sight import Shot, Transition
from autocut.model.span import Span
from autocut.plan.captions.timing import Draft, cuts, times
from tests.builders import FILM, NTSC, PAL, a_preset, a_timeline, same_every_time, shots

RATE = Fraction(24)
FULL, SHORT = a_preset("youtube-full").captions, a_preset("youtube-short").captions
WHOLE = Span(0.0, 100.0)


def shown(
    said: Sequence[tuple[int, int]], changes: Sequence[int] = (), style: Captions = FULL
) -> list[tuple[int, int]]:
    """The first frame and the one after the last of captions said from frame to frame, at 24 a second."""
    drafts = [Draft("Good morning.", Span(a / 24, b / 24), WHOLE) for a, b in said]
    return [(round(span.start * 24), round(span.end * 24)) for span in times(drafts, changes, style, RATE)]


def test_a_caption_comes_with_its_sound_and_stays_half_a_second() -> None:
    assert shown([(100, 148)]) == [(100, 160)]


@pytest.mark.parametrize(
    ("cut", "start"),
    [(100, 100), (93, 93), (107, 107), (92, 104), (108, 96), (89, 101), (111, 99), (88, 100), (112, 100)],
)
def test_an_in_time_is_moved_onto_a_cut_in_the_red_zone_and_out_of_the_green_zone(cut: int, start: int) -> None:
    assert shown([(100, 200)], [cut])[0][0] == start


@pytest.mark.parametrize(
    ("cut", "end"),
    # The sound ends at 188 and the caption stays until 200; two frames are left before a cut.
    [(200, 198), (206, 204), (211, 209), (212, 200), (193, 191), (192, 204), (189, 201), (188, 200)],
)
def test_an_out_time_is_two_frames_before_a_cut_or_half_a_second_after_it(cut: int, end: int) -> None:
    assert shown([(100, 188)], [cut]) == [(100, end)]


def test_shorts_last_up_to_the_cut_and_to_the_next_caption() -> None:
    assert shown([(100, 188)], [206], SHORT) == [(100, 206)]
    assert shown([(100, 140), (150, 190)], (), SHORT) == [(100, 150), (150, 202)]


def test_a_gap_under_half_a_second_is_closed_to_two_frames_and_a_longer_one_is_left() -> None:
    assert shown([(100, 140), (156, 200)])[0] == (100, 154)
    assert shown([(100, 140), (163, 200)])[0] == (100, 161)
    assert shown([(100, 140), (164, 200)])[0] == (100, 152)
    assert shown([(100, 140), (163, 200)], style=replace(FULL, chain=0.2))[0] == (100, 152)


def test_a_gap_is_closed_up_to_a_cut_within_it() -> None:
    assert shown([(100, 128), (151, 200)], [146])[0] == (100, 144)


def test_a_time_is_left_where_moving_it_would_leave_a_caption_too_short_to_be_read() -> None:
    # Moved from 126 to the cut at 121, the second would leave the first 19 of the 20 frames that it needs.
    assert shown([(100, 118), (126, 200)], [121])[1][0] == 126
    assert shown([(100, 118), (127, 200)], [122])[1][0] == 122
    assert shown([(100, 101)], [117]) == [(100, 120)]


def test_a_caption_is_not_moved_onto_the_join_that_ends_its_clip() -> None:
    drafts = [Draft("Go.", Span(95 / 24, 97 / 24), Span(0.0, 100 / 24)), Draft("On.", Span(9, 10), Span(100 / 24, 11))]
    first, _ = times(drafts, [0, 100], FULL, RATE)
    assert (first.start * 24, first.end * 24) == pytest.approx((95, 100))


def test_a_profile_without_zones_leaves_times_as_they_are() -> None:
    off = replace(FULL, red_zone=0, green_zone=0)
    assert shown([(100, 188)], [98, 202], off) == [(100, 200)]


def test_zones_grow_with_the_frame_rate() -> None:
    draft = Draft("Good morning.", Span(2.0, 4.0), WHOLE)
    (span,) = times([draft], [120 - 17], FULL, Fraction(60))
    assert span.start * 60 == pytest.approx(103)


def test_cuts_are_joins_and_hard_cuts_of_the_master_moved_to_the_timeline() -> None:
    fade = Shot(Span(15.0, 20.0), opening=Transition("fade", Span(14.5, 15.5), 0.9))
    found = cuts(a_timeline([Span(8, 16), 2.0, Span(2, 6)]), [*shots(0, 4, 10, 15), fade, *shots(20, 60)])
    assert found == tuple(25 * second for second in (0, 2, 8, 10, 12, 14))


@same_every_time
@given(
    st.lists(st.tuples(st.floats(0, 3), st.floats(0.02, 6), st.text("ab ", min_size=1, max_size=80)), max_size=8),
    st.lists(st.integers(0, 1500), max_size=20),
    st.sampled_from([FULL, SHORT, a_preset("broadcast-r128").captions]),
    st.sampled_from([FILM, PAL, NTSC, Fraction(60)]),
)
def test_captions_are_whole_frames_apart_by_the_gap_and_as_long_as_the_profile_asks_where_there_is_time(
    said: list[tuple[float, float, str]], changes: list[int], style: Captions, rate: Fraction
) -> None:
    time, drafts = 0.0, []
    for pause, length, text in said:
        drafts.append(Draft(text, Span(time + pause, time + pause + length), WHOLE))
        time += pause + length
    found = times(drafts, sorted(set(changes)), style, rate)
    for draft, span in zip(drafts, found, strict=True):
        assert span.start * rate == pytest.approx(round(span.start * rate), abs=1e-6)
        assert span.end * rate == pytest.approx(round(span.end * rate), abs=1e-6)
        assert abs(span.start - draft.said.start) <= style.red_zone / 24 + 1.5 / rate + 1e-6
        assert span.duration <= max(style.max_duration, draft.said.duration + 2 / rate) + 0.5
    for before, after in pairwise(found):
        assert before.end <= after.start + 1e-9
    roomy = [k for k in range(len(drafts) - 1) if drafts[k + 1].said.start - drafts[k].said.start > 8]
    for k in roomy:
        assert found[k].duration >= style.min_duration - 1e-6
        assert found[k + 1].start - found[k].end >= style.gap - 1e-6
