"""Burnt-in captions are where they were laid out, and that is where nothing of the platform's own covers them."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from autocut.laws.sides import told
from autocut.media.frames import Frames, View
from autocut.media.probe import probe
from autocut.media.run import ffmpeg
from autocut.model.captions import Cue
from autocut.model.geometry import Box, Size, around
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span, as_ffmpeg_time
from autocut.render.drawing import Drawings
from autocut.render.layout import canvas_size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME = "captions in the safe area"
_MOST_CUES = 4
_GROUND = 128
_DRAWN = 24
# Between a half-visible edge of a letter and one whole pixel more that coding smears.
_TOLERANCE = 2.0
_SEEN = 0.6


@dataclass(frozen=True, slots=True)
class Burnt:
    """Where a caption is laid out at a `time` of the timeline, in pixels, and how like the file is there (-1 to 1)."""

    time: float
    box: Box
    likeness: float


def burnt(path: Path, rendition: Rendition, master: Master) -> Generator[float, None, tuple[Burnt, ...]]:
    """Of the first caption and of the widest; yields the share done."""
    size = canvas_size(rendition, master)
    assert size is not None
    rate = rendition.timeline.frame_rate
    frames = sorted({int(cue.span.middle * rate) for cue in _telling(rendition.cues)})
    times = [float(frame / rate) for frame in frames]
    laid = yield from _laid_out(rendition, size, times)
    half = float(1 / rate) / 2
    spans = [Span(max(0.0, time - half), time + half) for time in times]
    found: list[Burnt] = []
    seen = Frames(probe(path), [View(max(size.width, size.height))], spans, spans)
    shown = [picture.image for _, (picture,) in seen if picture is not None]
    for time, layout, image in zip(times, laid, shown, strict=False):
        found += [each for each in [_compared(time, layout, image)] if each is not None]
    return tuple(found)


def captions_check(path: Path, rendition: Rendition, master: Master) -> Generator[float, None, tuple[Check, ...]]:
    """The check of the finished file's picture, none where no captions are burnt in; yields the share done."""
    preset = rendition.preset
    if preset.video is None or not preset.captions.burn or not rendition.cues:
        return ()
    found = yield from burnt(path, rendition, master)
    size = canvas_size(rendition, master)
    assert size is not None
    zone = safe_zone(preset, size)
    outside = [each.time for each in found if _beyond(each.box, zone) > _TOLERANCE]
    missing = [each.time for each in found if each.likeness < _SEEN]
    said = f"{_told(around(each.box for each in found))} in {len(found)} captions" if found else "none is seen"
    said += f", outside at {told(outside)}" if outside else ""
    said += f", not seen there at {told(missing)}" if missing else ""
    return (Check(_NAME, bool(found) and not outside and not missing, said, _told(zone)),)


def safe_zone(preset: Preset, size: Size) -> Box:
    """What of a picture of that size the platform leaves free, in pixels."""
    assert preset.canvas is not None
    scale, area = size.height / preset.canvas.height, preset.safe_area
    width = size.width - (area.left + area.right) * scale
    return Box(area.left * scale, area.top * scale, width, size.height - (area.top + area.bottom) * scale)


def _telling(cues: Sequence[Cue]) -> Iterator[Cue]:
    widest = sorted(cues, key=lambda cue: (-max(len(line) for line in cue.lines), -len(cue.lines), cue.span))
    yield from (cues[0], *widest[: _MOST_CUES - 1])


def _laid_out(
    rendition: Rendition, size: Size, times: Sequence[float]
) -> Generator[float, None, list[NDArray[np.uint8]]]:
    """The captions alone on a grey ground, RGB of shape (height, width, 3), at each of the times."""
    import numpy as np

    with TemporaryDirectory() as name:
        folder = Path(name)
        script = Drawings(folder).subtitles(rendition, size)
        moments = "+".join(f"eq(N,{number})*{as_ffmpeg_time(time)}" for number, time in enumerate(times))
        ground = f"color=c=0x{_GROUND:02x}{_GROUND:02x}{_GROUND:02x}:s={size}:r=25:d={len(times) / 25}"
        graph = f"format=gbrp,settb=1/1000000,setpts='({moments})/TB',ass={script}:fontsdir=fonts,format=rgb24"
        output = ["-fps_mode", "passthrough", "-f", "rawvideo", "captions.rgb"]
        yield from ffmpeg(["-f", "lavfi", "-i", ground, "-vf", graph, *output], cwd=folder)
        raw = np.frombuffer((folder / "captions.rgb").read_bytes(), np.uint8)
    return list(raw.reshape(-1, size.height, size.width, 3))


def _compared(time: float, layout: NDArray[np.uint8], image: NDArray[np.uint8]) -> Burnt | None:
    """None where nothing is laid out then, as between two words that are shown one by one."""
    import numpy as np

    touched = np.flatnonzero((layout != _GROUND).reshape(len(layout), -1).any(axis=1))
    if len(touched) == 0:
        return None
    first, end = touched[0], touched[-1] + 1
    layout, image = layout[first:end], image[first:end]
    drawn = np.abs(layout.astype(np.int16) - _GROUND).max(axis=2) > _DRAWN
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if len(rows) == 0:
        return None
    box = Box(columns[0], first + rows[0], columns[-1] + 1 - columns[0], rows[-1] + 1 - rows[0])
    planned, seen = layout[drawn].mean(axis=1), image[drawn].mean(axis=1)
    alike = float(np.corrcoef(planned, seen)[0, 1]) if seen.std() > 0 and planned.std() > 0 else 0.0
    return Burnt(time, box, alike)


def _beyond(box: Box, zone: Box) -> float:
    """How many pixels of it stand out at the side where most do."""
    right, bottom = (
        box.x + box.width - zone.x - zone.width,
        box.y + box.height - zone.y - zone.height,
    )
    return max(zone.x - box.x, zone.y - box.y, right, bottom)


def _told(box: Box) -> str:
    return f"x {box.x:.0f}-{box.x + box.width:.0f}, y {box.y:.0f}-{box.y + box.height:.0f}"
