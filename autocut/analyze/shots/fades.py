"""Fades to and from black, white or any plain field."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from autocut.analyze.shots.blend import straightness
from autocut.media.frames import Frame
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Standard deviations of the thumbnail's luma, in levels of 255: below the one it is plain, above the other a picture.
_PLAIN = 4.0
_PICTURE = 8.0
_SHORTEST_SECONDS = 0.12
_LONGEST_SECONDS = 4.0
_SETTLED_SECONDS = 0.3
_ARRIVED = 0.95


class Fade(NamedTuple):
    """A fade, from a plain field if it `rises`, else to one."""

    span: Span
    confidence: float
    rises: bool


class _Moment(NamedTuple):
    time: float
    image: NDArray[np.uint8]
    texture: float


@dataclass(slots=True)
class FadeFinder:
    """Follows the texture of the picture: in a fade it rises from nothing, or falls to it, along a straight line.

    `possible` is where it rises or falls, but along no line: what to look at again where frames were few.
    """

    past: deque[_Moment] = field(default_factory=deque)
    rising: list[_Moment] = field(default_factory=list)
    possible: list[Span] = field(default_factory=list)

    def see(self, frame: Frame) -> Iterator[Fade]:
        """Take the next thumbnail; the fades that have ended by now."""
        now = _Moment(frame.time, frame.image, float(frame.image[..., 0].std()))
        was_plain = bool(self.past) and self.past[-1].texture < _PLAIN
        if now.texture < _PLAIN:
            yield from self._risen()
            if self.past and not was_plain:
                yield from self._fade([now, *reversed(self.past)])
        elif was_plain and not self.rising:
            self.rising = [self.past[-1]]
        if self.rising:
            self.rising.append(now)
            if _settled(self.rising) or now.time - self.rising[0].time > _LONGEST_SECONDS + _SETTLED_SECONDS:
                yield from self._risen()
        self.past.append(now)
        while now.time - self.past[0].time > _LONGEST_SECONDS + _SETTLED_SECONDS:
            self.past.popleft()

    def rest(self) -> Iterator[Fade]:
        """A fade in that lasts to the end."""
        yield from self._risen()

    def _risen(self) -> Iterator[Fade]:
        if self.rising:
            yield from self._fade(self.rising)
        self.rising = []

    def _fade(self, moments: Sequence[_Moment]) -> Iterator[Fade]:
        """The fade between a plain field, which comes first, and the picture it leads to, in either direction."""
        arrival = _arrival(moments)
        start, end = sorted((moments[0].time, moments[arrival].time))
        picture = moments[arrival].texture >= _PICTURE
        if not picture or not _SHORTEST_SECONDS <= end - start <= _LONGEST_SECONDS:
            return
        confidence = straightness([moment.image for moment in moments[: arrival + 1]])
        if confidence > 0:
            yield Fade(Span(start, end), confidence, rises=moments[0].time < moments[-1].time)
        else:
            self.possible.append(Span(start, end))


def _settled(moments: Sequence[_Moment]) -> bool:
    """Whether the texture has stopped rising."""
    top = _arrival(moments)
    return moments[-1].time - moments[top].time > _SETTLED_SECONDS


def _arrival(moments: Sequence[_Moment]) -> int:
    """Where the texture, followed from the plain field on, first comes close to its most before it rests."""
    top = 0
    for k, moment in enumerate(moments):
        if moment.texture * _ARRIVED > moments[top].texture:
            top = k
        elif abs(moment.time - moments[top].time) > _SETTLED_SECONDS:
            break
    return top
