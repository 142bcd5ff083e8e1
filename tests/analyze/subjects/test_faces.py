"""Faces of the sample, whose places were read off its pictures by eye."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from autocut.analyze.change import Change
from autocut.analyze.subjects.faces import FaceBoxes
from autocut.model.geometry import Box
from tests.analyze.looking import QUICK, look, overlap, still

OLD_MAN, GIRL = Box(540, 90, 310, 410), Box(405, 105, 310, 405)


def cut(sample: Path, start: float, seconds: float) -> list[str]:
    return ["-ss", str(start), "-t", str(seconds), "-i", str(sample), "-an", *QUICK]


@pytest.fixture(scope="module")
def dialogue(make: Callable[..., Path], sample: Path) -> Path:
    """The old man, and from 1.125 s on the girl."""
    return make("dialogue.mp4", *cut(sample, 12.75, 2.25))


@pytest.mark.parametrize(("face", "start", "end"), [(OLD_MAN, 0.0, 1.1), (GIRL, 1.15, 2.25)])
def test_each_face_is_found_where_it_is(dialogue: Path, face: Box, start: float, end: float) -> None:
    samples = [sample for sample in look(FaceBoxes(), dialogue) if start <= sample.time < end]
    assert len(samples) >= 2
    for sample in samples:
        (found,) = sample.found
        assert overlap(found.box, face) > 0.6
        assert 0.5 < found.confidence <= 1


def test_a_face_is_looked_for_right_behind_a_cut(dialogue: Path) -> None:
    times = [sample.time for sample in look(FaceBoxes(), dialogue)]
    assert any(1.12 < time < 1.4 for time in times)
    assert all(later - time <= 0.55 for time, later in pairwise(times))


def test_dunes_have_no_face(make: Callable[..., Path], sample: Path) -> None:
    samples = look(FaceBoxes(), make("dunes.mp4", *cut(sample, 38, 2)))
    assert len(samples) >= 4
    assert not any(sample.found for sample in samples)


def test_faces_are_in_pixels_of_the_upright_picture(make: Callable[..., Path], dialogue: Path) -> None:
    tall = make("tall.mp4", "-i", str(dialogue), "-vf", "crop=400:720:480:0,scale=800:1440", *QUICK)
    first = look(FaceBoxes(), tall)[1].found[0].box
    assert overlap(first, Box(95, 264, 624, 701)) > 0.6


def test_a_picture_that_only_hums_has_not_changed_and_one_with_another_in_it_has() -> None:
    change = Change()
    assert change.since_kept(still(20.0)) == "all"
    change.keep()
    assert change.since_kept(still(20.0)) == "none"
    hand = still(20.0).copy()
    hand[300:400, 600:700] = 255
    assert change.since_kept(hand) == "some"
    assert change.since_kept(still(23.0)) == "all"
    assert change.since_kept(still(20.0)) == "none"
