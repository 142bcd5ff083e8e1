"""How the displayed picture of the master is laid on a canvas of another shape, and how the window moves over it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from autocut.model.geometry import Box, Size
from autocut.model.span import Span, from_timecodes

Move = Literal["jump", "linear", "ease"]
Layout = Literal["crop", "split", "fit"]


@dataclass(frozen=True, slots=True)
class Keyframe:
    """At `time` (seconds of timeline time) the window's top left corner stands at (x, y) pixels of the master.

    `move` is how it gets there from the keyframe before: it stands still until then and jumps, goes at constant
    speed, or eases out of rest and into rest again (smoothstep, 3s² - 2s³).
    """

    time: float
    x: float
    y: float
    move: Move = "jump"


@dataclass(frozen=True, slots=True)
class CropPath:
    """A window of one size in the displayed picture; before the first of its keyframes and after the last it rests."""

    size: Size
    keyframes: tuple[Keyframe, ...]

    def at(self, time: float) -> tuple[float, float]:
        """The window's top left corner (x, y) at `time` (timeline time)."""
        passed = bisect_right(self.keyframes, time, key=lambda keyframe: keyframe.time)
        before = self.keyframes[max(0, passed - 1)]
        after = self.keyframes[passed] if 0 < passed < len(self.keyframes) else before
        if after is before or after.move == "jump":
            return before.x, before.y
        share = (time - before.time) / (after.time - before.time)
        if after.move == "ease":
            share = share * share * (3 - 2 * share)
        return before.x + share * (after.x - before.x), before.y + share * (after.y - before.y)

    def moved(self, seconds: float) -> CropPath:
        """The same path, so much later."""
        return replace(self, keyframes=tuple(replace(each, time=each.time + seconds) for each in self.keyframes))


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the canvas (whole, even pixels of it), and the window of the master that is scaled to fill it."""

    place: Box
    path: CropPath

    def shown(self, box: Box, time: float) -> Box | None:
        """Where a box of the master lies on the canvas at `time` (timeline time), as far as it is seen here."""
        x, y = self.path.at(time)
        seen = box.clipped(Box(x, y, self.path.size.width, self.path.size.height))
        if seen is None:
            return None
        wide, high = self.place.width / self.path.size.width, self.place.height / self.path.size.height
        return Box(
            self.place.x + (seen.x - x) * wide,
            self.place.y + (seen.y - y) * high,
            seen.width * wide,
            seen.height * high,
        )


@dataclass(frozen=True, slots=True)
class Framing:
    """From `time` (timeline time) until the next framing the canvas shows these panels of the master.

    One that fills it (crop), two or three one above or beside the other (split), or the whole picture within it
    (fit). What they leave free is filled with the first panel's picture, enlarged and blurred. `why` says in one
    sentence how this came to be chosen.
    """

    time: float
    layout: Layout
    panels: tuple[Panel, ...]
    why: str = ""

    def shown(self, box: Box, time: float) -> Iterator[Box]:
        """Where a box of the master lies on the canvas at `time` (timeline time): once in each panel that sees it."""
        return (shown for panel in self.panels if (shown := panel.shown(box, time)) is not None)

    def moved(self, seconds: float) -> Framing:
        """The same framing with its paths, so much later."""
        panels = tuple(replace(panel, path=panel.path.moved(seconds)) for panel in self.panels)
        return replace(self, time=self.time + seconds, panels=panels)


_HOW = re.compile(r"left|right|top|bottom|center|fit|split|face:[1-9]\d*|\d+(\.\d+)?,\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a person wants a stretch of the master (master time) to be shown.

    `how` is a side of the picture (left, right, top, bottom) or its center, a point X,Y of it in pixels that comes to
    the middle, face:N for the N-th face from the left, or the layout fit or split.
    """

    span: Span
    how: str

    def __post_init__(self) -> None:
        if not _HOW.fullmatch(self.how):
            ways = "left, right, top, bottom, center, a point such as 640,300, face:1, fit or split"
            raise ValueError(f"{self.how!r} is none of {ways}")

    @classmethod
    def written(cls, text: str) -> Asked:
        """What a person wrote as `00:10-00:20=left`; raises ValueError where it is no such thing."""
        span, equals, how = text.partition("=")
        if not equals:
            raise ValueError(f"{text.strip()!r} does not say how, as 00:10-00:20=left does")
        return cls(from_timecodes(span), how.replace(" ", "").lower())


def framing_at(framings: tuple[Framing, ...], time: float) -> Framing:
    """The one in force at `time` (timeline time): the last that is not later, else the first."""
    return framings[max(0, bisect_right(framings, time, key=lambda framing: framing.time) - 1)]
