from __future__ import annotations

import pytest

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.reframe import CropPath, Framing, Keyframe, Panel
from autocut.model.sight import Detection, Detections
from benchmarks.face_truth import active_faces
from benchmarks.movement import movement
from tests.builders import a_master, shots


def framing(*keyframes: Keyframe) -> Framing:
    path = CropPath(Size(240, 720), keyframes)
    return Framing(keyframes[0].time, "crop", (Panel(Box(0, 0, 640, 1920), path),))


def test_movement_is_counted_in_pixels_a_frame_of_a_picture_of_640_pixels_and_cuts_are_none() -> None:
    goes = framing(Keyframe(0.0, 100, 0), Keyframe(5.0, 350, 0, "linear"))
    rests = framing(Keyframe(5.0, 900, 0))
    found = movement(a_master(10.0), (goes, rests))
    assert found.moving == pytest.approx(1.0, rel=0.02)
    assert found.mean == pytest.approx(0.5, rel=0.02)
    assert found.shaking < 0.02


def test_the_active_face_is_the_largest_that_stays_and_not_one_that_passes() -> None:
    stays, passes = Box(500, 200, 80, 100), Box(900, 200, 160, 200)
    samples = [
        Detections(k / 5, tuple(Detection(box, 0.9) for box in ((stays, passes) if 10 <= k < 13 else (stays,))))
        for k in range(50)
    ]
    found = active_faces(samples, Analysis(shots=shots(0, 10)))
    assert len(found) == 50
    assert {box for _, box in found} == {stays}
