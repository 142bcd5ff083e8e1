"""The framings of one clip: panels of the master beside each other on the canvas, over a blurred ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, groupby
from typing import Any, NamedTuple

from autocut.model.geometry import Box, Size
from autocut.model.reframe import Framing, framing_at
from autocut.model.span import Span, frame_count
from autocut.render.crop import Conversion, seen
from autocut.render.ground import ground
from autocut.render.layout import OVERLAYS
from autocut.render.motion import Leg, legs
from autocut.render.source import joined


class Placed(NamedTuple):
    """What a clip fills of the timeline (timeline time), and its rate."""

    span: Span
    rate: Fraction


class _Stretch(NamedTuple):
    """The frames of a clip from `first` up to and without `end`, under one framing."""

    first: int
    end: int
    framing: Framing


def framed(stream: Any, framings: Sequence[Framing], on: Placed, size: Size, to: Conversion) -> Any:
    """The picture of a clip as its framings lay it on a canvas of that size, each from its very frame on.

    The stream has the frames of the clip and no more. Framings that follow each other with
    windows and places of the same sizes share one chain of filters.
    """
    runs = [tuple(run) for _, run in groupby(_stretches(framings, on), _shape)]
    if len(runs) == 1:
        return _drawn(stream, runs[0], on, size, to)
    copies = stream.filter_multi_output("split", len(runs))
    pieces = []
    for number, run in enumerate(runs):
        piece = copies[number].filter("trim", start_frame=run[0].first, end_frame=run[-1].end)
        pieces.append(_drawn(piece.filter("setpts", "PTS-STARTPTS"), run, on, size, to))
    return joined(pieces, v=1, a=0)


def covers(places: Sequence[Box], size: Size) -> bool:
    """Whether the places fill a canvas of that size, none over another."""
    apart = all(one.clipped(other) is None for one, other in combinations(places, 2))
    return apart and sum(place.area for place in places) == size.width * size.height


def _stretches(framings: Sequence[Framing], on: Placed) -> Iterator[_Stretch]:
    begun = {0: framing_at(tuple(framings), on.span.start)}
    begun |= {
        frame_count(framing.time - on.span.start, on.rate): framing
        for framing in framings
        if on.span.start < framing.time < on.span.end
    }
    ends = [*begun, frame_count(on.span.duration, on.rate)][1:]
    for (first, framing), end in zip(begun.items(), ends, strict=True):
        if first < end:
            yield _Stretch(first, end, framing)


def _shape(stretch: _Stretch) -> tuple[tuple[Box, Size], ...]:
    return tuple((panel.place, panel.path.size) for panel in stretch.framing.panels)


def _drawn(stream: Any, run: Sequence[_Stretch], on: Placed, size: Size, to: Conversion) -> Any:
    """The run's panels on the canvas; frame 0 of the stream is the run's first."""
    shape, begins = _shape(run[0]), run[0].first
    ways = [_way(run, number, on.span.start + float(begins / on.rate), on.rate) for number in range(len(shape))]
    full = covers([place for place, _ in shape], size)
    needed = len(shape) + (not full)
    copies = stream.filter_multi_output("split", needed) if needed > 1 else [stream]
    panels = [
        seen(copies[number], window, way, Size(int(place.width), int(place.height)), to)
        for number, ((place, window), way) in enumerate(zip(shape, ways, strict=True))
    ]
    under = None if full else ground(copies[len(shape)], shape[0][1], ways[0], size, to)
    return _laid([place for place, _ in shape], panels, under, to.form).filter("setsar", 1)


def _way(run: Sequence[_Stretch], panel: int, origin: float, rate: Fraction) -> list[Leg]:
    begins = run[0].first
    return [
        leg
        for stretch in run
        for leg in legs(stretch.framing.panels[panel].path, origin, rate, stretch.first - begins, stretch.end - begins)
    ]


def _laid(places: Sequence[Box], panels: Sequence[Any], under: Any | None, form: str) -> Any:
    import ffmpeg

    if under is None:
        corners = "|".join(f"{place.x:.0f}_{place.y:.0f}" for place in places)
        stacked = {"inputs": len(panels), "layout": corners}
        return panels[0] if len(panels) == 1 else ffmpeg.filter(list(panels), "xstack", **stacked)
    for place, panel in zip(places, panels, strict=True):
        under = ffmpeg.filter([under, panel], "overlay", int(place.x), int(place.y), format=OVERLAYS[form])
    return under.filter("format", form)
