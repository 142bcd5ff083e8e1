from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from autocut.analyze.subjects.track import FACES, Rules, face_tracks, tracks
from autocut.model.geometry import Box
from autocut.model.sight import Detection, Detections
from tests.builders import shots

PASSING = Rules(sure=0.5, reach=1.5, gap=1.6, least=2)


def face(x: float, y: float = 200, size: float = 100) -> Box:
    return Box(x, y, size, size)


def at(times: Sequence[float], *places: Callable[[float], float | None], confidence: float = 0.9) -> list[Detections]:
    """Samples in which each thing stands where its function of the time says, or is not seen."""
    return [
        Detections(time, tuple(Detection(face(x), confidence) for place in places if (x := place(time)) is not None))
        for time in times
    ]


HALF_SECONDS = [k / 2 for k in range(12)]


def test_two_that_stay_apart_are_two_tracks_with_all_their_sightings() -> None:
    found = tracks(at(HALF_SECONDS, lambda t: 100 + 40 * t, lambda t: 900 - 40 * t), FACES)
    assert [len(track) for track in found] == [12, 12]
    assert [round(track[0].box.x, -1) for track in found] == [100, 900]
    assert [round(track[-1].box.x, -1) for track in found] == [320, 680]


def test_two_that_pass_each_other_keep_their_ways() -> None:
    found = tracks(at([k / 4 for k in range(24)], lambda t: 100 + 150 * t, lambda t: 940 - 150 * t), PASSING)
    assert len(found) == 2
    for track in found:
        steps = [later.box.x - sighting.box.x for sighting, later in pairwise(track)]
        assert len({step > 0 for step in steps}) == 1


def test_a_gap_is_bridged_and_a_longer_one_is_not() -> None:
    def away(seconds: float) -> Callable[[float], float | None]:
        return lambda t: None if 2 < t < 2 + seconds else 300

    assert len(tracks(at(HALF_SECONDS, away(2.0)), FACES)) == 1
    assert len(tracks(at([*HALF_SECONDS, 6.0, 6.5], away(3.2)), FACES)) == 2


def test_what_is_seen_in_one_frame_alone_was_nothing() -> None:
    found = tracks(at(HALF_SECONDS, lambda t: 300, lambda t: 900 if t == 2.0 else None), FACES)
    assert [round(track[0].box.x) for track in found] == [300]


def test_in_a_shot_sampled_once_one_sighting_is_enough() -> None:
    assert len(tracks(at([1.0], lambda t: 300), FACES)) == 1


def test_an_unsure_sighting_continues_a_track_and_begins_none() -> None:
    unsure = at([1.0, 1.5, 2.0], lambda t: 300, confidence=0.4)
    assert tracks(unsure, FACES) == []
    (track,) = tracks([*at([0.0, 0.5], lambda t: 300), *unsure], FACES)
    assert len(track) == 5


def test_a_face_close_up_does_not_continue_one_far_away() -> None:
    far, near = Detection(face(300, size=40), 0.9), Detection(face(280, size=200), 0.9)
    samples = [Detections(time, (far if time < 1 else near,)) for time in (0.0, 0.5, 1.0, 1.5)]
    assert len(tracks(samples, FACES)) == 2


def test_no_track_goes_past_the_bounds_of_its_shot() -> None:
    found = list(face_tracks(at(HALF_SECONDS, lambda t: 300), shots(0, 2.25, 6)))
    assert [(track[0].time, track[-1].time) for track in found] == [(0.0, 2.0), (2.5, 5.5)]


def test_boxes_are_smoothed_but_not_late() -> None:
    shaking = at(HALF_SECONDS, lambda t: 300 + (12 if (2 * t) % 2 else -12))
    (track,) = tracks(shaking, FACES)
    assert all(abs(sighting.box.x - 300) < 1 for sighting in track[1:-1])
    (walk,) = tracks(at(HALF_SECONDS, lambda t: 100 * t), FACES)
    assert [sighting.box.x for sighting in walk[1:-1]] == pytest.approx([100 * t for t in HALF_SECONDS[1:-1]])
