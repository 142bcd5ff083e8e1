"""What a person asks to be shown of some stretches, instead of what was planned for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autocut.errors import PlanError
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.preset import Reframing
from autocut.model.reframe import Asked, CropPath, Framing, Keyframe, Panel, framing_at
from autocut.model.span import as_timecodes
from autocut.model.timeline import Timeline
from autocut.plan.reframe.aims import Aimed
from autocut.plan.reframe.fit import fitted
from autocut.plan.reframe.options import Option
from autocut.plan.reframe.panels import cropped, split_up
from autocut.plan.reframe.seen import Seen, seen
from autocut.plan.reframe.windows import largest_window, limited
from autocut.plan.reframe.worth import worth

_MOST_IN_SPLIT = 3
_SIDES = {"left": (0.0, 0.5), "right": (1.0, 0.5), "top": (0.5, 0.0), "bottom": (0.5, 1.0), "center": (0.5, 0.5)}


class _Unmet(Exception):
    """Why one shot cannot be shown as asked."""


def as_asked(
    framings: Sequence[Framing], master: Master, analysis: Analysis, timeline: Timeline, canvas: Size, limits: Reframing
) -> tuple[Framing, ...]:
    """The framings with others in the stretches that `limits` name; of two wishes for one time the later counts.

    A shot without the faces that are asked for keeps its framing, which says so. Raises PlanError where that is so in
    every shot of a stretch that is played, or where a point is not in the picture.
    """
    area = analysis.picture_area or Box(0, 0, master.size.width, master.size.height)
    found = list(framings)
    for asked in limits.asked:
        reasons, met = [], False
        for part, ends in _parts(asked, area, analysis, timeline):
            try:
                found = _laid(found, _as(asked, part, canvas, limits), part, ends)
                met = True
            except _Unmet as reason:
                found = _told(found, part, f"{asked.how} was asked for, but {reason}")
                reasons.append(str(reason))
        if reasons and not met:
            raise PlanError(f"{as_timecodes(asked.span)} cannot be shown as asked ({asked.how}): {reasons[0]}")
    return tuple(found)


def _parts(asked: Asked, area: Box, analysis: Analysis, timeline: Timeline) -> Iterator[tuple[Seen, bool]]:
    """What is played of the stretch, shot by shot, and whether a clip ends with it."""
    for clip, placed in timeline.placed():
        for shot in analysis.shots_over(clip.span) if clip.of_master else ():
            if shot.span.clipped(clip.span).overlap(asked.span) > 0:
                inside = replace(shot, span=shot.span.clipped(asked.span))
                part = seen(analysis, area, inside, clip, placed, timeline.frame_rate)
                if part is not None:
                    yield part, part.span.end >= placed.end


def _as(asked: Asked, part: Seen, canvas: Size, limits: Reframing) -> Framing:
    why = f"Asked for: {asked.how}."
    if asked.how == "fit":
        window, place = fitted(None, part.area, canvas)
        size = Size(int(window.width), int(window.height))
        path = CropPath(size, (Keyframe(part.span.start, window.x, window.y),))
        return Framing(part.span.start, "fit", (Panel(place, path),), why)
    if asked.how == "split":
        return replace(_split(part, canvas, limits), why=why)
    window_size = largest_window(part.area, canvas)
    if asked.how.startswith("face:"):
        option = Option("one", (_face(part, int(asked.how.removeprefix("face:"))),))
        aims = (Aimed(option, part.span),)
        return replace(cropped(part, worth(part), aims, window_size, canvas, limits), why=why)
    path = CropPath(window_size, (Keyframe(part.span.start, *_corner(asked.how, part.area, window_size)),))
    return Framing(part.span.start, "crop", (Panel(Box(0, 0, canvas.width, canvas.height), path),), why)


def _corner(how: str, area: Box, window: Size) -> tuple[float, float]:
    """Where the window stands, in whole pixels where there is room for that."""
    free = area.width - window.width, area.height - window.height
    if how in _SIDES:
        across, down = _SIDES[how]
        x, y = area.x + across * free[0], area.y + down * free[1]
    else:
        point = [float(text) for text in how.split(",")]
        if not (area.x <= point[0] <= area.x + area.width and area.y <= point[1] <= area.y + area.height):
            ends = f"{area.x:g},{area.y:g} to {area.x + area.width:g},{area.y + area.height:g}"
            raise _Unmet(f"the point is not in the picture, which goes from {ends}")
        x, y = point[0] - window.width / 2, point[1] - window.height / 2
    return limited(round(x), area.x, area.x + free[0]), limited(round(y), area.y, area.y + free[1])


def _faces(part: Seen) -> list[int]:
    """The faces that are there most of the time, from the left."""
    shown = {k: [box for box in part.places[k] if box is not None] for k in part.of("face")}
    lasting = {k: boxes for k, boxes in shown.items() if 2 * len(boxes) > len(part.steps)}
    return sorted(lasting, key=lambda k: sum(box.center[0] for box in lasting[k]) / len(lasting[k]))


def _face(part: Seen, number: int) -> int:
    faces = _faces(part)
    if number > len(faces):
        raise _Unmet(f"{_faces_seen(len(faces))} there for most of the time")
    return faces[number - 1]


def _split(part: Seen, canvas: Size, limits: Reframing) -> Framing:
    faces, worths = _faces(part), worth(part)
    if len(faces) < 2:
        raise _Unmet(f"{_faces_seen(len(faces))} there for most of the time")
    best = sorted(faces, key=lambda k: -sum(worths.of[k]))[:_MOST_IN_SPLIT]
    return split_up(part, worths, Aimed(Option("split", tuple(sorted(best))), part.span), canvas, limits)


def _faces_seen(count: int) -> str:
    return "no face is" if count == 0 else "only one face is" if count == 1 else f"only {count} faces are"


def _laid(framings: Sequence[Framing], asked: Framing, part: Seen, ends: bool) -> list[Framing]:
    """The framing from its frame on; at the end of the part, within a clip, what was planned goes on."""
    half = float(1 / part.rate) / 2
    before = [framing for framing in framings if framing.time < asked.time - half]
    behind = [framing for framing in framings if framing.time > part.span.end - half]
    if ends or (behind and behind[0].time < part.span.end + half):
        return [*before, asked, *behind]
    return [*before, asked, replace(framing_at(tuple(framings), part.span.end), time=part.span.end), *behind]


def _told(framings: Sequence[Framing], part: Seen, told: str) -> list[Framing]:
    first = framing_at(tuple(framings), part.span.start)
    inside = [framing for framing in framings if framing is first or part.span.start < framing.time < part.span.end]
    return [replace(each, why=f"{told}. {each.why}") if each in inside else each for each in framings]
