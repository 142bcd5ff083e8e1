"""Where the crop window stands: one place a shot, chosen to hold who and what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size, even
from autocut.model.media import Master
from autocut.model.reframe import CropPath, Framing, Keyframe, Panel
from autocut.model.sight import Sighting, Subject, SubjectKind
from autocut.model.span import Span
from autocut.model.timeline import Timeline

_FACE_MARGIN = 0.25
_WEIGHTS: dict[SubjectKind, float] = {"face": 1.0, "person": 0.5, "motion": 0.25}
_SPEAKING = 4.0
_TEXT = 0.1
_ROOM = 0.9
_FACE_HEIGHT_IN_WINDOW = 0.4
_WHOLE = 0.98
_MOST_SAMPLES = 100


def reframe(master: Master, analysis: Analysis, timeline: Timeline, canvas: Size) -> tuple[Framing, ...]:
    """A framing a shot: the largest window of the canvas's shape within the picture (less its bars), placed anew.

    Within a shot it stands where it holds the most of its subjects, seen long and large: those who speak count for
    most, faces for more than people without, and these for more than what moves. Writing is held where that costs
    nothing else. With none of these, it stands in the middle.
    """
    area = analysis.picture_area or Box(0, 0, master.size.width, master.size.height)
    window = _window(area, canvas)
    framings: list[Framing] = []
    for clip, placed in timeline.placed():
        if not clip.of_master:
            continue
        for shot in analysis.shots_over(clip.span):
            seen = shot.span.clipped(clip.span)
            x, y = _place(window, area, list(_worth(analysis, seen, window)))
            time = placed.start + seen.start - clip.span.start
            framings.append(_crop(time, window, x, y, canvas))
    return tuple(framings) or (_crop(0.0, window, *_place(window, area, ()), canvas),)


def _crop(time: float, window: Size, x: float, y: float, canvas: Size) -> Framing:
    path = CropPath(window, (Keyframe(time, x, y),))
    return Framing(time, "crop", (Panel(Box(0, 0, canvas.width, canvas.height), path),))


def _window(area: Box, canvas: Size) -> Size:
    """The largest even size of the canvas's shape that lies within the area."""
    scale = min(area.width / canvas.width, area.height / canvas.height)
    width, height = even(canvas.width * scale), even(canvas.height * scale)
    return Size(width - 2 * (width > area.width), height - 2 * (height > area.height))


class _Worth(NamedTuple):
    """Something to hold, and what a square pixel of it is worth."""

    box: Box
    weight: float


def _worth(analysis: Analysis, span: Span, window: Size) -> Iterator[_Worth]:
    """What is seen in the span, sample by sample."""
    for subject in analysis.subjects_over(span):
        sightings = [sighting for sighting in subject.sightings if span.start <= sighting.time < span.end]
        for sighting in _thinned(sightings or [_nearest(subject, span.middle)]):
            box = _with_margin(sighting.box) if subject.kind == "face" else sighting.box
            speaks = any(said.span.start <= sighting.time < said.span.end for said in subject.speaking)
            yield _Worth(_fitted(box, window), _WEIGHTS[subject.kind] * (_SPEAKING if speaks else 1.0))
    for region in analysis.text:
        if region.span.overlap(span) > 0 and region.box.width <= window.width:
            yield _Worth(region.box, _TEXT)


def _nearest(subject: Subject, time: float) -> Sighting:
    return min(subject.sightings, key=lambda sighting: abs(sighting.time - time))


def _fitted(box: Box, window: Size) -> Box:
    """The middle of a box that is too wide for the window, the top of one too high: where heads are."""
    width, height = min(box.width, _ROOM * window.width), min(box.height, _ROOM * window.height)
    return Box(box.center[0] - width / 2, box.y, width, height)


def _place(window: Size, area: Box, seen: Sequence[_Worth]) -> tuple[float, float]:
    """The top left corner, in whole pixels within the area, that holds the most of what is seen."""
    boxes = [each.box for each in seen]
    middle = (area.x + (area.width - window.width) / 2, area.y + (area.height - window.height) / 2)
    # The best window has a box at its middle, at its left or at its right side.
    sides = [(x, box.y) for box in boxes for x in (box.x, box.x + box.width - window.width)]
    places = [_within(place, window, area) for place in (middle, *(_around(box, window) for box in boxes), *sides)]
    best = max(dict.fromkeys(places), key=lambda place: (_held(place, window, seen), -abs(place[0] - middle[0])))
    inside = [box for box in boxes if _share(box, best, window) > _WHOLE]
    if not inside:
        return best
    centered = _within(_around(_union(inside), window), window, area)
    return centered if _held(centered, window, seen) >= _held(best, window, seen) else best


def _thinned(seen: Sequence[Sighting]) -> Sequence[Sighting]:
    """At most so many samples, evenly: a long shot needs no more to be placed."""
    step = -(-len(seen) // _MOST_SAMPLES)
    return seen[:: max(1, step)]


def _with_margin(face: Box) -> Box:
    """The face with hair, chin and ears."""
    wide, high = face.width * _FACE_MARGIN, face.height * _FACE_MARGIN
    return Box(face.x - wide, face.y - high, face.width + 2 * wide, face.height + 2 * high)


def _around(box: Box, window: Size) -> tuple[float, float]:
    x, y = box.center
    return x - window.width / 2, y - window.height * _FACE_HEIGHT_IN_WINDOW


def _within(place: tuple[float, float], window: Size, area: Box) -> tuple[float, float]:
    x = min(max(place[0], area.x), area.x + area.width - window.width)
    y = min(max(place[1], area.y), area.y + area.height - window.height)
    return float(round(x)), float(round(y))


def _held(place: tuple[float, float], window: Size, seen: Sequence[_Worth]) -> float:
    """The worth of what lies wholly within the window, and half of that of the visible part of what is cut."""
    shares = ((each.weight * each.box.area, _share(each.box, place, window)) for each in seen)
    return sum(worth * (1.0 if share > _WHOLE else share / 2) for worth, share in shares)


def _share(box: Box, place: tuple[float, float], window: Size) -> float:
    """How much of the box (0-1) the window shows."""
    x, y = place
    wide = max(0.0, min(x + window.width, box.x + box.width) - max(x, box.x))
    high = max(0.0, min(y + window.height, box.y + box.height) - max(y, box.y))
    return wide * high / box.area if box.area else 0.0


def _union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)
