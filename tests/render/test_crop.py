from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from autocut.model.geometry import Size
from autocut.model.reframe import CropPath, Keyframe
from autocut.model.span import Span
from autocut.render.crop import window_filter
from tests.builders import FILM, NTSC, PAL, same_every_time

WINDOW = Size(404, 720)


def value(expression: str | int, frame: int) -> float:
    """What ffmpeg makes of a step expression at frame n."""
    found = re.fullmatch(r"(\d+)((?:[+-]\d+\*gte\(n,\d+\))*)", str(expression))
    assert found, expression
    steps = re.findall(r"([+-]\d+)\*gte\(n,(\d+)\)", found[2])
    return int(found[1]) + sum(int(change) for change, start in steps if frame >= int(start))


def test_a_still_window_is_two_plain_numbers() -> None:
    crop = CropPath(WINDOW, (Keyframe(0.0, 438.0, 0.0),))
    assert window_filter(crop, Span(0, 10), PAL) == {"w": 404, "h": 720, "x": "438", "y": "0"}


def test_a_clip_begins_with_the_keyframe_in_force_when_it_is_placed() -> None:
    crop = CropPath(WINDOW, (Keyframe(0.0, 10.0, 0.0), Keyframe(4.0, 20.0, 0.0), Keyframe(9.0, 30.0, 0.0)))
    assert window_filter(crop, Span(5, 9), PAL)["x"] == "20"
    assert window_filter(crop, Span(4, 9), PAL)["x"] == "20"


def test_a_path_that_begins_after_the_clip_holds_its_first_place() -> None:
    crop = CropPath(WINDOW, (Keyframe(3.0, 10.0, 4.0),))
    assert window_filter(crop, Span(0, 2), PAL) == {"w": 404, "h": 720, "x": "10", "y": "4"}


@same_every_time
@given(
    st.sampled_from([FILM, NTSC, PAL, Fraction(60)]),
    st.integers(0, 5000),
    st.dictionaries(st.integers(0, 200), st.tuples(st.integers(0, 4000), st.integers(0, 4000)), min_size=1, max_size=6),
)
def test_at_every_frame_the_window_stands_where_the_path_says(
    rate: Fraction, first: int, places: dict[int, tuple[int, int]]
) -> None:
    places = {0: (5, 7), **places}
    keyframes = tuple(Keyframe(float((first + k) / rate), places[k][0], places[k][1]) for k in sorted(places))
    found = window_filter(CropPath(WINDOW, keyframes), Span(float(first / rate), float((first + 200) / rate)), rate)
    for frame in range(200):
        place = places[max(k for k in places if k <= frame)]
        assert (value(found["x"], frame), value(found["y"], frame)) == place


def test_of_two_keyframes_at_one_time_the_last_holds() -> None:
    crop = CropPath(WINDOW, (Keyframe(0.0, 10.0, 0.0), Keyframe(5.0, 20.0, 0.0), Keyframe(5.0, 30.0, 0.0)))
    assert value(window_filter(crop, Span(5, 9), PAL)["x"], 0) == 30
