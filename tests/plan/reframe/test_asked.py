"""Stretches that a person wants shown in a certain way."""

from __future__ import annotations

import pytest

from autocut.convert import Faults, from_data, to_data
from autocut.errors import PlanError
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.preset import Reframing
from autocut.model.reframe import Asked, Framing, framing_at
from autocut.model.span import Span
from autocut.plan.reframe import reframe
from tests.builders import a_master, a_subject, a_timeline, shots

VERTICAL = Size(1080, 1920)
LEFT, RIGHT = Box(100, 200, 120, 140), Box(1040, 220, 120, 140)
TIMES = tuple(k / 2 for k in range(40))
TWO = Analysis(
    shots=shots(0, 10, 20),
    subjects=(
        a_subject(LEFT, number=1),
        a_subject(RIGHT, number=2),
        a_subject(RIGHT, times=TIMES[20:], number=3),
    ),
)


def framed(*wishes: str, timeline: tuple[Span, ...] = (Span(2, 8), Span(12, 18))) -> tuple[Framing, ...]:
    """The framings of two clips, of the first shot with two faces and of the second with one."""
    limits = Reframing(asked=tuple(map(Asked.written, wishes)))
    return reframe(a_master(20.0), TWO, a_timeline(timeline), VERTICAL, limits)


def window(framing: Framing) -> Box:
    (panel,) = framing.panels
    return Box(*panel.path.at(framing.time), panel.path.size.width, panel.path.size.height)


@pytest.mark.parametrize(
    ("how", "x"),
    [("left", 0), ("right", 876), ("center", 438), ("top", 438), ("500,300", 298), ("5,5", 0), ("1270,700", 876)],
)
def test_a_stretch_is_shown_from_its_first_frame_to_its_last_as_asked(how: str, x: int) -> None:
    planned, asked = framed(), framed(f"3-5={how}")
    found = [framing for framing in asked if framing.why == f"Asked for: {how}."]
    # Master time 3-5 s is timeline time 1-3 s.
    assert [framing.time for framing in found] == [1.0]
    assert window(found[0]) == Box(x, 0, 404, 720)
    assert next(framing.time for framing in asked if framing.time > 1.0) == 3.0
    for time in (0.0, 0.96, 3.0, 5.0, 7.0, 11.96):
        was, now = framing_at(planned, time), framing_at(asked, time)
        assert (now.layout, now.why) == (was.layout, was.why)
        assert [panel.path.at(time) for panel in now.panels] == [panel.path.at(time) for panel in was.panels]


def test_a_wish_over_a_cut_holds_in_every_clip_and_shot_that_plays_it() -> None:
    asked = framed("7-13=left", timeline=(Span(12, 18), Span(2, 11)))
    found = [framing.time for framing in asked if framing.why == "Asked for: left."]
    # The second clip begins at 6 s; the shot changes in it 8 s later.
    assert found == [0.0, 11.0, 14.0]


def test_of_two_wishes_for_one_time_the_later_counts() -> None:
    asked = framed("2-8=left", "4-5=right")
    assert [(framing.time, framing.why) for framing in asked if framing.time < 6] == [
        (0.0, "Asked for: left."),
        (2.0, "Asked for: right."),
        (3.0, "Asked for: left."),
    ]


def test_a_face_is_held_by_its_number_from_the_left() -> None:
    for number, face in ((1, LEFT), (2, RIGHT)):
        framing = framing_at(framed(f"3-5=face:{number}"), 1.0)
        assert framing.why == f"Asked for: face:{number}."
        shown = window(framing)
        assert face.clipped(shown) == face
    assert framing_at(framed("12-18=face:1"), 6.0).why == "Asked for: face:1."


def test_a_split_shows_each_face_in_a_panel_and_a_fit_the_whole_picture() -> None:
    split = framing_at(framed("3-5=split"), 1.0)
    assert split.layout == "split"
    for panel, face in zip(split.panels, (LEFT, RIGHT), strict=True):
        assert panel.shown(face, 1.0) is not None
        assert panel.path.size.width < 1280
    fit = framing_at(framed("3-5=fit"), 1.0)
    assert fit.layout == "fit"
    assert window(fit) == Box(0, 0, 1280, 720)


def test_a_shot_that_cannot_be_shown_as_asked_keeps_its_framing_and_says_so() -> None:
    planned, asked = framed(), framed("3-15=split")
    assert framing_at(asked, 1.0).why == "Asked for: split."
    kept = framing_at(asked, 6.0)
    assert kept.layout == framing_at(planned, 6.0).layout
    assert kept.why.startswith("split was asked for, but only one face is there for most of the time. ")


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (
            "12-15=split",
            "00:12.0-00:15.0 cannot be shown as asked (split): only one face is there for most of the time",
        ),
        (
            "3-5=face:3",
            "00:03.0-00:05.0 cannot be shown as asked (face:3): only 2 faces are there for most of the time",
        ),
        (
            "3-5=1400,20",
            "00:03.0-00:05.0 cannot be shown as asked (1400,20): "
            "the point is not in the picture, which goes from 0,0 to 1280,720",
        ),
    ],
)
def test_what_no_shot_can_show_is_refused(wish: str, told: str) -> None:
    with pytest.raises(PlanError) as caught:
        framed(wish)
    assert str(caught.value) == told


def test_what_is_not_played_asks_for_nothing() -> None:
    assert framed("9-11=split") == framed()


def test_a_wish_is_read_as_people_write_it_and_written_flat() -> None:
    wish = Asked(Span(10, 20.5), "face:2")
    assert from_data("00:10-00:20.5 = Face:2", Asked) == wish
    assert to_data(wish) == {"start": 10.0, "end": 20.5, "how": "face:2"}
    assert from_data({"start": 10, "end": 20.5, "how": "face:2"}, Asked) == wish
    for text, told in (
        ("00:10-00:20", "does not say how, as 00:10-00:20=left does"),
        ("00:10-00:20=up", "'up' is none of left, right, top, bottom, center, a point such as 640,300"),
        ("00:10-00:20=face:0", "'face:0' is none of left"),
        ("20-10=left", "'20-10' ends before it begins"),
    ):
        with pytest.raises(Faults, match=told):
            from_data(text, Asked)
