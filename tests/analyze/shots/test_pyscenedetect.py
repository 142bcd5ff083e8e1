"""PySceneDetect's methods on films whose cuts are known to the frame."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

from autocut.analyze.shots.pyscenedetect import PySceneDetect
from tests.analyze.shots.films import Make, cut_frames, film, found, joined, transitions
from tests.analyze.shots.test_blocks import CUTS, LENGTHS, STILL


@pytest.mark.parametrize("method", ["adaptive", "content"])
def test_cuts_are_found_on_their_frames(method: Literal["adaptive", "content"], make: Make) -> None:
    shots = found(film(make, "cuts.mp4", joined(LENGTHS)), PySceneDetect(method))
    assert cut_frames(shots) == CUTS
    assert [(each.kind, each.confidence) for each in transitions(shots)] == [("cut", 1.0)] * 4
    assert shots[0].span.start == 0
    assert shots[-1].span.end == pytest.approx(8.0, abs=0.05)
    for before, after in pairwise(shots):
        assert before.span.end == after.span.start
        assert before.closing is after.opening


def test_a_camera_that_whirls_cuts_for_content_alone(sample: Path, make: Make) -> None:
    whirl = f"{STILL},scale=2560:1440,crop=640:360:'900+800*sin(n/3)':'540+400*cos(n/4)'[v]"
    path = film(make, "whirl.mp4", whirl, source=sample)
    assert cut_frames(found(path, PySceneDetect("adaptive"))) == []
    assert cut_frames(found(path, PySceneDetect("content"))) != []
