"""Where a window may stand to hold something, and where it stands well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autocut.model.geometry import Box, Size, around
from autocut.plan.reframe.windows import limited

_EYES_IN_FACE = 0.4
_EYES_IN_WINDOW = 0.36
_HEAD_ROOM = 0.5
# Of a face's sides: ears, hair and chin.
_BESIDE_FACE, _ABOVE_FACE, _BELOW_FACE = 0.3, 0.45, 0.2
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
    near = _NEAR_FACE if are_faces else _NEAR
    beside = above = below = 0.0
    x, y = held.center
    if are_faces:
        width, height = max(box.width for box in boxes), max(box.height for box in boxes)
        beside, above, below = _BESIDE_FACE * width, _ABOVE_FACE * height, _BELOW_FACE * height
        eyes = held.y + _EYES_IN_FACE * height
        y = min(eyes + (0.5 - _EYES_IN_WINDOW) * window.height, held.y - _HEAD_ROOM * height + window.height / 2)
    elif held.height > _ROOM * window.height:
        y = held.y + _ROOM * window.height / 2
        held = Box(held.x, held.y, held.width, _ROOM * window.height)
    best = (x + (lead - 0.5) * window.width, y - window.height / 2)
    return (
        _stand((held.x, held.width), (beside, beside), window.width, (area.x, area.width), best[0], near),
        _stand((held.y, held.height), (above, below), window.height, (area.y, area.height), best[1], near),
    )


def _stand(
    held: tuple[float, float],
    margins: tuple[float, float],
    window: float,
    area: tuple[float, float],
    best: float,
    near: float,
) -> Stand:
    """Along one side, of which `held` and `area` are start and length, and `margins` are before and after.

    Where there is no room for the margins they are less; of what is too large, a part is held that fills the window.
    """
    start, length = held
    room = max(0.0, window - length)
    share = min(1.0, 0.7 * room / sum(margins)) if sum(margins) else 0.0
    low, high = sorted((start + length + share * margins[1] - window, start - share * margins[0]))
    first, last = area[0], area[0] + area[1] - window
    low, high = limited(low, first, last), limited(high, first, last)
    return Stand(low, high, limited(best, low, high), near * window)
