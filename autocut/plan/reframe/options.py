"""The ways in which a stretch of a shot may be shown, and what each of them is worth at each step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from autocut.model.geometry import Box, Size, around
from autocut.model.reframe import Layout
from autocut.plan.reframe.seen import Seen
from autocut.plan.reframe.windows import grown
from autocut.plan.reframe.worth import Worth

Aim = Literal["rest", "one", "all", "split", "fit"]
_LAYOUTS: dict[Aim, Layout] = {"rest": "crop", "one": "crop", "all": "crop", "split": "split", "fit": "fit"}

_FACE_MARGIN = 0.5
_REST = 0.02
_SPLIT = {2: 0.78, 3: 0.66}
_SPLIT_PRICE = 0.9
_INCOMPLETE = 0.5
_FIT = 0.55
_FIT_OF_UPRIGHT = 0.1
_CUT_WRITING = 0.4
_MOST_IN_SPLITS = 4
_APART = 2.2
_UPRIGHT = 2.0
_HEAD_AND_SHOULDERS = 2.6
_TOO_TALL = 0.4


@dataclass(frozen=True, slots=True)
class Option:
    """What the camera is for: to rest, to hold one thing or all main faces, to split them up, or to show everything.

    `things` are the numbers of what it is for, where these are certain ones.
    """

    aim: Aim
    things: tuple[int, ...] = ()

    @property
    def layout(self) -> Layout:
        """The layout that serves it."""
        return _LAYOUTS[self.aim]

    @property
    def price(self) -> float:
        """What it costs to begin with it: a split must last to be read."""
        return _SPLIT_PRICE if self.aim == "split" else 0.0


def options(seen: Seen, worths: Worth, window: Size, layouts: Sequence[Layout]) -> Iterator[Option]:
    """All that may be chosen from."""
    yield Option("rest")
    for number, thing in enumerate(seen.things):
        writing = [box for box in seen.places[number] if box] if thing.kind == "text" else []
        if all(_fits(box, window) for box in writing):
            yield Option("one", (number,))
    faces = sorted(seen.of("face"), key=lambda k: -sum(worths.of[k]))[:_MOST_IN_SPLITS]
    if len(faces) > 1:
        yield Option("all")
    if "split" in layouts:
        yield from (Option("split", group) for count in _SPLIT for group in combinations(sorted(faces), count))
    if "fit" in layouts:
        yield Option("fit")


def reward(option: Option, seen: Seen, worths: Worth, window: Size, step: int) -> float:
    """What it is worth a second to show that at that step."""
    here = {k: box for k, places in enumerate(seen.places) if (box := places[step]) is not None}
    main = [k for k in worths.main[step] if k in here]
    if option.aim == "rest":
        return _REST
    if option.aim == "one":
        (only,) = option.things
        return _of_one(only, here, seen, worths, window, step) if only in here else 0.0
    if option.aim == "all":
        held = bool(main) and _fits(around(grown(here[k], _FACE_MARGIN) for k in main), window)
        return sum(worths.of[k][step] for k in main) - _cut(held_in(main, here), here, seen, window) if held else 0.0
    if option.aim == "split":
        shown = [k for k in option.things if k in here]
        value = sum(worths.of[k][step] for k in shown)
        whole = len(shown) == len(option.things) and _apart([here[k] for k in shown])
        return value * (_SPLIT[len(option.things)] if whole else _INCOMPLETE if len(shown) < len(option.things) else 0)
    is_upright = upright(seen.area, window)
    shown = [k for k in here if k in main or seen.things[k].kind == "text" or (is_upright and not main)]
    return max(_FIT * sum(worths.of[k][step] for k in shown), _FIT_OF_UPRIGHT if is_upright else 0.0)


def upright(area: Box, window: Size) -> bool:
    """Whether the window is a wide one over an upright picture, and would cut people who stand."""
    return area.height >= area.width and area.height > _UPRIGHT * window.height


def held_in(things: Sequence[int], here: dict[int, Box]) -> Box:
    """The box around things."""
    return around(here[k] for k in things)


def _of_one(number: int, here: dict[int, Box], seen: Seen, worths: Worth, window: Size, step: int) -> float:
    box, kind = here[number], seen.things[number].kind
    value = worths.of[number][step]
    if upright(seen.area, window) and kind != "text":
        tall = _HEAD_AND_SHOULDERS * box.height if kind == "face" else box.height
        value *= _TOO_TALL if tall > window.height else 1.0
    return value if kind == "text" else value - _cut(box, here, seen, window)


def _cut(held: Box, here: dict[int, Box], seen: Seen, window: Size) -> float:
    """What is lost where a window around that box cuts through writing that it can't hold with it."""
    x = held.center[0] - window.width / 2
    y = held.center[1] - window.height / 2
    shown = Box(x, y, window.width, window.height)
    written = [here[k] for k in seen.of("text") if k in here]
    return _CUT_WRITING * any(
        (part := box.clipped(shown)) is not None and part != box and not _fits(around((held, box)), window)
        for box in written
    )


def _fits(box: Box, window: Size) -> bool:
    return box.width <= window.width and box.height <= window.height


def _apart(boxes: Sequence[Box]) -> bool:
    """Whether each can be shown without the others."""
    return all(
        max(abs(one.center[0] - other.center[0]), abs(one.center[1] - other.center[1]))
        >= _APART * (one.width + other.width) / 2
        for one, other in combinations(boxes, 2)
    )
