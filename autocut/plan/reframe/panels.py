"""Aims to framings: where the windows go, and where they are shown on the canvas."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.geometry import Box, Size, around
from autocut.model.preset import Reframing
from autocut.model.reframe import CropPath, Framing, Keyframe, Panel
from autocut.model.span import Span, frame_count
from autocut.plan.reframe import split
from autocut.plan.reframe.aims import Aimed, stood
from autocut.plan.reframe.edges import clear_of
from autocut.plan.reframe.fit import fitted
from autocut.plan.reframe.hold import Stand
from autocut.plan.reframe.keyframes import keyframes
from autocut.plan.reframe.options import Option
from autocut.plan.reframe.path import way
from autocut.plan.reframe.seen import Seen, frames
from autocut.plan.reframe.why import why
from autocut.plan.reframe.windows import largest_window, middle
from autocut.plan.reframe.worth import Worth

Stands = Sequence[tuple[Stand, Stand] | None]


def cropped(seen: Seen, worths: Worth, aims: Sequence[Aimed], window: Size, canvas: Size, limits: Reframing) -> Framing:
    """One window that fills the canvas and serves the aims one after the other."""
    span = Span(aims[0].span.start, aims[-1].span.end)
    times = _times(seen, span)
    held = [stood(seen, worths, window, _in_force(aims, time), time) for time in times]
    path = _path(seen, times, held, window, limits)
    if len(path.keyframes) == 1:
        path = clear_of(seen, worths, aims, held, path)
    whole = Panel(Box(0, 0, canvas.width, canvas.height), path)
    return Framing(span.start, "crop", (whole,), why(seen, worths, aims, window, moves=len(path.keyframes) > 1))


def split_up(seen: Seen, worths: Worth, aimed: Aimed, canvas: Size, limits: Reframing) -> Framing:
    """A panel for each of the aim's faces, in their order from the left, or from the top."""
    times = _times(seen, aimed.span)
    boxes = {k: [seen.things[k].at(time) for time in times] for k in aimed.option.things}
    middles = {k: around(box for box in seen.places[k] if box).center for k in boxes}
    across = max(abs(a[0] - b[0]) - abs(a[1] - b[1]) for a in middles.values() for b in middles.values()) > 0
    order = sorted(boxes, key=lambda k: middles[k][0 if across else 1])
    places = split.places(len(order), canvas)
    windows = split.windows([boxes[k] for k in order], places, seen.area)
    panels = []
    for k, place, window in zip(order, places, windows, strict=True):
        alone = Aimed(Option("one", (k,)), aimed.span)
        held = [stood(seen, worths, window, alone, time) for time in times]
        panels.append(Panel(place, _path(seen, times, held, window, limits)))
    return Framing(
        aimed.span.start, "split", tuple(panels), why(seen, worths, (aimed,), largest_window(seen.area, canvas))
    )


def fitted_in(seen: Seen, worths: Worth, aimed: Aimed, canvas: Size) -> Framing:
    """As much of the picture as all that is seen needs, within the canvas."""
    steps = [k for k, time in enumerate(seen.steps) if aimed.span.start <= time < aimed.span.end]
    wanted = {k for step in steps for k in worths.main[step]} | set(seen.of("text"))
    boxes = [box for k in wanted for step in steps if (box := seen.places[k][step]) is not None]
    window, place = fitted(around(boxes) if boxes else None, seen.area, canvas)
    size = Size(int(window.width), int(window.height))
    path = CropPath(size, (Keyframe(aimed.span.start, window.x, window.y),))
    return Framing(
        aimed.span.start, "fit", (Panel(place, path),), why(seen, worths, (aimed,), largest_window(seen.area, canvas))
    )


def _times(seen: Seen, span: Span) -> tuple[float, ...]:
    """The first and the last frame that the span shows, and steps between."""
    first, end = (frame_count(time, seen.rate) for time in (span.start, span.end))
    return frames(first, end - 1, seen.rate) if end - first > 1 else (span.start,)


def _in_force(aims: Sequence[Aimed], time: float) -> Aimed:
    return next((aimed for aimed in reversed(aims) if aimed.span.start <= time), aims[0])


def _path(seen: Seen, times: Sequence[float], held: Stands, window: Size, limits: Reframing) -> CropPath:
    if not any(held):
        return CropPath(window, (Keyframe(times[0], *middle(seen.area, window)),))
    across = way([stand and stand[0] for stand in held], times, window.width, limits)
    down = way([stand and stand[1] for stand in held], times, window.height, limits)
    return CropPath(
        window, keyframes(times, list(zip(across, down, strict=True)), (window.width, window.height), limits)
    )
