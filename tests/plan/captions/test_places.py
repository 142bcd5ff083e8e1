"""Captions stand as low as covers no face and no writing, and do not hop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autocut.model.analysis import Analysis
from autocut.model.captions import Cue
from autocut.model.geometry import Box, Size
from autocut.model.preset import Preset
from autocut.model.reframe import CropPath, Framing, Keyframe, Panel
from autocut.model.sight import Subject, TextRegion
from autocut.model.span import Span
from autocut.plan.captions.places import in_place
from autocut.plan.captions.scenery import Scenery
from tests.builders import a_master, a_preset, a_subject, a_timeline, shots

SHORT, WIDE = a_preset("youtube-short"), a_preset("youtube-full", "captions.burn=true", "canvas.fit=pad")
CUES = tuple(Cue(Span(start, start + 2.0), ("Good morning,", "everybody.")) for start in (0.0, 2.0, 4.0, 6.0))
WHOLE = Framing(0.0, "crop", (Panel(Box(0, 0, 1080, 1920), CropPath(Size(406, 720), (Keyframe(0.0, 400.0, 0.0),))),))
TIMES = tuple(k / 5 for k in range(50))
"""Five sightings a second, for ten seconds."""


def scenery(
    *subjects: Subject, text: tuple[TextRegion, ...] = (), framing: Framing | None = WHOLE, cuts: tuple[float, ...] = ()
) -> Scenery:
    analysis = Analysis(shots=shots(0.0, *cuts, 60.0), subjects=subjects, text=text)
    canvas = Size(1080, 1920) if framing else Size(1920, 1080)
    return Scenery(a_master(), analysis, a_timeline([Span(0, 10)]), (framing,) if framing else (), canvas)


def on_canvas(box: Box) -> Box:
    """Where a box of the 9:16 canvas lies in the master that the window shows."""
    return Box(400 + box.x * 406 / 1080, box.y * 0.375, box.width * 406 / 1080, box.height * 0.375)


def a_face(box: Box, number: int = 1, *, speaks: bool = False, times: tuple[float, ...] = TIMES) -> Subject:
    return a_subject(on_canvas(box), times=times, number=number, speaks=speaks)


def feet(cues: tuple[Cue, ...], preset: Preset = SHORT) -> list[float]:
    """Where the foot of each cue stands on the canvas, in pixels from the top."""
    assert preset.canvas is not None
    bottom, top = preset.canvas.height - preset.safe_area.bottom, preset.safe_area.top
    return [bottom - cue.lift * (bottom - top) for cue in cues]


# The safe area of a short is from y 288 to 1248, and two lines are 174 pixels high.
LOW, HIGH = Box(300, 900, 400, 400), Box(300, 300, 400, 500)


def test_captions_stand_at_the_bottom_where_that_covers_nothing() -> None:
    placed, notes = in_place(CUES, scenery(a_face(HIGH)), SHORT)
    assert [cue.lift for cue in placed] == [0.0] * 4
    assert notes == ()


def test_captions_rise_just_above_a_face_at_the_bottom() -> None:
    placed, notes = in_place(CUES, scenery(a_face(LOW)), SHORT)
    assert notes == ()
    for foot in feet(placed):
        assert foot <= 900
        assert foot > 900 - 120


def test_captions_go_above_lower_thirds_and_come_down_after_the_cut_where_they_end() -> None:
    # Of a padded master of 1280x720 on 1920x1080 everything is half as large again.
    title = TextRegion(Span(0, 4), Box(100, 600, 900, 80), 0.9)
    later = tuple(replace(CUES[3], span=Span(start, start + 1)) for start in (8.0, 9.0))
    placed, _ = in_place([*CUES, *later], scenery(text=(title,), framing=None, cuts=(4.0,)), WIDE)
    low = feet(placed, WIDE)
    assert low[0] == low[1] <= 900
    assert low[2:] == [1080 - 54] * 4


def test_captions_do_not_hop_within_a_shot_for_a_face_that_is_there_for_a_while() -> None:
    passing = a_face(LOW, times=tuple(time for time in TIMES if 2 <= time < 4))
    placed, _ = in_place(CUES, scenery(passing), SHORT)
    assert len({cue.lift for cue in placed}) == 1
    assert feet(placed)[0] <= 900


def test_where_nothing_is_free_the_mouth_of_who_speaks_is() -> None:
    speaker, listener = a_face(Box(200, 250, 700, 500), 1, speaks=True), a_face(Box(200, 740, 700, 600), 2)
    placed, notes = in_place(CUES, scenery(speaker, listener), SHORT)
    assert notes == (
        "captions over a face or writing, for the safe area has no free row: 4 of 4, the first at 00:00.0",
    )
    assert all(foot > 900 for foot in feet(placed))


def test_in_a_split_screen_captions_cover_neither_face() -> None:
    upper, lower = (
        Panel(Box(0, y, 1080, 960), CropPath(Size(405, 360), (Keyframe(0.0, x, 100.0),)))
        for y, x in ((0, 0), (960, 800))
    )
    # On the canvas the faces are from 400 to 800 in the upper half, and from 1093 to 1493 in the lower.
    faces = (
        a_subject(Box(130, 250, 150, 150), times=TIMES, number=1),
        a_subject(Box(930, 150, 150, 150), times=TIMES, number=2),
    )
    placed, notes = in_place(CUES, scenery(*faces, framing=Framing(0.0, "split", (upper, lower))), SHORT)
    assert notes == ()
    assert all(974 <= foot <= 1053 for foot in feet(placed))


def test_what_the_window_does_not_show_is_not_in_the_way() -> None:
    outside = a_subject(Box(50, 400, 200, 200), times=TIMES)
    placed, _ = in_place(CUES, scenery(outside), SHORT)
    assert [cue.lift for cue in placed] == [0.0] * 4


@pytest.mark.parametrize("lift", [-0.1, 1.0])
def test_a_lift_out_of_the_safe_area_is_refused(lift: float) -> None:
    with pytest.raises(ValueError, match="lift must be from 0 to below 1"):
        replace(CUES[0], lift=lift)
