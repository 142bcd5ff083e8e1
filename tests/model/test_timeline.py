from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.geometry import Size
from autocut.model.reframe import CropPath, Keyframe
from autocut.model.span import Span, frame_count
from tests.builders import FILM, NTSC, PAL, a_timeline, same_every_time

rates = st.sampled_from([FILM, NTSC, PAL, Fraction(60)])
pieces = st.lists(st.floats(0.02, 30) | st.tuples(st.floats(0, 500), st.floats(0.02, 30)), max_size=8)


@same_every_time
@given(pieces, rates)
def test_clips_follow_each_other_without_gaps_on_whole_frames(
    lengths: list[float | tuple[float, float]], rate: Fraction
) -> None:
    timeline = a_timeline(
        [each if isinstance(each, float) else Span(each[0], each[0] + each[1]) for each in lengths], rate
    )
    reached = 0.0
    for clip, placed in timeline.placed():
        assert placed.start == reached
        assert frame_count(placed.duration, rate) == frame_count(clip.span.duration, rate)
        assert frame_count(placed.end, rate) / rate == pytest.approx(placed.end)
        reached = placed.end
    assert timeline.duration == pytest.approx(reached)
    assert timeline.frames == frame_count(timeline.duration, rate)


def test_an_empty_timeline_lasts_nothing() -> None:
    assert a_timeline([]).duration == 0.0
    assert list(a_timeline([]).placed()) == []


def test_the_keyframe_in_force_is_the_last_that_is_not_later() -> None:
    path = CropPath(Size(404, 720), (Keyframe(0.0, 1, 0), Keyframe(2.0, 2, 0), Keyframe(5.0, 3, 0)))
    assert [path.at(time)[0] for time in (0.0, 1.999, 2.0, 4.9, 5.0, 99.0)] == [1, 1, 2, 2, 3, 3]
