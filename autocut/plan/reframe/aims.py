"""What the camera is for over time, and where that makes it turn at once instead of moving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autocut.model.geometry import Box, Size
from autocut.model.span import Span
from autocut.plan.reframe.hold import Stand, stands
from autocut.plan.reframe.options import Option
from autocut.plan.reframe.seen import Seen
from autocut.plan.reframe.windows import limited
from autocut.plan.reframe.worth import Worth

_NEAR = 0.5
_LEAD_SECONDS = 0.4
_MOST_LEAD = 0.1
_STILL = 0.05
_LEAST_LEAD_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Aimed:
    """An option, and when it is taken (timeline time)."""

    option: Option
    span: Span


def joined(seen: Seen, worths: Worth, window: Size, aims: Sequence[Aimed]) -> Iterator[tuple[Aimed, ...]]:
    """The aims in order; those together that one window can serve on one way.

    From one that stands far from where it must go next, half its side or more, the camera cuts.
    """
    group: list[Aimed] = []
    for aimed in aims:
        if group and not _follows(seen, worths, window, group, aimed):
            yield tuple(group)
            group = []
        group.append(aimed)
    yield tuple(group)


def _follows(seen: Seen, worths: Worth, window: Size, group: Sequence[Aimed], after: Aimed) -> bool:
    if {group[-1].option.layout, after.option.layout} != {"crop"}:
        return False
    before = [each for aimed in group if (each := _ends(seen, worths, window, aimed))]
    behind = _ends(seen, worths, window, after)
    if not before or not behind:
        return True
    (x, y), (u, v) = before[-1][1], behind[0]
    return abs(u.best - x.best) < _NEAR * window.width and abs(v.best - y.best) < _NEAR * window.height


def _ends(
    seen: Seen, worths: Worth, window: Size, aimed: Aimed
) -> tuple[tuple[Stand, Stand], tuple[Stand, Stand]] | None:
    """The first and the last stands of an aim; None where it holds nothing."""
    steps = [k for k, time in enumerate(seen.steps) if aimed.span.start <= time < aimed.span.end]
    found = [stand for k in steps if (stand := stood(seen, worths, window, aimed, seen.steps[k])) is not None]
    return (found[0], found[-1]) if found else None


def stood(seen: Seen, worths: Worth, window: Size, aimed: Aimed, time: float) -> tuple[Stand, Stand] | None:
    """Where the window may stand along x and y at a time; None where it may stand anywhere."""
    boxes = aimed_at(seen, worths, aimed.option, time)
    if not boxes:
        return None
    only = seen.things[aimed.option.things[0]] if aimed.option.aim == "one" else None
    is_face = only is None or only.kind == "face"
    return stands(boxes, is_face, window, seen.area, _lead(seen, aimed, window) if only else 0.0)


def aimed_at(seen: Seen, worths: Worth, option: Option, time: float) -> list[Box]:
    """The boxes that an option is for at a time."""
    things = option.things or (sorted(worths.main[seen.step_at(time)]) if option.aim == "all" else ())
    return [box for k in things if (box := seen.things[k].at(time)) is not None]


def _lead(seen: Seen, aimed: Aimed, window: Size) -> float:
    """The room to leave ahead of who moves on in one direction, in widths of the window."""
    thing = seen.things[aimed.option.things[0]]
    at = [time for time in seen.steps if aimed.span.start <= time <= aimed.span.end and thing.at(time)]
    first, last = (thing.at(time) for time in (at[0], at[-1])) if at else (None, None)
    if first is None or last is None or at[-1] - at[0] < _LEAST_LEAD_SECONDS:
        return 0.0
    speed = (last.center[0] - first.center[0]) / (at[-1] - at[0]) / window.width
    return limited(_LEAD_SECONDS * speed, -_MOST_LEAD, _MOST_LEAD) if abs(speed) > _STILL else 0.0
