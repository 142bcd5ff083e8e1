"""A window's way over the frames of a stretch of picture, as expressions of ffmpeg."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from autocut.model.reframe import CropPath, Keyframe, Move
from autocut.model.span import frame_count

Axis = Literal["x", "y"]
_TICK = 1e-6


@dataclass(frozen=True, slots=True)
class Leg:
    """From frame `first` on, the window's corner goes from `start` to `end` (both x, y), or rests where it is.

    It is at `start` at frame `begun` and at `end` so many `frames` later; neither need be whole.
    """

    first: int
    start: tuple[float, float]
    end: tuple[float, float]
    move: Move = "jump"
    begun: float = 0.0
    frames: float = 1.0

    @property
    def rests(self) -> bool:
        """Whether it stands still."""
        return self.move == "jump" or self.start == self.end


def legs(path: CropPath, origin: float, rate: Fraction, first: int, end: int) -> list[Leg]:
    """The legs of the path over the frames from `first` up to and without `end`; frame 0 is at `origin`.

    A jump falls on the frame nearest to its keyframe, a move goes by the exact times.
    """
    whole = list(_whole(path, origin, rate))
    ends = [leg.first for leg in whole[1:]] + [end]
    found: list[Leg] = []
    for leg, left in zip(whole, ends, strict=True):
        begins = max(leg.first, first)
        if begins < min(left, end):
            found.append(Leg(begins, leg.start, leg.end, leg.move, leg.begun, leg.frames))
    return found


def _whole(path: CropPath, origin: float, rate: Fraction) -> Iterator[Leg]:
    def at(keyframe: Keyframe) -> float:
        return (keyframe.time - origin) * float(rate)

    first, *_ = path.keyframes
    reached = min(0, math.floor(at(first)))
    yield Leg(reached, (first.x, first.y), (first.x, first.y))
    for before, after in pairwise(path.keyframes):
        place, goal = (before.x, before.y), (after.x, after.y)
        if after.move == "jump":
            reached = max(reached, frame_count(after.time - origin, rate))
            yield Leg(reached, goal, goal)
            continue
        begun, frames = at(before), max(_TICK, at(after) - at(before))
        yield Leg(max(reached, math.ceil(begun - _TICK)), place, goal, after.move, begun, frames)
        reached = max(reached, math.ceil(at(after) - _TICK))
        yield Leg(reached, goal, goal)


def expression(over: Sequence[Leg], axis: Axis, frame: str = "n", aside: float = 0.0) -> str:
    """The corner's place on the axis, moved by `aside`, as a function of ffmpeg's variable for the frame's number.

    A balanced tree of conditions: ffmpeg reads at most a hundred of them one within the other.
    """
    return _tree(list(_leaves(over, axis, frame, aside)), frame)


def _leaves(over: Sequence[Leg], axis: Axis, frame: str, aside: float) -> Iterator[tuple[int, str]]:
    last = ""
    for leg in over:
        text = _leaf(leg, axis, frame, aside)
        if text != last:
            yield leg.first, text
        last = text


def _leaf(leg: Leg, axis: Axis, frame: str, aside: float) -> str:
    side = 0 if axis == "x" else 1
    start, way = leg.start[side] + aside, leg.end[side] - leg.start[side]
    if leg.rests or way == 0:
        return number(start)
    since = f"({frame}{-leg.begun:+.6g})" if leg.begun else frame
    if leg.move == "linear":
        return f"{number(start)}{way / leg.frames:+.9g}*{since}"
    return f"{number(start)}{way:+.9g}*st(1,{since}/{leg.frames:.9g})*ld(1)*(3-2*ld(1))"


def _tree(leaves: Sequence[tuple[int, str]], frame: str) -> str:
    if len(leaves) == 1:
        return leaves[0][1]
    half = len(leaves) // 2
    return f"if(lt({frame},{leaves[half][0]}),{_tree(leaves[:half], frame)},{_tree(leaves[half:], frame)})"


def number(value: float) -> str:
    """A length in pixels, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
