"""A disc over a picture of the sample, while the camera stands or pans."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from autocut.analyze.subjects.movers import Movers
from autocut.media.frames import Frame
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.sight import Detections
from tests.analyze.looking import overlap, still
from tests.builders import a_master

STEP = 0.25
FRAMES = 9


def seen(pan: tuple[float, float], disc: tuple[float, float] | None, *, with_small: bool = False) -> list[Detections]:
    """What moves in nine pictures while camera and disc go so many pixels of 192 from each to the next.

    A small disc, of less than half of the other's area, goes above it in the same way.
    """
    look = Movers().look(a_master(), None, Analysis())
    street = cv2.resize(still(20.0)[100:620], (384, 156), interpolation=cv2.INTER_AREA)
    rng = np.random.default_rng(1)
    speckles = rng.integers(0, 255, (24, 24, 3), dtype=np.uint8)
    for k in range(FRAMES):
        move = np.array([[1, 0, -40 - pan[0] * k], [0, 1, -20 - pan[1] * k]], float)
        image = cv2.warpAffine(street, move, (192, 108))
        if disc:
            x, y = round(40 + disc[0] * k), round(50 + disc[1] * k)
            image[y - 12 : y + 12, x - 12 : x + 12] = cv2.GaussianBlur(speckles, (0, 0), 1.5)
            if with_small:
                image[y - 46 : y - 30, x - 8 : x + 8] = cv2.GaussianBlur(speckles[:16, :16], (0, 0), 1.5)
        look.see(Frame(k * STEP, image, 1280 / 192))
    return list(look.found())


@pytest.mark.parametrize("pan", [(0, 0), (4, 0), (-5, 1)], ids=["still", "pan", "pan left"])
def test_what_moves_by_itself_is_found_where_it_is(pan: tuple[float, float]) -> None:
    """What it covers and what it has just uncovered."""
    hits = 0
    for k, sample in enumerate(seen(pan, (6, 1)), 1):
        scale = 1280 / 192
        way = Box((22 + 6 * k) * scale, (37 + k) * scale, 30 * scale, 25 * scale)
        hits += bool(sample.found) and overlap(sample.found[0].box, way) > 0.55
    assert hits >= FRAMES - 2


@pytest.mark.parametrize("pan", [(0, 0), (4, 0), (-5, 1), (0, 2)])
def test_the_cameras_own_movement_is_none(pan: tuple[float, float]) -> None:
    assert not any(sample.found for sample in seen(pan, None))


def test_the_sureness_is_the_share_of_all_that_moves() -> None:
    for sample in seen((0, 0), (6, 1)):
        assert sample.found[0].confidence > 0.9
        assert sum(detection.confidence for detection in sample.found) <= 1.001


def test_what_moves_most_comes_first() -> None:
    for sample in seen((0, 0), (6, 1), with_small=True):
        large, small = sample.found
        assert large.box.y > small.box.y
        assert large.confidence > small.confidence > 0.1


def test_movement_has_the_time_of_the_picture_that_shows_where_it_led() -> None:
    assert [sample.time for sample in seen((0, 0), (6, 1))] == [k * STEP for k in range(1, FRAMES)]
