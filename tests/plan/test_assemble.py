from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.span import Span, frame_count
from autocut.plan.assemble import clip, frame_rate, on_frames
from tests.builders import FILM, NTSC, PAL, a_master, a_preset, same_every_time

CANVAS = a_preset("youtube-short").canvas


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (Fraction(10), Fraction(30)),
        (Fraction(15), Fraction(30)),
        (FILM, FILM),
        (PAL, PAL),
        (NTSC, NTSC),
        (Fraction(60), Fraction(60)),
        (Fraction(120), Fraction(60)),
        (Fraction(120_000, 1001), Fraction(60_000, 1001)),
        (Fraction(240), Fraction(60)),
        (Fraction(90), Fraction(45)),
    ],
)
def test_a_rate_outside_the_bounds_becomes_a_whole_multiple_or_part(own: Fraction, expected: Fraction) -> None:
    assert frame_rate(a_master(rate=own), CANVAS) == expected


@pytest.mark.parametrize(
    ("asked", "exact"), [(23.976, FILM), (25, PAL), (29.97, NTSC), (59.94, 2 * NTSC), (12.5, 12.5)]
)
@pytest.mark.parametrize("own", [FILM, Fraction(24), PAL, NTSC, Fraction(30), Fraction(50)])
def test_a_single_rate_that_is_asked_for_is_met_exactly(asked: float, exact: Fraction, own: Fraction) -> None:
    assert CANVAS is not None
    assert frame_rate(a_master(rate=own), replace(CANVAS, min_frame_rate=asked, max_frame_rate=asked)) == exact


def test_sound_alone_keeps_the_rate_of_the_master() -> None:
    assert frame_rate(a_master(rate=Fraction(120)), None) == 120


@pytest.mark.parametrize("own", [16, 18, 20, 22, 32, 40, 45])
def test_linkedin_gets_no_more_than_its_30_frames_a_second_and_no_fewer_than_its_23(own: int) -> None:
    canvas = a_preset("linkedin").canvas
    assert canvas is not None
    assert canvas.min_frame_rate <= frame_rate(a_master(rate=Fraction(own)), canvas) <= canvas.max_frame_rate


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Of a tenth of a second and more."""
    start = draw(st.floats(0, 59.9))
    return Span(start, draw(st.floats(start + 0.1, 60)))


@same_every_time
@given(spans(), st.sampled_from([FILM, NTSC, PAL, Fraction(60_000, 1001)]), st.sampled_from([0.0, 0.021, 0.04, 1.5]))
def test_a_clip_is_whole_frames_inside_the_master_next_to_what_was_asked(
    span: Span, rate: Fraction, start: float
) -> None:
    master = a_master(60.0, rate, start=start)
    found = on_frames(span, master)
    frame = float(1 / rate)
    if found.start > 0:
        for time in (found.start, found.end):
            since = (time - start) * rate
            assert since == pytest.approx(round(since), abs=1e-6)
    assert found.start >= 0
    assert found.end <= master.picture.end + frame / 2 + 1e-9
    assert found.duration > frame / 2
    assert abs(found.start - span.start) <= frame + 1e-9
    assert abs(found.end - span.end) <= 1.5 * frame + 1e-9


@same_every_time
@given(spans(), st.sampled_from([FILM, NTSC, PAL]))
def test_without_an_offset_the_nearest_frame_bounds_are_taken(span: Span, rate: Fraction) -> None:
    found = on_frames(span, a_master(60.0, rate))
    assert found.start == float(frame_count(span.start, rate) / rate)
    assert found.end == pytest.approx(span.end, abs=0.5 / rate + 1e-9) or found.duration == pytest.approx(1 / rate)


@pytest.mark.parametrize("rate", [FILM, NTSC, PAL])
def test_every_frame_of_a_whole_master_is_kept(rate: Fraction) -> None:
    frames = 1439
    master = a_master(float(frames / rate), rate)
    assert frame_count(on_frames(master.picture, master).duration, rate) == frames


def test_a_span_shorter_than_a_frame_becomes_one_frame() -> None:
    assert on_frames(Span(4.001, 4.002), a_master()) == Span(4.0, 4.04)


def test_spans_that_touch_become_clips_that_touch() -> None:
    master = a_master(60.0, NTSC)
    bounds = [0.0, 3.3, 7.77, 19.01, 42.4242]
    clips = [clip(Span(a, b), master) for a, b in pairwise(bounds)]
    assert all(a.span.end == b.span.start for a, b in pairwise(clips))
    assert {each.source for each in clips} == {str(master.path)}


def test_sound_that_runs_on_after_the_picture_is_left_out() -> None:
    master = a_master(10.0)
    longer = type(master)(**{name: getattr(master, name) for name in master.__slots__} | {"duration": 12.0})
    assert on_frames(Span(8, 12), longer) == Span(8, 10)
