"""Bars that are part of the picture are found, to a few pixels and rather too large than too small."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.analyze.bars import Bars
from tests.analyze.looking import QUICK, look

Make = Callable[..., Path]


def film(make: Make, name: str, filters: str) -> Path:
    source = "testsrc2=s=1280x720:r=25:d=4"
    return make(name, "-filter_complex", f"{source},{filters},setsar=1[v]", "-map", "[v]", *QUICK)


@pytest.mark.parametrize(
    ("name", "filters", "box"),
    [
        ("letterbox", "crop=1280:536,pad=1280:720:0:92:black", (0, 92, 1280, 536)),
        ("pillarbox", "crop=960:720,pad=1280:720:160:0:black", (160, 0, 960, 720)),
        ("windowbox", "scale=960:540,pad=1280:720:160:90:black", (160, 90, 960, 540)),
    ],
)
def test_the_picture_between_bars_is_found(name: str, filters: str, box: tuple[int, ...], make: Make) -> None:
    found = look(Bars(), film(make, f"{name}.mp4", filters))
    assert (found.x, found.y, found.width, found.height) == pytest.approx(box, abs=8)
    assert found.x >= box[0]
    assert found.y >= box[1]
    assert found.x + found.width <= box[0] + box[2]
    assert found.y + found.height <= box[1] + box[3]


def test_a_full_picture_has_no_bars_though_it_be_dark_for_a_while(make: Make) -> None:
    assert look(Bars(), film(make, "no-bars.mp4", "null")) is None
    dark = "drawbox=y=0:h=120:c=black:t=fill:enable='lt(t,2)'"
    assert look(Bars(), film(make, "dark-for-a-while.mp4", dark)) is None


def test_edges_that_are_dim_all_along_are_no_bars(make: Make) -> None:
    dim = "drawbox=y=0:h=120:c=0x303030:t=fill,drawbox=y=600:h=120:c=0x303030:t=fill"
    assert look(Bars(), film(make, "dim-edges.mp4", dim)) is None


def test_noise_in_the_bars_does_not_light_them(make: Make) -> None:
    noisy = "crop=1280:536,pad=1280:720:0:92:black,noise=alls=8:allf=t"
    found = look(Bars(), film(make, "noisy-bars.mp4", noisy))
    assert (found.y, found.height) == pytest.approx((92, 536), abs=8)


def test_the_bars_of_the_sample_are_found_though_some_of_its_frames_are_decoded_roughly(sample: Path) -> None:
    found = look(Bars(), sample)
    assert (found.y, found.y + found.height) == pytest.approx((88, 632), abs=4)
