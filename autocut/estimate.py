"""What rendering a plan will cost, found by rendering a little of each version."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from autocut.model.event import Event, told, within
from autocut.model.media import Master
from autocut.model.rendition import Plan, Rendition
from autocut.model.span import Span, frame_count
from autocut.render.excerpt import excerpt
from autocut.render.render import render
from autocut.render.verify import verify

METHOD = "estimated from two excerpts of each version, rendered and checked; other work on the machine makes it longer"
_SHORT_SECONDS, _LONG_SECONDS = 0.4, 2.0
_PLACES = (0.25, 0.75)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The seconds that rendering and checking a version will take, and the bytes of its file."""

    name: str
    seconds: float
    bytes: int


def estimated(plan: Plan) -> Generator[Event, None, tuple[Estimate, ...]]:
    """An estimate of each version that has clips.

    A brief excerpt and one of four seconds from two places are made at the version's real settings in a folder that is
    then gone; a straight line through both gives the whole. Raises what rendering raises.
    """
    found = []
    for rendition in plan.renditions:
        if rendition.timeline.clips:
            subject = f"{plan.master.path.name} {rendition.name}"
            found.append((yield from told("estimating", subject, _estimate(rendition, plan.master))))
    return tuple(found)


def _estimate(rendition: Rendition, master: Master) -> Generator[float, None, Estimate]:
    length = rendition.timeline.duration
    little = excerpt(rendition, _spans(rendition, _SHORT_SECONDS, _PLACES[:1]))
    more = excerpt(rendition, _spans(rendition, _LONG_SECONDS, _PLACES))
    base = yield from within(0.0, 0.3, _tried(little, master))
    if more.timeline.frames <= little.timeline.frames:
        scale = length / little.timeline.duration
        return Estimate(rendition.name, base[0] * scale, round(base[1] * scale))
    tried = yield from within(0.3, 1.0, _tried(more, master))
    beyond = (length - little.timeline.duration) / (more.timeline.duration - little.timeline.duration)
    seconds, size = (least + beyond * max(0.0, larger - least) for least, larger in zip(base, tried, strict=True))
    return Estimate(rendition.name, seconds, round(size))


def _spans(rendition: Rendition, seconds: float, places: tuple[float, ...]) -> list[Span]:
    """Stretches of so many seconds around these places (0-1) of the version, apart; all of it where it is too short."""
    rate, frames = rendition.timeline.frame_rate, rendition.timeline.frames
    each = max(1, frame_count(seconds, rate))
    if frames <= each * len(places) * 2:
        return [Span(0.0, float(frames / rate))]
    firsts = [round(place * frames - each / 2) for place in places]
    return [Span(float(first / rate), float((first + each) / rate)) for first in firsts]


def _tried(rendition: Rendition, master: Master) -> Generator[float, None, tuple[float, int]]:
    """The seconds that rendering and checking took, and the bytes that came of it."""
    with TemporaryDirectory(prefix="autocut-") as folder:
        began = time.monotonic()
        made = yield from within(0.0, 0.8, render(rendition, master, Path(folder)))
        yield from within(0.8, 1.0, verify(made.path, rendition.preset, rendition, master))
        return time.monotonic() - began, made.path.stat().st_size
