"""A master's pictures, upright and at the size asked for, from one decode however many ask."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autocut.errors import InputError
from autocut.model.geometry import Size, even
from autocut.model.media import Master

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class View:
    """How a reader wants to see the master: `longest_side` in pixels, one frame `every` so many seconds (0: all)."""

    longest_side: int
    every: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: master time in seconds, BGR bytes of shape (height, width, 3), displayed pixels per image pixel."""

    time: float
    image: NDArray[np.uint8]
    scale: float


def frames(master: Master, views: Sequence[View]) -> Iterator[tuple[float, tuple[Frame | None, ...]]]:
    """Decode once; for each frame of the master its time and, for each view, the frame or None where it is not due.

    Frames that are damaged are passed over; raises InputError where decoding stops altogether.
    """
    import av

    try:
        with av.open(str(master.path)) as container:
            stream = container.streams[master.video.index]
            stream.thread_type = "AUTO"
            origin = (container.start_time or 0) * 1e-6
            slots = [-1] * len(views)
            for decoded in _decoded(container, stream):
                if decoded.pts is None:
                    continue
                time = max(0.0, float(decoded.pts * decoded.time_base) - origin)
                seen: list[Frame | None] = []
                for k, view in enumerate(views):
                    slot = math.floor(time / view.every + 1e-6) if view.every else slots[k] + 1
                    seen.append(_frame(decoded, time, view, master) if slot > slots[k] else None)
                    slots[k] = max(slot, slots[k])
                yield time, tuple(seen)
    except av.FFmpegError as error:
        raise InputError(f"{master.path.name} cannot be decoded: {error.strerror}") from error


def _decoded(container: Any, stream: Any) -> Iterator[Any]:
    """The frames that can be decoded."""
    import av

    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue


def image_size(size: Size, longest_side: int) -> Size:
    """The size of the image that a view gets of a displayed picture: same shape, never enlarged, even sides."""
    scale = min(1.0, longest_side / max(size.width, size.height))
    return Size(even(size.width * scale), even(size.height * scale))


def _frame(decoded: Any, time: float, view: View, master: Master) -> Frame:
    import numpy as np

    upright = image_size(master.size, view.longest_side)
    turned = master.video.rotation in (90, 270)
    width, height = (upright.height, upright.width) if turned else (upright.width, upright.height)
    image = decoded.reformat(width=width, height=height, format="bgr24").to_ndarray()
    image = np.ascontiguousarray(np.rot90(image, -master.video.rotation // 90))
    return Frame(time, image, master.size.width / upright.width)
