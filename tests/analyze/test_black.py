"""Black is where it was put, however it is coded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.analyze.black import Black
from tests.analyze.looking import QUICK, look

Make = Callable[..., Path]
MOVING = "mandelbrot=s=640x360:r=25,trim=duration=2,setpts=PTS-STARTPTS,format=yuv420p"


def film(make: Make, name: str, between: str, *coding: str) -> Path:
    graph = f"{MOVING},split[a][b];{between},format=yuv420p,setsar=1[m];[a][m][b]concat=n=3:v=1[v]"
    return make(name, "-filter_complex", graph, "-map", "[v]", *(coding or QUICK))


@pytest.mark.parametrize(
    ("name", "coding"),
    [
        ("black.mp4", ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p")),
        ("black-full-range.mp4", ("-c:v", "libx264", "-pix_fmt", "yuvj420p")),
        ("black-ten-bits.mov", ("-c:v", "prores_ks", "-profile:v", "0")),
    ],
)
def test_black_between_pictures_is_found_to_a_sixth_of_a_second(name: str, coding: tuple[str, ...], make: Make) -> None:
    ((start, end),) = (
        (span.start, span.end) for span in look(Black(), film(make, name, "color=black:s=640x360:r=25:d=1.2", *coding))
    )
    assert start == pytest.approx(2.0, abs=0.17)
    assert end == pytest.approx(3.2, abs=0.17)


def test_a_dark_picture_with_something_in_it_is_not_black(make: Make) -> None:
    lamp = "color=black:s=640x360:r=25:d=1.2,drawbox=x=280:y=120:w=90:h=90:c=gray:t=fill"
    assert look(Black(), film(make, "black-lamp.mp4", lamp)) == ()
    assert look(Black(), film(make, "black-dusk.mp4", "color=0x2c2c2c:s=640x360:r=25:d=1.2")) == ()


def test_a_blink_of_a_third_of_a_second_is_black_and_one_of_two_frames_is_not(make: Make) -> None:
    (span,) = look(Black(), film(make, "black-blink.mp4", "color=black:s=640x360:r=25:d=0.32"))
    assert (span.start, span.end) == pytest.approx((2.0, 2.32), abs=0.09)
    assert look(Black(), film(make, "black-frames.mp4", "color=black:s=640x360:r=25:d=0.08")) == ()


def test_black_at_both_ends_of_a_film_reaches_to_them(make: Make) -> None:
    graph = (
        f"{MOVING},setsar=1[m];color=black:s=640x360:r=25:d=1,format=yuv420p,setsar=1,split[a][b];"
        "[a][m][b]concat=n=3:v=1[v]"
    )
    first, last = look(Black(), make("black-ends.mp4", "-filter_complex", graph, "-map", "[v]", *QUICK))
    assert (first.start, first.end) == pytest.approx((0.0, 1.0), abs=0.09)
    assert (last.start, last.end) == pytest.approx((3.0, 4.0), abs=0.09)
