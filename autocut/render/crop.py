"""A window that stands still or moves over the picture, as filters of ffmpeg."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from autocut.model.geometry import Size, even
from autocut.model.span import Span, united
from autocut.render.motion import Axis, Leg, expression

_SCALER = "lanczos+accurate_rnd"
_LEAST_MARGIN, _MOST_MARGIN = 4, 20
_UNSEEN = 0.1
# Of the frame that the filter `perspective` is at; it counts from one.
_FRAME = "(in-1)"
_EIGHT_BITS = {"yuv420p10le": "yuv420p", "yuv422p10le": "yuv422p"}


class Conversion(NamedTuple):
    """A film's picture of size `shown`, the pixel format it is brought to, and how its colours become BT.709."""

    shown: Size
    form: str
    colors: Mapping[str, str]


def seen(stream: Any, window: Size, over: Sequence[Leg], place: Size, to: Conversion) -> Any:
    """What a window sees of the picture, scaled to the place and converted.

    One that rests stands on even pixels, where chroma has its own. One that moves is exact to a hundredth of a
    pixel, also where it rests between its moves; ffmpeg shifts by less than a pixel in eight bits alone.
    """
    if all(leg.rests for leg in over):
        return scaled(cut(stream, window, over), place, to.form, to.colors)
    return _moving(stream, window, over, place, to)


def scaled(stream: Any, size: Size, form: str, colors: Mapping[str, str], flags: str = _SCALER) -> Any:
    """The picture at the size, in the pixel format, its colours converted."""
    return stream.filter("scale", size.width, size.height, flags=flags, **colors).filter("format", form)


def cut(stream: Any, window: Size, over: Sequence[Leg], aside: tuple[float, float] = (0.0, 0.0)) -> Any:
    """What a window shows, in the picture's own pixels, its corner on even ones."""
    corner = expression(over, "x", aside=aside[0]), expression(over, "y", aside=aside[1])
    return stream.filter("crop", window.width, window.height, *corner)


def _moving(stream: Any, window: Size, over: Sequence[Leg], place: Size, to: Conversion) -> Any:
    """Cut out on even pixels with a margin, scaled, shifted by the rest, and cut to the place.

    Shifting softens what is as fine as a pixel, more at some shifts than at others: so it is done where the
    picture is largest, after it was scaled up or before it is scaled down.
    """
    large = Size(max(place.width, window.width), max(place.height, window.height))
    across = _Side("x", window.width, to.shown.width, large.width, over)
    down = _Side("y", window.height, to.shown.height, large.height, over)
    stream = stream.filter("crop", across.cut, down.cut, across.corner(), down.corner())
    stream = scaled(stream, Size(across.scaled, down.scaled), _EIGHT_BITS.get(to.form, to.form), to.colors)
    (left, right), (top, bottom) = across.ends(), down.ends()
    corners = {"x0": left, "y0": top, "x1": right, "y1": top, "x2": left, "y2": bottom, "x3": right, "y3": bottom}
    times = "+".join(_between_pixels(over, across, down))
    stream = stream.filter("perspective", **corners, eval="frame", interpolation="cubic", enable=times)
    stream = stream.filter("crop", large.width, large.height, 0, 0)
    if large != place:
        stream = stream.filter("scale", place.width, place.height, flags=_SCALER)
    return stream.filter("format", to.form)


class _Side:
    """One axis of a moving window: what is cut out for it (`cut` pixels) and what this is scaled to (`scaled`)."""

    def __init__(self, axis: Axis, window: int, shown: int, large: int, over: Sequence[Leg]) -> None:
        self._axis, self._over = axis, over
        room = 2 * ((shown - window) // 2)
        margins = range(min(_LEAST_MARGIN, room), min(_MOST_MARGIN, room) + 1, 2)
        exact = large / window
        self.cut = min((window + margin for margin in margins), key=lambda cut: abs(cut * exact - even(cut * exact)))
        self.scaled = even(self.cut * exact)
        self._scale = self.scaled / self.cut
        self._furthest = 2 * ((shown - self.cut) // 2)
        # Of what is scaled, how much fills a picture of its own length, as the window fills `large`.
        self._length = window * self._scale * self.scaled / large

    def corner(self) -> str:
        """Where it is cut out, by the frame: at the even pixel before the window's corner, or at the last possible."""
        return f"min(2*floor(({expression(self._over, self._axis)})/2),{self._furthest})"

    def ends(self) -> tuple[str, str]:
        """Which places of what is scaled come to stand at its first and its last pixel, by the frame."""
        corner = expression(self._over, self._axis, _FRAME)
        shift = f"{self._scale:.9g}*(st(0,{corner})-min(2*floor(ld(0)/2),{self._furthest}))"
        return shift, f"{self._length:.9g}+{shift}"

    def on_pixels(self, leg: Leg) -> bool:
        """Whether it rests where it is cut out, so that there is nothing to shift."""
        place = leg.start[self._axis == "y"]
        whole = place % 2 == 0 and place <= self._furthest
        return leg.rests and whole and abs(self._length - self.scaled) < _UNSEEN


def _between_pixels(over: Sequence[Leg], *sides: _Side) -> Iterator[str]:
    """When the window is not on whole pixels, by the frame."""
    bounds = [*(leg.first for leg in over), over[-1].first + 1]
    spans = united(
        Span(*ends)
        for leg, ends in zip(over, pairwise(bounds), strict=True)
        if not all(side.on_pixels(leg) for side in sides)
    )
    for span in spans:
        lasts = span.end == bounds[-1]
        yield f"gte(n,{span.start:.0f})" if lasts else f"between(n,{span.start:.0f},{span.end - 1:.0f})"
