"""A path as expressions of ffmpeg: at every frame where the path says."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.geometry import Size
from autocut.model.reframe import CropPath, Keyframe, Move
from autocut.render.motion import Axis, expression, legs
from tests.builders import FILM, NTSC, PAL, same_every_time

WINDOW = Size(404, 720)
FRAMES = 200


def value(text: str, frame: int) -> float:
    """What ffmpeg makes of an expression at frame n."""
    kept: dict[int, float] = {}

    def st_(place: int, number: float) -> float:
        kept[place] = number
        return number

    names = {"if_": lambda test, yes, no: yes if test else no, "lt": lambda a, b: a < b, "n": frame}
    calls = re.sub(r"\b(if|st)\(", r"\1_(", text)
    return float(
        eval(calls, {"__builtins__": {}}, {**names, "st_": st_, "ld": lambda place: kept.get(place, math.nan)})
    )


def placed(path: CropPath, axis: Axis, rate: Fraction = PAL, origin: float = 0.0) -> str:
    return expression(legs(path, origin, rate, 0, FRAMES), axis)


def test_a_still_window_is_a_plain_number() -> None:
    path = CropPath(WINDOW, (Keyframe(0.0, 438.0, 0.0),))
    assert (placed(path, "x"), placed(path, "y")) == ("438", "0")


def test_a_path_that_begins_after_the_clip_holds_its_first_place() -> None:
    path = CropPath(WINDOW, (Keyframe(30.0, 10.0, 4.0), Keyframe(40.0, 90.0, 4.0, "ease")))
    assert (placed(path, "x"), placed(path, "y")) == ("10", "4")


def test_of_two_keyframes_at_one_time_the_last_holds() -> None:
    path = CropPath(WINDOW, (Keyframe(0.0, 10.0, 0.0), Keyframe(2.0, 20.0, 0.0), Keyframe(2.0, 30.0, 0.0)))
    assert placed(path, "x") == "if(lt(n,50),10,30)"


def test_a_way_of_a_thousand_keyframes_is_no_deeper_than_ffmpeg_reads() -> None:
    path = CropPath(WINDOW, tuple(Keyframe(k / 5, 7.0 * (k % 40), 0.0, "ease") for k in range(1000)))
    text = expression(legs(path, 0.0, PAL, 0, 5000), "x")
    depth = deepest = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
    assert deepest < 25
    assert value(text, 4000) == pytest.approx(path.at(160.0)[0], abs=1e-3)


places = st.tuples(st.integers(0, 4000), st.integers(0, 4000), st.sampled_from(("jump", "linear", "ease")))
numbered_places = st.dictionaries(st.integers(-20, FRAMES), places, min_size=1, max_size=6)


@same_every_time
@given(st.sampled_from([FILM, NTSC, PAL, Fraction(60)]), st.integers(20, 5000), numbered_places)
def test_at_every_frame_the_window_stands_where_the_path_says(
    rate: Fraction, first: int, given_places: dict[int, tuple[int, int, Move]]
) -> None:
    def time(frame: int) -> float:
        return float((first + frame) / rate)

    keyframes = tuple(Keyframe(time(k), p[0], p[1], p[2]) for k, p in sorted(given_places.items()))
    path = CropPath(WINDOW, keyframes)
    across, down = placed(path, "x", rate, time(0)), placed(path, "y", rate, time(0))
    jumps = {k for k, place in given_places.items() if place[2] == "jump"}
    near = {min(max(0, k + by), FRAMES - 1) for k in given_places for by in (-1, 0, 1)}
    for frame in sorted({*range(0, FRAMES, 40), *near}):
        # A keyframe's own time may be a tick off what counting frames makes of it.
        x, y = path.at(time(frame) + (1e-9 if frame in jumps else 0.0))
        assert value(across, frame) == pytest.approx(x, abs=2e-3)
        assert value(down, frame) == pytest.approx(y, abs=2e-3)


@same_every_time
@given(st.floats(0.0, 4.0), st.floats(0.05, 4.0), st.sampled_from(("linear", "ease")))
def test_a_move_between_frames_goes_by_its_exact_times(start: float, length: float, move: Move) -> None:
    path = CropPath(WINDOW, (Keyframe(start, 0.0, 0.0), Keyframe(start + length, 400.0, 100.0, move)))
    across = placed(path, "x")
    for frame in range(0, FRAMES, 19):
        assert value(across, frame) == pytest.approx(path.at(frame / 25)[0], abs=2e-2)
