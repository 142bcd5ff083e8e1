"""Motion is as large as the picture changes, whatever the frame rate and the coding."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import mean

import pytest

from autocut.analyze.motion import Motion
from tests.analyze.looking import look

Make = Callable[..., Path]
X264 = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p")


def gray(make: Make, rate: int, levels_a_second: int) -> Path:
    """Four seconds of a plain field that brightens evenly."""
    graph = f"color=black:s=320x180:r={rate}:d=4,format=gray,geq=lum='40+{levels_a_second}*T'[v]"
    return make(f"motion-{rate}-{levels_a_second}.mp4", "-filter_complex", graph, "-map", "[v]", *X264, "-crf", "5")


@pytest.mark.parametrize("rate", [24, 25, 50])
@pytest.mark.parametrize("levels_a_second", [10, 40])
def test_motion_is_the_change_of_luma_in_a_fifth_of_a_second(rate: int, levels_a_second: int, make: Make) -> None:
    signal = look(Motion(), gray(make, rate, levels_a_second))
    assert signal.rate == 5
    assert len(signal.values) == pytest.approx(20, abs=1)
    in_video_range = 255 / 219
    assert mean(signal.values[2:-1]) == pytest.approx(levels_a_second / 5 / 255 * in_video_range, rel=0.35)


def test_a_still_picture_does_not_move_and_a_faster_one_moves_more(make: Make) -> None:
    still, slow, fast = (
        mean(
            look(Motion(), make(f"motion-pan-{speed}.mp4", "-filter_complex", _pan(speed), "-map", "[v]", *X264)).values
        )
        for speed in (0, 1, 5)
    )
    assert still < 0.002
    assert 0.01 < slow < 0.7 * fast


def test_motion_is_told_when_it_is(make: Make) -> None:
    """A picture that moves in its third second alone."""
    graph = (
        "mandelbrot=s=1280x180:r=25,trim=end_frame=1,loop=124:1:0,setpts=N/25/TB,"
        "crop=320:180:'400+5*clip(n-50,0,25)':0,format=yuv420p[v]"
    )
    values = look(Motion(), make("motion-for-a-second.mp4", "-filter_complex", graph, "-map", "[v]", *X264)).values
    moving = [k / 5 for k, value in enumerate(values) if value > 0.01]
    assert (moving[0], moving[-1]) == pytest.approx((2.2, 3.0), abs=0.21)
    assert len(moving) == pytest.approx(5, abs=1)


def _pan(pixels_a_frame: int) -> str:
    wide = "mandelbrot=s=1280x180:r=25,trim=end_frame=1,loop=74:1:0,setpts=N/25/TB"
    return f"{wide},crop=320:180:'400+n*{pixels_a_frame}':0,format=yuv420p[v]"
