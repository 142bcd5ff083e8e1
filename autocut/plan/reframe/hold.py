"""Where a window may stand to hold something, and where it stands well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autocut.model.geometry import Box, Size
from autocut.plan.reframe.windows import around, limited

_EYES_IN_FACE = 0.4
_EYES_IN_WINDOW = 0.36
_HEAD_ROOM = 0.5
_AROUND_FACE = 0.3
_ROOM = 0.9
_NEAR_FACE, _NEAR = 0.13, 0.22


@dataclass(frozen=True, slots=True)
class Stand:
    """Places of the window's near edge along one side: where it holds the thing, and where it stands best.

    It holds all of it from `low` to `high`; as far as `near` from `best` nobody minds.
    """

    low: float
    high: float
    best: float
    near: float


def stands(boxes: Sequence[Box], are_faces: bool, window: Size, area: Box, lead: float = 0.0) -> tuple[Stand, Stand]:
    """Along x and along y, for the boxes together; `lead` is the room ahead, in widths of the window.

    Faces are held with hair, ears and chin, their eyes at about a third of the height. Of a person that is too high
    it is the upper part that is held, where the head is.
    """
    held = around(boxes)
    margin = _AROUND_FACE if are_faces else 0.0
    near = _NEAR_FACE if are_faces else _NEAR
    wide, high = (margin * max(sides) for sides in zip(*((box.width, box.height) for box in boxes), strict=True))
    x, y = held.center
    if are_faces:
        eyes = held.y + _EYES_IN_FACE * held.height
        lower = held.y - _HEAD_ROOM * held.height + window.height / 2
        y = min(eyes + (0.5 - _EYES_IN_WINDOW) * window.height, lower)
    elif held.height > _ROOM * window.height:
        y = held.y + _ROOM * window.height / 2
        held = Box(held.x, held.y, held.width, _ROOM * window.height)
    best = (x + (lead - 0.5) * window.width, y - window.height / 2)
    return (
        _stand((held.x, held.width), wide, window.width, (area.x, area.width), best[0], near),
        _stand((held.y, held.height), high, window.height, (area.y, area.height), best[1], near),
    )


def _stand(
    held: tuple[float, float], margin: float, window: float, area: tuple[float, float], best: float, near: float
) -> Stand:
    """Along one side, of which `held` and `area` are start and length.

    Where there is no room for the margin it is less; of what is too large, a part is held that fills the window.
    """
    start, length = held
    margin = min(margin, max(0.0, (window - length) / 3))
    low, high = sorted((start + length + margin - window, start - margin))
    first, last = area[0], area[0] + area[1] - window
    low, high = limited(low, first, last), limited(high, first, last)
    return Stand(low, high, limited(best, low, high), near * window)
