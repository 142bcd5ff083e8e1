from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.span import Span, as_ffmpeg_time, as_timecode, covered, frame_count, uncovered
from tests.builders import FILM, NTSC, PAL, same_every_time

times = st.floats(0, 10_000)
spans = st.tuples(times, times).map(lambda pair: Span(min(pair), max(pair)))


@pytest.mark.parametrize(("start", "end"), [(-0.1, 1.0), (2.0, 1.0), (math.nan, 1.0), (0.0, math.nan)])
def test_a_span_that_cannot_be_is_refused(start: float, end: float) -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(start, end)


@same_every_time
@given(spans, spans)
def test_overlap_is_the_length_of_what_both_cover(one: Span, other: Span) -> None:
    assert one.overlap(other) == other.overlap(one)
    assert one.clipped(other).duration == pytest.approx(one.overlap(other), abs=1e-9)


@same_every_time
@given(spans, spans)
def test_a_clipped_span_lies_within_its_bounds(one: Span, bounds: Span) -> None:
    found = one.clipped(bounds)
    assert bounds.start <= found.start <= found.end <= bounds.end


def test_spans_that_touch_share_nothing() -> None:
    assert Span(0, 1).overlap(Span(1, 2)) == 0.0


def test_moving_before_zero_takes_off_what_falls_there() -> None:
    assert Span(1, 3).moved(2) == Span(3, 5)
    assert Span(1, 3).moved(-2) == Span(0, 1)
    assert Span(1, 3).moved(-5) == Span(0, 0)


@same_every_time
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8), st.integers(0, 40), st.integers(1, 20))
def test_covered_counts_each_second_once(pairs: list[tuple[int, int]], start: int, length: int) -> None:
    within = Span(start, start + length)
    found = covered([Span(min(pair), max(pair)) for pair in pairs], within)
    seconds = {second for pair in pairs for second in range(min(pair), max(pair))}
    assert found == len(seconds & set(range(start, start + length)))


@pytest.mark.parametrize("rate", [FILM, NTSC, PAL, Fraction(60)])
@pytest.mark.parametrize("frame", [0, 1, 2, 999, 215_999])
def test_every_frame_bound_survives_the_way_to_seconds_and_back(rate: Fraction, frame: int) -> None:
    assert frame_count(float(frame / rate), rate) == frame
    assert frame_count(float(as_ffmpeg_time(float(frame / rate))), rate) == frame
    assert frame_count(float(frame / rate) + 0.004, rate) == frame


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.0, "00:00.0"), (59.96, "01:00.0"), (61.25, "01:01.2"), (3600.0, "1:00:00.0"), (7325.5, "2:02:05.5")],
)
def test_people_read_minutes_seconds_and_tenths(seconds: float, expected: str) -> None:
    assert as_timecode(seconds) == expected


def test_a_time_for_ffmpeg_has_six_decimals_and_no_exponent() -> None:
    assert as_ffmpeg_time(1001 / 30000) == "0.033367"
    assert as_ffmpeg_time(1e-7) == "0.000000"
    assert as_ffmpeg_time(123456.5) == "123456.500000"


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([], [Span(2, 8)]),
        ([Span(0, 1), Span(9, 10)], [Span(2, 8)]),
        ([Span(0, 3), Span(4, 5), Span(7, 9)], [Span(3, 4), Span(5, 7)]),
        ([Span(3, 6), Span(4, 5), Span(6, 7)], [Span(2, 3), Span(7, 8)]),
        ([Span(2, 8)], []),
    ],
)
def test_what_is_not_covered_is_told_in_order(spans: list[Span], left: list[Span]) -> None:
    assert list(uncovered(spans, Span(2, 8))) == left
