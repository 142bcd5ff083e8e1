"""Where the crop window stands: one place a shot, chosen to hold the faces."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.analysis import Analysis, Faces
from autocut.model.geometry import Box, Size, even
from autocut.model.media import Master
from autocut.model.reframe import CropPath, Keyframe
from autocut.model.timeline import Timeline

_FACE_MARGIN = 0.25
_FACE_HEIGHT_IN_WINDOW = 0.4
_WHOLE = 0.98
_MOST_SAMPLES = 100


def reframe(master: Master, analysis: Analysis, timeline: Timeline, canvas: Size) -> CropPath:
    """The largest window of the canvas's shape within the picture (less its bars), placed anew at each shot.

    Within a shot it stands where it holds the most face, seen long and large; with no face, in the middle.
    """
    area = analysis.picture_area or Box(0, 0, master.size.width, master.size.height)
    window = _window(area, canvas)
    keyframes: list[Keyframe] = []
    for clip, placed in timeline.placed():
        if clip.card is not None:
            continue
        for shot in analysis.shots_over(clip.span):
            seen = shot.span.clipped(clip.span)
            x, y = _place(window, area, analysis.faces_over(seen))
            keyframes.append(Keyframe(placed.start + seen.start - clip.span.start, x, y))
    return CropPath(window, tuple(keyframes) or (Keyframe(0.0, *_place(window, area, ())),))


def _window(area: Box, canvas: Size) -> Size:
    """The largest even size of the canvas's shape that lies within the area."""
    scale = min(area.width / canvas.width, area.height / canvas.height)
    width, height = even(canvas.width * scale), even(canvas.height * scale)
    return Size(width - 2 * (width > area.width), height - 2 * (height > area.height))


def _place(window: Size, area: Box, seen: Sequence[Faces]) -> tuple[float, float]:
    """The top left corner, in whole pixels within the area, that holds the most face over the samples."""
    faces = [_with_margin(box) for sample in _thinned(seen) for box in sample.boxes]
    middle = (area.x + (area.width - window.width) / 2, area.y + (area.height - window.height) / 2)
    # The best window has a face at its middle, at its left or at its right side.
    sides = [(x, face.y) for face in faces for x in (face.x, face.x + face.width - window.width)]
    places = [_within(place, window, area) for place in (middle, *(_around(face, window) for face in faces), *sides)]
    best = max(places, key=lambda place: (_held(place, window, faces), -abs(place[0] - middle[0])))
    inside = [face for face in faces if _share(face, best, window) > _WHOLE]
    if not inside:
        return best
    centered = _within(_around(_union(inside), window), window, area)
    return centered if _held(centered, window, faces) >= _held(best, window, faces) else best


def _thinned(seen: Sequence[Faces]) -> Sequence[Faces]:
    """At most so many samples, evenly: a long shot needs no more to be placed."""
    step = -(-len(seen) // _MOST_SAMPLES)
    return seen[:: max(1, step)]


def _with_margin(face: Box) -> Box:
    """The face with hair, chin and ears."""
    wide, high = face.width * _FACE_MARGIN, face.height * _FACE_MARGIN
    return Box(face.x - wide, face.y - high, face.width + 2 * wide, face.height + 2 * high)


def _around(face: Box, window: Size) -> tuple[float, float]:
    x, y = face.center
    return x - window.width / 2, y - window.height * _FACE_HEIGHT_IN_WINDOW


def _within(place: tuple[float, float], window: Size, area: Box) -> tuple[float, float]:
    x = min(max(place[0], area.x), area.x + area.width - window.width)
    y = min(max(place[1], area.y), area.y + area.height - window.height)
    return float(round(x)), float(round(y))


def _held(place: tuple[float, float], window: Size, faces: Sequence[Box]) -> float:
    """Square pixels of the faces that lie wholly within the window, and half of the visible part of those cut."""
    shares = ((face.area, _share(face, place, window)) for face in faces)
    return sum(area * (1.0 if share > _WHOLE else share / 2) for area, share in shares)


def _share(face: Box, place: tuple[float, float], window: Size) -> float:
    """How much of the face (0-1) the window shows."""
    x, y = place
    wide = max(0.0, min(x + window.width, face.x + face.width) - max(x, face.x))
    high = max(0.0, min(y + window.height, face.y + face.height) - max(y, face.y))
    return wide * high / face.area if face.area else 0.0


def _union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)
