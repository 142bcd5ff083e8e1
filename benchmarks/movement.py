"""How a window moves, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from autocut.model.media import Master
from autocut.model.reframe import Framing

_REFERENCE_WIDTH, _REFERENCE_HEIGHT = 640, 360
_SMOOTH_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Movement:
    """Pixels a frame at 640x360, on average of `frames` frames and of those of framings that move at all.

    `shaking` is the share of the movement (0-1) that a mean over half a second takes out.
    """

    frames: int
    mean: float
    moving: float
    shaking: float


def movement(master: Master, framings: Sequence[Framing]) -> Movement:
    """Of the first panel of each framing; from one framing to the next is a cut, and no movement."""
    rate = float(master.video.frame_rate)
    scale = min(_REFERENCE_WIDTH / master.size.width, _REFERENCE_HEIGHT / master.size.height)
    smooth = max(1, round(_SMOOTH_SECONDS * rate))
    frames, moving_frames, total, rough = 0, 0, 0.0, 0.0
    ends = [*(framing.time for framing in framings[1:]), master.picture.end]
    for framing, end in zip(framings, ends, strict=True):
        path = framing.panels[0].path
        count = max(1, round((end - framing.time) * rate))
        places = [path.at(framing.time + k / rate) for k in range(count)]
        steps = [(scale * (b[0] - a[0]), scale * (b[1] - a[1])) for a, b in pairwise(places)]
        far = sum(_length(step) for step in steps)
        frames += count
        total += far
        moving_frames += count if far else 0
        rough += sum(_length(_less(step, _mean(steps[max(0, k - smooth // 2) : k + smooth // 2 + 1])))
                     for k, step in enumerate(steps)) if far else 0.0  # fmt: skip
    return Movement(frames, total / max(1, frames), total / max(1, moving_frames), rough / total if total else 0.0)


def _length(step: tuple[float, float]) -> float:
    return float((step[0] ** 2 + step[1] ** 2) ** 0.5)


def _less(step: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return step[0] - other[0], step[1] - other[1]


def _mean(steps: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(step[0] for step in steps) / len(steps), sum(step[1] for step in steps) / len(steps)
