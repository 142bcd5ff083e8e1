"""Which versions are made by one decode: pure."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.render.layout import canvas_size

# Five coders of 2.7 million pixels in all took 0.6 GB: these take some 3 GB, as two of 3840x2160 do.
_MOST_PIXELS = 2 * 3840 * 2160


def alike(renditions: Sequence[Rendition], master: Master) -> tuple[tuple[int, ...], ...]:
    """The numbers of those that play the same stretches of the same track, in groups; not of those without clips.

    A group is no larger than memory allows for its coders.
    """
    groups: dict[object, list[list[int]]] = {}
    for number, rendition in enumerate(renditions):
        settings = rendition.preset.analysis
        played = tuple((clip.source, clip.span) for clip in rendition.timeline.clips)
        if not played:
            continue
        of_same = groups.setdefault((settings.audio_track, settings.language, played), [[]])
        pixels = sum(_pixels(renditions[k], master) for k in (*of_same[-1], number))
        if pixels > _MOST_PIXELS and of_same[-1]:
            of_same.append([])
        of_same[-1].append(number)
    return tuple(tuple(group) for of_same in groups.values() for group in of_same)


def _pixels(rendition: Rendition, master: Master) -> int:
    size = canvas_size(rendition, master)
    return size.width * size.height if size else 0
