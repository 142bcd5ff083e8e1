"""A piece of a trailer, before it has its place and its length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from autocut.model.segment import Segment
from autocut.model.span import Span

Role = Literal["open", "who", "promise", "build", "best", "button"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage as it may be cut: `span` (master time) begins and ends where it may.

    What is spoken is played whole, and so is what was `asked` for; of the rest as much as its place needs. `after` is
    the earliest time at which a piece that was played before it in the master may end. `clear` is how well anything is
    to be seen (0-1).
    """

    segment: Segment
    span: Span
    after: float
    clear: float = 1.0
    asked: bool = False

    @property
    def spoken(self) -> bool:
        """Whether anything is said in it."""
        return bool(self.segment.text)

    @property
    def asks(self) -> bool:
        """Whether it ends on a question."""
        return self.segment.text.rstrip("\"'”’»)]").endswith(("?", "？", "؟"))

    @property
    def whole(self) -> bool:
        """Whether it may not be shortened."""
        return self.asked or self.spoken

    def length(self, wanted: float) -> float:
        """Seconds that it plays where so many are wanted."""
        return self.span.duration if self.whole else min(self.span.duration, wanted)


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece in the place that it has in the arc."""

    piece: Piece
    role: Role
