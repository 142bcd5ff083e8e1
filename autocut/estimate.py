"""What rendering a plan will cost, found by rendering a little of each version."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from autocut.checks.checks import verified
from autocut.checks.verify import verify
from autocut.media.packets import packets_of
from autocut.media.tracks import choose_track
from autocut.model.event import Event, told, within
from autocut.model.media import Master
from autocut.model.rendition import Plan, Rendition
from autocut.model.span import Span, frame_count
from autocut.render.copying import copies
from autocut.render.excerpt import excerpt
from autocut.render.render import render

METHOD = "estimated from two excerpts of each version, rendered and checked; other work on the machine makes it longer"
_SHORT_SECONDS, _LONG_SECONDS = 0.3, 1.0
_PLACES = (0.25, 0.75)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The seconds that rendering and checking a version will take, and the bytes of its file."""

    name: str
    seconds: float
    bytes: int


def estimated(plan: Plan) -> Generator[Event, None, tuple[Estimate, ...]]:
    """An estimate of each version that has clips.

    A brief excerpt and one of two seconds from two places are made at the version's real settings in a folder that is
    then gone; a straight line through both gives the whole. Where the picture is to be copied, it costs its bytes and
    no rendering. Raises what rendering raises.
    """
    found = []
    for rendition in plan.renditions:
        if rendition.timeline.clips:
            subject = f"{plan.master.path.name} {rendition.name}"
            master = choose_track(plan.master, rendition.preset.analysis)
            found.append((yield from told("estimating", subject, _estimate(rendition, master))))
    return tuple(found)


def _estimate(rendition: Rendition, master: Master) -> Generator[float, None, Estimate]:
    if not copies(rendition, master):
        whole = yield from _extended(rendition, master)
        seconds = whole.rendering + whole.checking + whole.joins
        return Estimate(rendition.name, seconds, round(whole.bytes))
    picture = yield from within(0.0, 0.8, _extended(rendition, master))
    preset = replace(rendition.preset, canvas=None, video=None)
    sound = yield from within(0.8, 1.0, _extended(replace(rendition, preset=preset), master))
    stored = packets_of(master.path, master.video.index, master.video.frame_rate).bytes
    seconds = sound.rendering + picture.checking + picture.joins
    return Estimate(rendition.name, seconds, round(stored + sound.bytes))


class _Cost(NamedTuple):
    """The seconds that rendering and checking take, the bytes that come of it, and the seconds for looking at joins."""

    rendering: float
    checking: float
    bytes: float
    joins: float


def _extended(rendition: Rendition, master: Master) -> Generator[float, None, _Cost]:
    """The cost of the whole version, on a straight line through those of two excerpts; of its joins by their number."""
    little = excerpt(rendition, _spans(rendition, _SHORT_SECONDS, _PLACES[:1]))
    more = excerpt(rendition, _spans(rendition, _LONG_SECONDS, _PLACES))
    base = yield from within(0.0, 0.3, _tried(little, master))
    if more.timeline.frames <= little.timeline.frames:
        return base
    tried = yield from within(0.3, 1.0, _tried(more, master))
    beyond = rendition.timeline.duration - little.timeline.duration
    times = beyond / (more.timeline.duration - little.timeline.duration)
    grown = (least + times * max(0.0, larger - least) for least, larger in zip(base, tried, strict=True))
    joins = tried.joins * len(rendition.timeline.clips) / len(more.timeline.clips)
    return _Cost(*grown)._replace(joins=joins)


def _spans(rendition: Rendition, seconds: float, places: tuple[float, ...]) -> list[Span]:
    """Stretches of so many seconds around these places (0-1) of the version, apart; all of it where it is too short."""
    rate, frames = rendition.timeline.frame_rate, rendition.timeline.frames
    each = max(1, frame_count(seconds, rate))
    if frames <= each * len(places) * 2:
        return [Span(0.0, float(frames / rate))]
    firsts = [round(place * frames - each / 2) for place in places]
    return [Span(float(first / rate), float((first + each) / rate)) for first in firsts]


def _tried(rendition: Rendition, master: Master) -> Generator[float, None, _Cost]:
    with TemporaryDirectory(prefix="autocut-") as folder:
        began = time.monotonic()
        made = yield from within(0.0, 0.8, render(rendition, master, Path(folder), copying=False))
        rendered = time.monotonic()
        checking = verify(made.path, rendition.preset, rendition, master)
        yield from within(0.8, 0.9, checking)
        checked = time.monotonic()
        # Again, and held against the master and the laws at its joins: that part goes by their number.
        yield from within(0.9, 1.0, verified(made.path, rendition.preset, rendition, master))
        joins = max(0.0, time.monotonic() - checked - (checked - rendered))
        return _Cost(rendered - began, checked - rendered, made.path.stat().st_size, joins)
