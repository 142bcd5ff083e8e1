"""What holds of every plan of the camera, whatever is seen."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.preset import Reframing
from autocut.model.reframe import CropPath, Framing
from autocut.model.sight import Sighting, Subject
from autocut.model.span import Span, frame_count
from autocut.plan.reframe import reframe
from tests.builders import NTSC, PAL, a_master, a_timeline, same_every_time, shots
from tests.plan.reframe.seeing import cases

CANVASES = st.sampled_from([Size(1080, 1920), Size(1080, 1080), Size(1080, 1350), Size(1920, 1080)])
PIECES = st.sampled_from([[Span(0, 10)], [Span(2, 6), 1.0, Span(0.4, 2.4)], [Span(3, 3.04)], [Span(5, 9), Span(1, 5)]])
few_every_time = settings(same_every_time, max_examples=20)
_PEAK_OF_EASE, _GAIN_OF_EASE = 1.5, 6.0


@few_every_time
@given(cases(), CANVASES, PIECES, st.sampled_from([NTSC, PAL]))
def test_framings_begin_with_shots_and_clips_on_whole_frames(case, canvas, pieces, rate) -> None:  # type: ignore[no-untyped-def]
    size, analysis = case
    timeline = a_timeline(pieces, rate)
    framings = reframe(a_master(10.0, rate, size), analysis, timeline, canvas)
    times = [framing.time for framing in framings]
    assert all(abs(time * rate - round(time * rate)) < 1e-6 for time in times)
    assert all(later > earlier for earlier, later in pairwise(times))
    frames = {frame_count(time, rate) for time in times}
    for clip, placed in timeline.placed():
        if clip.of_master:
            later = placed.start - clip.span.start
            begun = [max(shot.span.start, clip.span.start) + later for shot in analysis.shots_over(clip.span)]
            last = frame_count(placed.end, rate)
            assert {frame for time in begun if (frame := frame_count(time, rate)) < last} <= frames


@few_every_time
@given(cases(), CANVASES)
def test_windows_stay_in_the_picture_and_panels_on_the_canvas(case: tuple[Size, Analysis], canvas: Size) -> None:
    size, analysis = case
    area = analysis.picture_area or Box(0, 0, size.width, size.height)
    for framing in reframe(a_master(10.0, size=size), analysis, a_timeline([Span(0, 10)]), canvas):
        for panel in framing.panels:
            place, window = panel.place, panel.path.size
            assert not any(side % 2 for side in (place.x, place.y, place.width, place.height))
            assert place.clipped(Box(0, 0, canvas.width, canvas.height)) == place
            for corner in panel.path.keyframes:
                assert area.x <= corner.x <= area.x + area.width - window.width
                assert area.y <= corner.y <= area.y + area.height - window.height
        assert not any(a.place.clipped(b.place) for a, b in pairwise(framing.panels))
        assert framing.why


@few_every_time
@given(cases(), CANVASES, st.floats(0.1, 1.0), st.floats(0.2, 2.0))
def test_windows_keep_to_the_limits_of_speed_and_acceleration(
    case: tuple[Size, Analysis], canvas: Size, speed: float, acceleration: float
) -> None:
    size, analysis = case
    limits = Reframing(max_speed=speed, max_acceleration=acceleration)
    framings = reframe(a_master(10.0, size=size), analysis, a_timeline([Span(0, 10)]), canvas, limits)
    for framing, end in zip(framings, [*(each.time for each in framings[1:]), 10.0], strict=True):
        for panel in framing.panels:
            _within_limits(panel.path, limits)
            times = [keyframe.time for keyframe in panel.path.keyframes]
            assert framing.time <= times[0] <= times[-1] < end
            assert all(later > earlier for earlier, later in pairwise(times))


def _within_limits(path: CropPath, limits: Reframing) -> None:
    """Between linear moves the speed changes, so to say, from the middle of one to the middle of the next."""
    pixel = 0.02
    for axis, side in (("x", path.size.width), ("y", path.size.height)):
        before: tuple[float, float] | None = None
        for a, b in pairwise(path.keyframes):
            seconds, far = b.time - a.time, abs(getattr(b, axis) - getattr(a, axis)) - pixel
            if b.move == "ease":
                assert _PEAK_OF_EASE * far / seconds <= limits.max_speed * side
                assert _GAIN_OF_EASE * far / seconds**2 <= limits.max_acceleration * side
                before = (0.0, 0.0)
                continue
            assert far / seconds <= limits.max_speed * side
            speed = (getattr(b, axis) - getattr(a, axis)) / seconds
            if before is not None:
                between = (before[1] + seconds) / 2
                rounding = pixel * (1 / seconds + (1 / before[1] if before[1] else 0))
                assert abs(speed - before[0]) - rounding <= limits.max_acceleration * side * between * 1.001
            before = (speed, seconds)


@few_every_time
@given(cases(), CANVASES)
def test_the_same_values_give_the_same_framings(case: tuple[Size, Analysis], canvas: Size) -> None:
    size, analysis = case
    plans = [reframe(a_master(10.0, size=size), analysis, a_timeline([Span(0, 10)]), canvas) for _ in range(2)]
    assert plans[0] == plans[1]


@few_every_time
@given(st.floats(60, 1120), st.lists(st.floats(-25, 25), min_size=20, max_size=20), CANVASES)
def test_a_window_does_not_move_for_a_head_that_sways(x: float, sway: list[float], canvas: Size) -> None:
    boxes = [Box(min(max(x + by, 0), 1180), 200, 100, 130) for by in sway]
    head = Subject(1, "face", tuple(Sighting(k / 2, box, 0.9) for k, box in enumerate(boxes)))
    framings = reframe(
        a_master(10.0), Analysis(shots=shots(0, 10), subjects=(head,)), a_timeline([Span(0, 10)]), canvas
    )
    assert [len(framing.panels[0].path.keyframes) for framing in framings] == [1]
    assert all(_is_shown(framings[0], box) for box in boxes)


def _is_shown(framing: Framing, box: Box) -> bool:
    return any(abs(shown.width / shown.height - box.width / box.height) < 0.01 for shown in framing.shown(box, 5.0))
