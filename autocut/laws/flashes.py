"""No flash frames: at no join is a shot of under twelve frames left over."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from autocut.analyze.shots.cuts import CutFinder
from autocut.laws.sides import Side, sides, told
from autocut.media.frames import THUMBNAIL, Frame, Frames
from autocut.media.probe import probe
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span, united

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST_SHOT = 12
"""Frames that a shot at a join must have."""

_NAME, _REQUIRED = "no flash frames", f"no shot of under {SHORTEST_SHOT} frames at a cut"
# As many again as the shortest shot has, so that a cut is seen among the frames around it.
_LOOKED_FRAMES = 2 * SHORTEST_SHOT
_SURE = 0.5
# Without frames beyond it a flash of light passes for a cut. The correlation of the frames beside a muzzle flash is
# 0.94, beside 110 of 113 true cuts less than this; those of the other three look alike.
_ALIKE = 0.93
# Of a luma of 16 to 235: what fades to black or out of it does not flash.
_DARK = 32.0


def flashes(path: Path, rendition: Rendition, master: Master) -> Generator[float, None, tuple[float, ...]]:
    """At which cuts of the picture of the file at `path` a shot is too short (timeline time); yields the share done.

    The frames at each side of a join are looked at by themselves, for cuts that are too near to it. Where the master
    cuts at the very place, the shot is whole, and as brief as its makers wanted it.
    """
    rate = rendition.timeline.frame_rate
    cuts = sides(rendition.timeline.placed(), master)
    looked = [_looked(side, float(1 / rate)) for side in cuts]
    spans = united(looked)
    seen: list[Frame] = []
    film = probe(path)
    # Those of an interlaced file each hold two pictures of the version.
    held = max(1, round(rate / film.video.frame_rate))
    for time, (picture,) in Frames(film, [THUMBNAIL], spans, spans) if spans else ():
        seen += [picture] if picture is not None else []
        yield min(1.0, time / rendition.timeline.duration)
    found = {
        side.time
        for side, span in zip(cuts, looked, strict=True)
        if _flashes(side, [frame for frame in seen if span.start <= frame.time < span.end], cuts, held)
        and not _is_whole(side, master)
    }
    return tuple(sorted(found))


def flashes_check(path: Path, rendition: Rendition, master: Master) -> Generator[float, None, tuple[Check, ...]]:
    """The check of the finished file's picture, none where it has none; yields the share done."""
    if rendition.preset.video is None:
        return ()
    found = yield from flashes(path, rendition, master)
    count = len(sides(rendition.timeline.placed(), master))
    said = f"a shorter one at {told(found)}" if found else f"none at {count} cuts"
    return (Check(_NAME, not found, said, _REQUIRED),)


def first_shot(frames: Sequence[Frame], *, opens: bool) -> int:
    """How many of the frames belong to the shot at the cut: the first ones where it `opens` a clip, else the last."""
    begins = _shot_starts(frames)
    if not begins:
        return len(frames)
    return sum(frame.time < begins[0] for frame in frames) if opens else sum(f.time >= begins[-1] for f in frames)


def _shot_starts(frames: Sequence[Frame]) -> list[float]:
    """When shots begin after the first of the frames, as far as that is sure."""
    finder = CutFinder()
    cuts = [*chain.from_iterable(finder.see(frame) for frame in frames), *finder.rest()]
    images = {frame.time: frame.image for frame in frames}
    sure = [cut for cut in cuts if cut.confidence > _SURE and not _is_alike(images[cut.before], images[cut.after])]
    return sorted(cut.after for cut in sure)


def _is_whole(side: Side, master: Master) -> bool:
    """Whether the master cuts where the edit does."""
    frame, time = float(1 / master.video.frame_rate), side.source_time
    around = Span(max(0.0, time - _LOOKED_FRAMES * frame), time + _LOOKED_FRAMES * frame)
    seen = [picture for _, (picture,) in Frames(master, [THUMBNAIL], [around], [around]) if picture is not None]
    return any(abs(start - time) < frame / 2 for start in _shot_starts(seen))


def _looked(side: Side, frame: float) -> Span:
    """The frames of the clip that are next to the cut; half a frame earlier, so that none is lost to rounding."""
    span = side.beside(_LOOKED_FRAMES * frame)
    return Span(max(0.0, span.start - frame / 2), max(0.0, span.end - frame / 2))


def _flashes(side: Side, frames: Sequence[Frame], cuts: Sequence[Side], held: int) -> bool:
    shot = first_shot(frames, opens=side.opens)
    if shot * held >= SHORTEST_SHOT:
        return False
    if shot == len(frames):
        return any(other.placed == side.placed and other.opens != side.opens for other in cuts)
    return not _is_dark(frames[:shot] if side.opens else frames[-shot:])


def _is_alike(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> bool:
    """Whether both have the same light and dark places, as when a light flashes up in one shot."""
    import numpy as np

    one, other = (image[..., 0].astype(np.float32) - image[..., 0].mean() for image in (before, after))
    power = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return power > 0 and float((one * other).sum()) > _ALIKE * power


def _is_dark(frames: Sequence[Frame]) -> bool:
    return all(frame.image[..., 0].mean() < _DARK for frame in frames)
