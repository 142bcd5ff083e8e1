from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.analyze.bars import Bars
from autocut.media.frames import Frame, image_size
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.preset import Reframing
from autocut.model.reframe import CropPath
from autocut.model.sight import Sighting, Subject, SubjectKind, TextRegion
from autocut.model.span import Span
from autocut.model.timeline import Timeline
from autocut.plan.reframe import cut_writing
from autocut.plan.reframe import reframe as framed
from tests.builders import FILM, NTSC, PAL, a_master, a_subject, a_timeline, same_every_time, shots
from tests.plan.reframe.seeing import cases

VERTICAL, SQUARE, WIDE = Size(1080, 1920), Size(1080, 1080), Size(1280, 720)
WHOLE = a_timeline([Span(0, 10)])


CROPS = Reframing(layouts=("crop",))


def reframe(master: Master, analysis: Analysis, timeline: Timeline, canvas: Size) -> CropPath:
    """The one window's way through all framings, where the canvas must be filled."""
    framings = framed(master, analysis, timeline, canvas, CROPS)
    paths = [panel.path for framing in framings for panel in framing.panels]
    return CropPath(paths[0].size, tuple(keyframe for path in paths for keyframe in path.keyframes))


def one_shot(*boxes: Box, picture_area: Box | None = None) -> Analysis:
    """A shot of ten seconds in which the boxes are seen all the time."""
    subjects = tuple(a_subject(box, number=number) for number, box in enumerate(boxes, 1))
    return Analysis(shots=shots(0, 10), subjects=subjects, picture_area=picture_area)


def holds(path: CropPath, box: Box) -> bool:
    corner = path.keyframes[0]
    across = corner.x <= box.x and box.x + box.width <= corner.x + path.size.width
    return across and corner.y <= box.y and box.y + box.height <= corner.y + path.size.height


@same_every_time
@given(cases(), st.sampled_from([VERTICAL, SQUARE, WIDE]))
def test_the_window_lies_within_the_picture_and_clear_of_its_bars(case: tuple[Size, Analysis], canvas: Size) -> None:
    size, analysis = case
    area = analysis.picture_area or Box(0, 0, size.width, size.height)
    path = reframe(a_master(10.0, size=size), analysis, WHOLE, canvas)
    assert path.size.width % 2 == path.size.height % 2 == 0
    for corner in path.keyframes:
        assert area.x <= corner.x <= area.x + area.width - path.size.width
        assert area.y <= corner.y <= area.y + area.height - path.size.height


@same_every_time
@given(cases(), st.sampled_from([VERTICAL, SQUARE, WIDE]))
def test_the_window_has_the_shape_of_the_canvas_and_fills_the_area(case: tuple[Size, Analysis], canvas: Size) -> None:
    size, analysis = case
    area = analysis.picture_area or Box(0, 0, size.width, size.height)
    window = reframe(a_master(10.0, size=size), analysis, WHOLE, canvas).size
    aspect = canvas.width / canvas.height
    assert abs(window.width - window.height * aspect) <= 3 * max(1.0, aspect)
    assert min(area.width - window.width, area.height - window.height) < 4


def test_a_vertical_window_of_a_wide_master_is_as_high_as_the_picture() -> None:
    path = reframe(a_master(10.0), one_shot(), WHOLE, VERTICAL)
    assert path.size == Size(404, 720)
    assert [(k.time, k.x, k.y) for k in path.keyframes] == [(0.0, 438.0, 0.0)]


@pytest.mark.parametrize("x", [0, 90, 438, 700, 1180])
def test_a_face_is_held_wherever_it_stands(x: float) -> None:
    face = Box(x, 200, 100, 120)
    assert holds(reframe(a_master(10.0), one_shot(face), WHOLE, VERTICAL), face)


def test_the_larger_of_two_faces_that_do_not_both_fit_is_held() -> None:
    near, far = Box(900, 200, 160, 200), Box(100, 200, 60, 80)
    assert holds(reframe(a_master(10.0), one_shot(near, far), WHOLE, VERTICAL), near)


def test_two_faces_that_both_fit_are_both_held() -> None:
    left, right = Box(600, 200, 80, 100), Box(760, 200, 90, 110)
    path = reframe(a_master(10.0), one_shot(left, right), WHOLE, VERTICAL)
    assert holds(path, left)
    assert holds(path, right)


@pytest.mark.parametrize("samples", [101, 120, 199])
def test_two_faces_are_both_held_through_a_long_shot_too(samples: int) -> None:
    left, right = Box(600, 200, 80, 100), Box(760, 200, 90, 110)
    end, times = samples / 2, [k / 2 for k in range(samples)]
    both = (a_subject(right, times=times), a_subject(left, times=times))
    path = reframe(a_master(120.0), Analysis(shots=shots(0, end), subjects=both), a_timeline([Span(0, end)]), VERTICAL)
    assert holds(path, left)
    assert holds(path, right)


