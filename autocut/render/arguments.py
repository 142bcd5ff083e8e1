"""Streams of ffmpeg-python to the argument list of one ffmpeg run, which may write several files: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autocut.codecs.codec import Options
from autocut.render.sharing import parted


@dataclass(frozen=True, slots=True)
class Output:
    """One file: its streams, its name and options, and a file of ffmpeg metadata with its chapters, if it has any."""

    streams: tuple[Any, ...]
    name: str
    options: Options
    chapters: str | None = None


def arguments(outputs: Sequence[Output]) -> list[str]:
    """What writes the outputs in one run; what their pictures have in common is read and made once.

    Nothing of the metadata of the inputs is carried over.
    """
    import ffmpeg

    streams = parted([output.streams for output in outputs]) if len(outputs) > 1 else [outputs[0].streams]
    nodes = [
        ffmpeg.output(*own, output.name, **_metadata(number, output), **output.options)
        for number, (own, output) in enumerate(zip(streams, outputs, strict=True))
    ]
    found: list[str] = (ffmpeg.merge_outputs(*nodes) if len(nodes) > 1 else nodes[0]).get_args()
    # A file of metadata has no streams, so that ffmpeg-python cannot name it: they are the inputs after the others.
    for number, output in enumerate(outputs):
        if output.chapters is not None:
            places = [k for k, argument in enumerate(found) if argument == "-i"]
            found[found.index(_chapters_of(number))] = str(len(places))
            end = places[-1] + 2
            found[end:end] = ["-f", "ffmetadata", "-i", output.chapters]
    return found


def _metadata(number: int, output: Output) -> Options:
    if output.chapters is None:
        return {"map_metadata": -1, "map_chapters": -1}
    # Of all metadata those of chapters alone are taken over, for these are their titles.
    return {"map_metadata:g": -1, "map_metadata:s": -1, "map_chapters": _chapters_of(number)}


def _chapters_of(number: int) -> str:
    return f"chapters of output {number}"
