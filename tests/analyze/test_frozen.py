from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.analyze.frozen import Frozen
from tests.analyze.looking import QUICK, look

MOVING = "testsrc2=s=640x360:r=25:d={}"
STILL = "testsrc2=s=640x360:r=25:d=0.04,loop=-1:1,trim=duration={},setpts=N/25/TB"


def joined(make: Callable[..., Path], name: str, *parts: str, after: str = "null") -> Path:
    inputs = [word for part in parts for word in ("-f", "lavfi", "-i", part)]
    streams = "".join(f"[{k}]" for k in range(len(parts)))
    return make(name, *inputs, "-filter_complex", f"{streams}concat=n={len(parts)},{after}", *QUICK)


def test_a_still_picture_between_moving_ones_is_frozen_for_as_long_as_it_stands(make: Callable[..., Path]) -> None:
    path = joined(make, "frozen.mp4", MOVING.format(2), STILL.format(1.5), MOVING.format(2))
    (span,) = look(Frozen(), path)
    assert span.start == pytest.approx(2.0, abs=0.2)
    assert span.end == pytest.approx(3.5, abs=0.2)


def test_grain_does_not_hide_that_the_picture_stands(make: Callable[..., Path]) -> None:
    path = joined(make, "still-grain.mp4", MOVING.format(1), STILL.format(2), after="noise=alls=6:allf=t")
    (span,) = look(Frozen(), path)
    assert (span.start, span.end) == pytest.approx((1.0, 3.0), abs=0.2)


def test_less_than_half_a_second_is_no_stand(make: Callable[..., Path]) -> None:
    assert look(Frozen(), joined(make, "pause.mp4", MOVING.format(1), STILL.format(0.3), MOVING.format(1))) == ()


def test_small_movement_and_a_slow_zoom_are_not_frozen(make: Callable[..., Path], sample: Path) -> None:
    photo = ["-ss", "20", "-i", str(sample), "-frames:v", "1"]
    picture = make("street.png", *photo)
    zoom = "zoompan=z='1+0.002*on':d=75:s=640x360:fps=25"
    zoomed = make("zoomed.mp4", "-i", str(picture), "-vf", zoom, *QUICK)
    assert look(Frozen(), zoomed) == ()
    dot = "color=gray:s=640x360:r=25:d=3[g];color=0x8a8a8a:s=16x16:r=25:d=3[d];[g][d]overlay=x='300+40*sin(6*t)':y=180"
    assert look(Frozen(), make("dot.mp4", "-filter_complex", dot, *QUICK)) == ()
