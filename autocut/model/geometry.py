"""Space: sizes and boxes in pixels of the displayed picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    def fitted(self, bounds: Size) -> Size:
        """This shape scaled down, never up, to lie within `bounds`, with even sides."""
        scale = min(1.0, bounds.width / self.width, bounds.height / self.height)
        return Size(even(self.width * scale), even(self.height * scale))

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: the top left corner and the sides, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> tuple[float, float]:
        """The middle point (x, y)."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def area(self) -> float:
        """Square pixels."""
        return self.width * self.height

    def clipped(self, bounds: Box) -> Box | None:
        """The part of it that lies within `bounds`; None where nothing does."""
        left, top = max(self.x, bounds.x), max(self.y, bounds.y)
        right = min(self.x + self.width, bounds.x + bounds.width)
        bottom = min(self.y + self.height, bounds.y + bounds.height)
        return Box(left, top, right - left, bottom - top) if left < right and top < bottom else None


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; raises ValueError where there is none."""
    every = list(boxes)
    left, top = min(box.x for box in every), min(box.y for box in every)
    right, bottom = max(box.x + box.width for box in every), max(box.y + box.height for box in every)
    return Box(left, top, right - left, bottom - top)


def even(length: float) -> int:
    """The nearest even number of pixels, at least 2: chroma at half size has no odd ones."""
    return max(2, 2 * round(length / 2))
