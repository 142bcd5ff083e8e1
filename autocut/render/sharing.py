"""Graphs of ffmpeg-python that have something in common, as one graph in which it is there once: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_Place = tuple["_Filter", Any, Any]
"""A filter or an input, its output's label, and which of its streams."""


@dataclass(eq=False, slots=True)
class _Filter:
    """A filter, or an input, that equal ones of all the graphs have become, and how many read each of its outputs."""

    node: Any
    inputs: dict[Any, _Place]
    readers: Counter[Any] = field(default_factory=Counter)
    built: Any = None
    branches: dict[Any, tuple[Any, int]] = field(default_factory=dict)


def parted(outputs: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The same streams of each output, up to where they part made by the same filters, and there split.

    Streams of inputs are read by as many as there are. All that is shared must be pictures.
    """
    known: dict[Any, _Filter] = {}
    seen: dict[int, _Filter] = {}
    places = [[_placed(stream, known, seen) for stream in streams] for streams in outputs]
    for filter_, label, _ in (place for each in places for place in each):
        filter_.readers[label] += 1
    return [[_stream(place) for place in each] for each in places]


def _placed(stream: Any, known: dict[Any, _Filter], seen: dict[int, _Filter]) -> _Place:
    return _met(stream.node, (), known, seen), stream.label, stream.selector


def _met(node: Any, asked: tuple[str, ...], known: dict[Any, _Filter], seen: dict[int, _Filter]) -> _Filter:
    """The one filter that stands for all that do the same to the same, and give it in the pixels that are `asked`.

    A filter gives the pixels of the `format` that reads it; read by two, it would convert for one at second hand.
    """
    if id(node) in seen:
        return seen[id(node)]
    own = tuple(map(str, node.args))
    inputs = {
        label: (_met(before, own if node.name == "format" else (), known, seen), from_label, selector)
        for label, (before, from_label, selector) in node.incoming_edge_map.items()
    }
    feeding = tuple((label, id(place[0]), *place[1:]) for label, place in inputs.items())
    same = (node.name, own, tuple(sorted((k, str(v)) for k, v in node.kwargs.items())), asked, feeding)
    if same not in known:
        known[same] = _Filter(node, inputs)
        for before, label, _ in inputs.values():
            before.readers[label] += 1
    seen[id(node)] = known[same]
    return known[same]


def _stream(place: _Place) -> Any:
    filter_, label, selector = place
    if not filter_.inputs:
        return filter_.node.stream(label=label, selector=selector)
    count = filter_.readers[label]
    if count == 1:
        return _built(filter_).stream(label=label)
    branches, taken = filter_.branches.get(label) or (_split(_built(filter_).stream(label=label)), 0)
    filter_.branches[label] = branches, taken + 1
    return branches[taken]


def _built(filter_: _Filter) -> Any:
    from ffmpeg.nodes import FilterNode

    if filter_.built is None:
        node = filter_.node
        streams = {label: _stream(place) for label, place in filter_.inputs.items()}
        filter_.built = FilterNode(streams, node.name, max_inputs=None, args=node.args, kwargs=node.kwargs)
    return filter_.built


def _split(stream: Any) -> Any:
    # ffmpeg-python fills in into how many.
    return stream.filter_multi_output("split")
