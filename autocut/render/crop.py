"""A crop path to the arguments of ffmpeg's crop filter."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from autocut.model.reframe import CropPath, Keyframe
from autocut.model.span import Span, frame_count


def window_filter(crop: CropPath, placed: Span, rate: Fraction) -> dict[str, str | int]:
    """The window over one clip that fills `placed` (timeline time), its corner a function of the clip's frame number.

    Frame numbers, not times: a jump falls on the very frame of the shot change.
    """
    steps = [(0, Keyframe(placed.start, *crop.at(placed.start)))]
    for keyframe in crop.keyframes:
        if placed.start < keyframe.time < placed.end:
            steps.append((frame_count(keyframe.time - placed.start, rate), keyframe))
    return {
        "w": crop.size.width,
        "h": crop.size.height,
        "x": _stepwise([(frame, keyframe.x) for frame, keyframe in steps]),
        "y": _stepwise([(frame, keyframe.y) for frame, keyframe in steps]),
    }


def _stepwise(steps: list[tuple[int, float]]) -> str:
    """The first value, plus each change from its frame on."""
    terms = [f"{steps[0][1]:g}"]
    for (_, before), (frame, value) in pairwise(steps):
        if value != before:
            terms.append(f"{value - before:+g}*gte(n,{frame})")
    return "".join(terms)
