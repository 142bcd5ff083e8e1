from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autocut.analyze.subjects import Subjects
from autocut.analyze.subjects.faces import FaceBoxes
from autocut.media.probe import probe
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.sight import Detections, Mouth, Subject
from autocut.model.span import Span
from tests.analyze.looking import QUICK, look
from tests.builders import a_master, seen, shots

FACE, PERSON, CAR = Box(300, 150, 80, 100), Box(250, 100, 200, 500), Box(800, 400, 150, 100)


def samples(*boxes: Box, end: float = 6.0, confidence: float = 0.9) -> tuple[Detections, ...]:
    return tuple(seen(k / 2, *boxes, confidence=confidence) for k in range(round(end * 2)))


def subjects(known: Analysis) -> list[Subject]:
    return list(Subjects().deduce(a_master(), known))


def test_a_person_who_shows_a_face_is_the_face_alone() -> None:
    found = subjects(Analysis(shots=shots(0, 6), faces=samples(FACE), people=samples(PERSON), movers=samples(CAR)))
    assert [subject.kind for subject in found] == ["face"]


def test_a_person_beside_a_face_counts_too() -> None:
    beside = replace(PERSON, x=900)
    found = subjects(Analysis(shots=shots(0, 6), faces=samples(FACE), people=samples(beside)))
    assert [subject.kind for subject in found] == ["face", "person"]


def test_what_moves_counts_where_nobody_is_seen_and_only_the_two_that_move_most() -> None:
    cars = [replace(CAR, x=x) for x in (50, 500, 900)]
    movers = tuple(
        replace(each, found=tuple(replace(d, confidence=c) for d, c in zip(each.found, (0.5, 0.2, 0.3), strict=True)))
        for each in samples(*cars)
    )
    found = subjects(Analysis(shots=shots(0, 6), movers=movers))
    assert [(subject.kind, subject.sightings[0].box.x) for subject in found] == [("motion", 50), ("motion", 900)]


def test_ids_count_through_the_shots_and_no_subject_is_in_two() -> None:
    found = subjects(Analysis(shots=shots(0, 3, 6), faces=samples(FACE), movers=samples(CAR)))
    assert [subject.id for subject in found] == [1, 2]
    assert [subject.span for subject in found] == [Span(0, 2.5), Span(3, 5.5)]


def test_the_face_that_speaks_is_the_one_whose_mouth_was_watched() -> None:
    other = replace(FACE, x=900)
    times = tuple(3 + k * 0.08 for k in range(30))
    mouth = Mouth(3, times, tuple(0.02 + k % 2 * 0.02 for k in range(30)))
    known = Analysis(shots=shots(0, 3, 6), faces=samples(FACE, other), mouths=(mouth,), voice=(Span(3.5, 5),))
    known = replace(known, people=samples(replace(PERSON, x=600), end=3))
    assert [bool(subject.speaking) for subject in subjects(known)] == [False, False, False, True, False]


def test_a_face_that_glides_through_the_picture_is_one_subject_all_along(
    make: Callable[..., Path], sample: Path
) -> None:
    graph = (
        "[1]trim=end_frame=1,crop=440:560:340:40,scale=330:420,loop=-1:1,setpts=N/25/TB,trim=duration=4[f];"
        "[0][f]overlay=x='60+200*t':y=150"
    )
    ground = ["-f", "lavfi", "-i", "color=0x8090a0:s=1280x720:r=25:d=4"]
    inputs = [*ground, "-ss", "14.4", "-t", "1", "-i", str(sample)]
    path = make("glide.mp4", *inputs, "-filter_complex", graph, *QUICK)
    (subject,) = subjects(Analysis(shots=shots(0, 4), faces=look(FaceBoxes(), path)))
    assert subject.kind == "face"
    assert len(subject.sightings) >= 7
    first = subject.sightings[1]
    for sighting in subject.sightings[1:-1]:
        gone = sighting.box.center[0] - first.box.center[0]
        assert gone == pytest.approx(200 * (sighting.time - first.time), abs=25)
    assert probe(path).duration == pytest.approx(4, abs=0.1)