def test_the_face_that_stays_wins_over_one_that_passes() -> None:
    stays, passes = Box(100, 200, 100, 120), Box(1000, 200, 110, 130)
    both = (a_subject(stays), a_subject(passes, times=(1.5, 2.0)))
    path = reframe(a_master(10.0), Analysis(shots=shots(0, 10), subjects=both), WHOLE, VERTICAL)
    assert holds(path, stays)


def test_black_bars_are_left_out() -> None:
    path = reframe(a_master(10.0), one_shot(picture_area=Box(0, 90, 1280, 540)), WHOLE, VERTICAL)
    assert path.size == Size(304, 540)
    assert path.keyframes[0].y == 90


def test_bars_at_the_sides_of_a_picture_with_an_odd_height_do_not_make_the_window_too_high() -> None:
    master = a_master(10.0, size=Size(1000, 561))
    seen = image_size(master.size, Bars.view.longest_side)
    image = np.zeros((seen.height, seen.width, 3), np.uint8)
    image[:, seen.width // 4 : -seen.width // 4] = 200
    look = Bars().look(master, None, Analysis())
    for time in range(3):
        look.see(Frame(float(time), image, master.size.width / seen.width))
    area = look.found()
    assert area is not None
    window = reframe(master, one_shot(picture_area=area), WHOLE, VERTICAL).size
    assert window.height <= master.size.height


@pytest.mark.parametrize("rate", [FILM, NTSC, PAL])
def test_the_window_is_placed_anew_at_each_shot_change_on_its_very_frame(rate: Fraction) -> None:
    cuts = [float(frame / rate) for frame in (0, 60, 130, 300)]
    left, right = Box(100, 200, 100, 120), Box(1000, 200, 100, 120)
    seen = ((left, (0.0,)), (right, tuple(cuts[1] + k / 4 for k in range(8))), (left, (cuts[2] + 0.5,)))
    analysis = Analysis(shots=shots(*cuts), subjects=tuple(a_subject(box, times=times) for box, times in seen))
    path = reframe(a_master(20.0, rate), analysis, a_timeline([Span(0.0, cuts[3])], rate), VERTICAL)
    assert [k.time for k in path.keyframes] == pytest.approx(cuts[:3])
    assert [k.x < 300 for k in path.keyframes] == [True, False, True]


def test_keyframes_are_in_timeline_time_and_cards_have_none() -> None:
    left, right = Box(100, 200, 100, 120), Box(1000, 200, 100, 120)
    analysis = Analysis(
        shots=shots(0, 10, 20), subjects=(a_subject(left, times=(5.0,)), a_subject(right, times=(15.0,)))
    )
    timeline = a_timeline([Span(12, 14), 2.0, Span(8, 11)])
    path = reframe(a_master(20.0), analysis, timeline, VERTICAL)
    assert [k.time for k in path.keyframes] == pytest.approx([0.0, 4.0, 6.0])
    assert path.at(1.9) == (path.keyframes[0].x, path.keyframes[0].y)
    assert path.at(5.9) == (path.keyframes[1].x, path.keyframes[1].y)


def test_faces_of_a_shot_outside_the_clip_do_not_count() -> None:
    analysis = Analysis(shots=shots(0, 10), subjects=(a_subject(Box(0, 200, 100, 120), times=(1.0,)),))
    path = reframe(a_master(10.0), analysis, a_timeline([Span(5, 10)]), VERTICAL)
    assert path.keyframes[0].x == 438


def test_a_timeline_of_cards_alone_has_a_window_in_the_middle() -> None:
    path = reframe(a_master(10.0), one_shot(), a_timeline([2.0]), VERTICAL)
    assert [(k.time, k.x) for k in path.keyframes] == [(0.0, 438.0)]


def test_a_portrait_master_for_a_wide_canvas_keeps_its_whole_width() -> None:
    path = reframe(a_master(10.0, size=Size(1080, 1920)), one_shot(), WHOLE, WIDE)
    assert path.size == Size(1080, 608)
    assert path.keyframes[0].y == 656


@pytest.mark.parametrize("y", [150, 1500])
def test_a_face_is_held_in_a_portrait_master_too(y: float) -> None:
    face = Box(400, y, 250, 300)
    assert holds(reframe(a_master(10.0, size=Size(1080, 1920)), one_shot(face), WHOLE, WIDE), face)


def test_the_same_values_give_the_same_path() -> None:
    master, analysis = a_master(10.0), one_shot(Box(100, 100, 90, 90), Box(800, 100, 90, 90))
    assert reframe(master, analysis, WHOLE, SQUARE) == reframe(master, analysis, WHOLE, SQUARE)


def test_of_two_faces_one_above_the_other_the_larger_is_held() -> None:
    upper, lower = Box(400, 150, 200, 240), Box(300, 1400, 300, 360)
    assert holds(reframe(a_master(10.0, size=Size(1080, 1920)), one_shot(lower, upper), WHOLE, WIDE), lower)


def test_the_face_that_speaks_is_held_before_a_larger_one_that_does_not() -> None:
    speaks, listens = Box(100, 200, 90, 110), Box(1000, 200, 130, 160)
    both = (a_subject(speaks, speaks=True), a_subject(listens))
    path = reframe(a_master(10.0), Analysis(shots=shots(0, 10), subjects=both), WHOLE, VERTICAL)
    assert holds(path, speaks)


@pytest.mark.parametrize(("more", "less"), [("face", "person"), ("person", "motion"), ("face", "motion")])
def test_of_two_as_large_a_face_is_held_before_a_person_and_a_person_before_what_moves(
    more: SubjectKind, less: SubjectKind
) -> None:
    left, right = Box(80, 200, 150, 180), Box(1000, 200, 150, 180)
    for one, other in ((left, right), (right, left)):
        both = (a_subject(one, more), a_subject(other, less))
        path = reframe(a_master(10.0), Analysis(shots=shots(0, 10), subjects=both), WHOLE, VERTICAL)
        assert holds(path, one)


@pytest.mark.parametrize("kind", ["person", "motion"])
def test_where_no_face_is_seen_the_window_stands_over_whoever_or_whatever_moves(kind: SubjectKind) -> None:
    box = Box(820, 100, 160, 500)
    analysis = Analysis(shots=shots(0, 10), subjects=(a_subject(box, kind),))
    path = reframe(a_master(10.0), analysis, WHOLE, VERTICAL)
    assert holds(path, box)
    assert path.keyframes[0].x + path.size.width / 2 == pytest.approx(box.center[0], abs=2)


def test_the_middle_of_a_group_too_wide_for_the_window_is_held() -> None:
    analysis = Analysis(shots=shots(0, 10), subjects=(a_subject(Box(500, 100, 700, 600), "person"),))
    path = reframe(a_master(10.0), analysis, WHOLE, VERTICAL)
    assert path.keyframes[0].x + path.size.width / 2 == pytest.approx(850, abs=2)


def test_a_subject_seen_only_beside_a_short_clip_still_places_its_window() -> None:
    box = Box(1000, 200, 100, 120)
    analysis = Analysis(shots=shots(0, 10), subjects=(a_subject(box, times=(1.0, 2.0)),))
    assert holds(reframe(a_master(10.0), analysis, a_timeline([Span(1.2, 1.8)]), VERTICAL), box)


def test_writing_is_held_beside_a_face_where_both_fit_and_alone_where_there_is_no_face() -> None:
    face, writing = Box(600, 200, 90, 110), Box(700, 600, 200, 40)
    text = (TextRegion(Span(0, 10), writing, 0.9),)
    both = reframe(
        a_master(10.0), Analysis(shots=shots(0, 10), subjects=(a_subject(face),), text=text), WHOLE, VERTICAL
    )
    alone = reframe(a_master(10.0), Analysis(shots=shots(0, 10), text=text), WHOLE, VERTICAL)
    assert holds(both, face)
    assert holds(both, writing)
    assert holds(alone, writing)
    assert alone.keyframes != reframe(a_master(10.0), one_shot(), WHOLE, VERTICAL).keyframes


def test_a_face_is_held_before_writing_far_from_it() -> None:
    face, writing = Box(100, 200, 90, 110), Box(900, 600, 300, 60)
    text = (TextRegion(Span(0, 10), writing, 0.9),)
    path = reframe(
        a_master(10.0), Analysis(shots=shots(0, 10), subjects=(a_subject(face),), text=text), WHOLE, VERTICAL
    )
    assert holds(path, face)


def goes(first: Box, last: Box, start: float, end: float, length: float = 10.0) -> Subject:
    """A face that walks from one place to another in that time, and stands before and after."""
    times = [k / 2 for k in range(round(2 * length))]
    shares = [min(max((time - start) / (end - start), 0.0), 1.0) for time in times]
    boxes = (
        Box(first.x + share * (last.x - first.x), first.y + share * (last.y - first.y), first.width, first.height)
        for share in shares
    )
    return Subject(1, "face", tuple(Sighting(time, box, 0.9) for time, box in zip(times, boxes, strict=True)))


def test_a_window_follows_who_walks_through_the_picture_and_is_still_before_and_after() -> None:
    walker = goes(Box(200, 200, 80, 100), Box(950, 200, 80, 100), 3.0, 7.0)
    (framing,) = framed(a_master(10.0), Analysis(shots=shots(0, 10), subjects=(walker,)), WHOLE, VERTICAL)
    (path,) = (panel.path for panel in framing.panels)
    assert framing.layout == "crop"
    assert all(path.at(s.time)[0] < s.box.x < path.at(s.time)[0] + 404 - 80 for s in walker.sightings)
    assert path.at(0.0) == path.at(1.5)
    assert path.at(8.5) == path.at(9.9)
    assert len(path.keyframes) < 12


def test_two_faces_far_apart_are_put_one_above_the_other_where_nobody_is_known_to_speak() -> None:
    left, right = Box(150, 250, 100, 130), Box(1000, 240, 90, 117)
    (framing,) = framed(a_master(10.0), one_shot(right, left), WHOLE, VERTICAL)
    assert framing.layout == "split"
    assert [panel.place for panel in framing.panels] == [Box(0, 0, 1080, 960), Box(0, 960, 1080, 960)]
    shown = [list(framing.shown(face, 5.0)) for face in (left, right)]
    assert [len(boxes) for boxes in shown] == [1, 1]
    ((upper,), (lower,)) = shown
    assert upper.y < 960 < lower.y
    assert upper.height == pytest.approx(lower.height, rel=0.03)
    assert "too far apart" in framing.why


def test_a_title_wider_than_the_window_is_shown_whole_over_the_blurred_picture() -> None:
    title = Box(140, 300, 1000, 90)
    analysis = Analysis(shots=shots(0, 10), text=(TextRegion(Span(0, 10), title, 0.9),))
    (framing,) = framed(a_master(10.0), analysis, WHOLE, VERTICAL)
    assert framing.layout == "fit"
    (shown,) = framing.shown(title, 5.0)
    assert shown.width > 0.8 * 1080 * 1000 / 1280
    assert shown.width / shown.height == pytest.approx(1000 / 90, rel=0.01)
    assert "Writing" in framing.why


def test_a_window_comes_closer_to_a_face_far_away_only_as_far_as_the_preset_lets_it() -> None:
    face = Box(600, 200, 50, 65)
    (usual,) = framed(a_master(10.0), one_shot(face), WHOLE, VERTICAL)
    (closer,) = framed(a_master(10.0), one_shot(face), WHOLE, VERTICAL, Reframing(punch_in=1.5))
    assert usual.panels[0].path.size == Size(404, 720)
    path = closer.panels[0].path
    assert path.size.height == pytest.approx(480, abs=4)
    assert path.keyframes[0].y + 0.2 * 480 < face.y + 0.4 * face.height < path.keyframes[0].y + 0.5 * 480


def test_a_still_window_makes_way_for_writing_that_its_edge_would_cut() -> None:
    face, sign = Box(500, 200, 90, 110), Box(730, 500, 120, 40)
    text = (TextRegion(Span(0, 10), sign, 0.9),)
    analysis = Analysis(shots=shots(0, 10), subjects=(a_subject(face),), text=text)
    centred = framed(a_master(10.0), one_shot(face), WHOLE, VERTICAL)
    (moved,) = made = framed(a_master(10.0), analysis, WHOLE, VERTICAL)
    assert cut_writing(a_master(10.0), analysis, WHOLE, centred)
    assert not cut_writing(a_master(10.0), analysis, WHOLE, made)
    assert holds(moved.panels[0].path, face)


def test_writing_that_no_window_holds_with_the_face_is_told_where_only_crops_are_allowed() -> None:
    face, line = Box(500, 200, 90, 110), Box(100, 600, 900, 50)
    analysis = Analysis(shots=shots(0, 10), subjects=(a_subject(face),), text=(TextRegion(Span(2, 8), line, 0.9),))
    framings = framed(a_master(10.0), analysis, WHOLE, VERTICAL, CROPS)
    (note,) = cut_writing(a_master(10.0), analysis, WHOLE, framings)
    assert "burned-in writing is cut" in note
    assert "00:05.0" in note
    fitting = framed(a_master(10.0), analysis, WHOLE, VERTICAL)
    assert not cut_writing(a_master(10.0), analysis, WHOLE, fitting)


def test_an_upright_master_is_shown_whole_in_a_wide_canvas_where_a_window_would_cut_who_stands() -> None:
    person = a_subject(Box(300, 300, 500, 1500), "person")
    analysis = Analysis(shots=shots(0, 10), subjects=(person,))
    (framing,) = framed(a_master(10.0, size=Size(1080, 1920)), analysis, WHOLE, Size(1920, 1080))
    assert framing.layout == "fit"
    assert framing.panels[0].place == Box(656, 0, 608, 1080)
