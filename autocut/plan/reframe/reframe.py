"""The framings of a version: each shot of each clip by itself, shown by the layouts that serve it best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.preset import Reframing
from autocut.model.reframe import CropPath, Framing, Keyframe, Panel
from autocut.model.span import Span
from autocut.model.timeline import Timeline
from autocut.plan.reframe.aims import Aimed, joined
from autocut.plan.reframe.asked import as_asked
from autocut.plan.reframe.choose import choose
from autocut.plan.reframe.cutting import cutting_times
from autocut.plan.reframe.options import options, reward
from autocut.plan.reframe.panels import cropped, fitted_in, split_up
from autocut.plan.reframe.seen import Seen, seen
from autocut.plan.reframe.windows import largest_window, limited, middle
from autocut.plan.reframe.worth import Worth, worth

_DEFAULT = Reframing()
# Of a window's height, that a face should have: a medium close-up.
_CLOSE = 0.22


def reframe(
    master: Master, analysis: Analysis, timeline: Timeline, canvas: Size, limits: Reframing = _DEFAULT
) -> tuple[Framing, ...]:
    """What of the master (less its bars) the canvas shows, from the first frame of each shot and clip on.

    Who speaks is shown before other faces, these before people without, and these before what moves; burned-in
    writing is not cut where that can be helped. Each shot is shown in the layouts, and its windows go the ways, that
    show the most of this with the least change, within the preset's limits. With nothing to hold, the window stands
    in the middle.
    """
    area = analysis.picture_area or Box(0, 0, master.size.width, master.size.height)
    found: list[Framing] = []
    for clip, placed in timeline.placed():
        if not clip.of_master:
            continue
        words = analysis.transcript.over(clip.span) if analysis.transcript else ()
        spoken = [word.span.start + placed.start - clip.span.start for word in words]
        for shot in analysis.shots_over(clip.span):
            part = seen(analysis, area, shot, clip, placed, timeline.frame_rate)
            if part is not None:
                found += _framed(part, canvas, limits, spoken)
    planned = tuple(found) or (_in_the_middle(area, canvas),)
    return as_asked(planned, master, analysis, timeline, canvas, limits)


def _in_the_middle(area: Box, canvas: Size) -> Framing:
    window = largest_window(area, canvas)
    path = CropPath(window, (Keyframe(0.0, *middle(area, window)),))
    return Framing(0.0, "crop", (Panel(Box(0, 0, canvas.width, canvas.height), path),), "There is nothing to hold.")


def _framed(part: Seen, canvas: Size, limits: Reframing, spoken: Sequence[float]) -> Iterator[Framing]:
    worths = worth(part)
    window = _window(part, worths, canvas, limits)
    choices = tuple(options(part, worths, window, limits.layouts))
    steps = range(len(part.steps) - 1)
    rewards = [[reward(option, part, worths, window, step) for step in steps] for option in choices]
    runs = choose(rewards, [option.price for option in choices], part.step, limits.least_dwell)
    times = cutting_times(part, [(choices[option], start) for option, start, _ in runs], spoken)
    aims = [
        Aimed(choices[option], Span(start, end))
        for (option, *_), (start, end) in zip(runs, pairwise((*times, part.span.end)), strict=True)
    ]
    for together in joined(part, worths, window, aims):
        first = together[0]
        if first.option.aim == "split":
            yield split_up(part, worths, first, canvas, limits)
        elif first.option.aim == "fit":
            yield fitted_in(part, worths, first, canvas)
        else:
            yield cropped(part, worths, together, window, canvas, limits)


def _window(part: Seen, worths: Worth, canvas: Size, limits: Reframing) -> Size:
    """The largest that there is room for; smaller, as far as the preset lets it, around one face that is far away."""
    largest = largest_window(part.area, canvas)
    faces = {k for main in worths.main for k in main}
    if limits.punch_in <= 1 or len(faces) != 1:
        return largest
    (only,) = faces
    tall = median(box.height for box in part.places[only] if box is not None)
    closer = limited(_CLOSE * largest.height / tall, 1.0, limits.punch_in)
    return largest_window(Box(0, 0, largest.width / closer, largest.height / closer), canvas)
