from __future__ import annotations

import cv2
import numpy as np
import pytest

from autocut.analyze.appearance import Looks
from autocut.media.frames import Frame
from autocut.model.analysis import Analysis
from autocut.model.sight import Appearance
from tests.analyze.looking import still
from tests.builders import a_master


def appearance(*images: np.ndarray) -> Appearance:
    look = Looks().look(a_master(), None, Analysis())
    for k, image in enumerate(images):
        look.see(Frame(k / 2, cv2.resize(image, (416, 234), interpolation=cv2.INTER_AREA), 3.0))
    return look.found()


def plain(blue: int, green: int, red: int) -> np.ndarray:
    return np.full((234, 416, 3), (blue, green, red), np.uint8)


def test_brightness_is_the_mean_luma() -> None:
    found = appearance(plain(0, 0, 0), plain(51, 51, 51), plain(255, 255, 255))
    assert found.brightness.values == pytest.approx((0.0, 0.2, 1.0))
    assert found.brightness.rate == 2.0


def test_a_picture_is_the_sharper_the_less_it_is_blurred_and_a_plain_one_not_at_all() -> None:
    sharp = still(20.0)
    blurred = [cv2.GaussianBlur(sharp, (0, 0), sigma) for sigma in (3, 8, 20)]
    values = appearance(sharp, *blurred, plain(90, 90, 90)).sharpness.values
    assert list(values) == sorted(values, reverse=True)
    assert values[0] - values[2] > 0.3
    assert values[-1] == 0.0


def test_sharpness_does_not_depend_on_contrast() -> None:
    sharp = still(20.0)
    faint = (sharp.astype(float) * 0.5 + 60).astype(np.uint8)
    first, second = appearance(sharp, faint).sharpness.values
    assert first == pytest.approx(second, abs=0.05)


def test_grey_is_colourless_and_stronger_colours_are_more_colourful() -> None:
    scene = still(27.0)
    grey = cv2.cvtColor(cv2.cvtColor(scene, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    halves = np.hstack([plain(255, 0, 0), plain(0, 255, 255)])
    values = appearance(grey, cv2.addWeighted(grey, 0.5, scene, 0.5, 0), scene, halves).colourfulness.values
    assert values[0] == pytest.approx(0.0, abs=0.001)
    assert values[1] == pytest.approx(values[2] / 2, rel=0.1)
    assert values[3] == 1.0


def test_colourfulness_is_that_of_the_paper() -> None:
    """Of a half, red is 50 above grey: the opponents are 0 and 50, 0 and 25, half of which are mean and spread."""
    found = appearance(np.hstack([plain(128, 128, 128), plain(128, 128, 178)])).colourfulness
    assert found.values == pytest.approx((1.3 * np.hypot(25, 12.5) / 109,), abs=0.002)


def test_a_time_that_was_not_sampled_has_the_next_value() -> None:
    look = Looks().look(a_master(), None, Analysis())
    for time, level in ((0.0, 0), (2.0, 255)):
        look.see(Frame(time, plain(level, level, level), 3.0))
    assert look.found().brightness.values == (0.0, 1.0, 1.0, 1.0, 1.0)
