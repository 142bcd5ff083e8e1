"""A master's pictures, upright and at the size asked for, from one decode however many ask."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from autocut.errors import InputError
from autocut.media.thumbnail import THUMBNAIL_WIDTH, thumbnail
from autocut.model.geometry import Size, even
from autocut.model.media import Master
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SEEK_EARLIER = 0.1
# Every frame of an intra-only master decodes alone: outside the close spans eight a second are enough, six lose cuts.
_SPARSE_SECONDS = 1 / 11


@dataclass(frozen=True, slots=True)
class View:
    """How a reader wants to see the master: `longest_side` in pixels, one frame `every` so many seconds (0: all).

    A thumbnail has the fixed size, the colour space and the orientation that `media/thumbnail.py` says.
    """

    longest_side: int
    every: float = 0.0
    is_thumbnail: bool = False


_USUAL_ANCHORS = 15
_STARTLING = 2.5
# Where B-frames are predicted from, FFmpeg fills in for those left out, and what comes after is a little off.
_ANCHORED_CODECS = ("h264", "mpeg2video", "mpeg4")

THUMBNAIL = View(THUMBNAIL_WIDTH, is_thumbnail=True)


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: master time in seconds, BGR bytes of shape (height, width, 3), displayed pixels per image pixel."""

    time: float
    image: NDArray[np.uint8]
    scale: float


@dataclass(slots=True)
class Frames:
    """One decode of the `spans` of a master, in order.

    Iterating gives for each frame its time and, for each view, the frame, or None where it is not due. Every
    frame of what lies in `closely` comes. Of the rest come those that others are predicted from, not deblocked,
    and a few a second of an intra-only master; in a pass over the whole master no B-frames at all, so that what
    is predicted from one is a little off. With `deblocked` all are, for people to look at. `damaged` counts what could
    not be decoded so far.
    """

    master: Master
    views: Sequence[View]
    spans: Sequence[Span]
    closely: Sequence[Span]
    deblocked: bool = False
    damaged: int = 0
    slots: dict[View, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[float, tuple[Frame | None, ...]]]:
        """Raises InputError where decoding stops altogether."""
        import av

        self.slots = dict.fromkeys(self.views, -1)
        try:
            with av.open(str(self.master.path)) as container:
                for time, decoded in self._decoded(container):
                    seen = {view: self._seen(view, time, decoded) for view in self.slots}
                    yield time, tuple(seen[view] for view in self.views)
        except av.FFmpegError as error:
            raise InputError(f"{self.master.path.name} cannot be decoded: {error.strerror}") from error

    def _seen(self, view: View, time: float, decoded: Any) -> Frame | None:
        slot = math.floor(time / view.every + 1e-6) if view.every else self.slots[view] + 1
        if slot <= self.slots[view]:
            return None
        self.slots[view] = slot
        return _frame(decoded, time, view, self.master)

    def _decoded(self, container: Any) -> Iterator[tuple[float, Any]]:
        """The frames that can be decoded, with their master times."""
        stream = self._stream(container)
        whole = self.master.span
        if self.master.container == "avi":
            yield from self._counted(container, stream)
            return
        origin = (container.start_time or 0) * 1e-6
        for span in self.spans:
            if span != whole:
                container.seek(int(max(0.0, span.start + origin - _SEEK_EARLIER) / stream.time_base), stream=stream)
            for frame in self._pictures(container, stream, origin, self._sparse(stream, span)):
                time = max(0.0, float(frame.pts * frame.time_base) - origin)
                if span != whole and time >= span.end:
                    break
                if span == whole or time >= span.start:
                    yield time, frame

    def _stream(self, container: Any) -> Any:
        """The picture's stream, its decoder set to spare what is not needed."""
        stream = container.streams[self.master.video.index]
        stream.thread_type = "AUTO"
        if not self.deblocked and self.master.span not in self.closely:
            stream.codec_context.options = {"skip_loop_filter": "all"}
            if stream.codec_context.name in _ANCHORED_CODECS:
                # Each of the frames that are left is predicted from the one before: threads would only wait.
                stream.codec_context.thread_count = 1
        return stream

    def _counted(self, container: Any, stream: Any) -> Iterator[tuple[float, Any]]:
        """The same for AVI, which has no presentation times but an even rate: every frame from the first is counted."""
        for number, frame in enumerate(self._every(container, stream)):
            time = self.master.video.start + float(number / self.master.video.stored_rate)
            if any(span.start <= time < span.end for span in self.spans):
                yield time, frame

    def _sparse(self, stream: Any, span: Span) -> str:
        """Which frames are left out where not every one is needed, as FFmpeg names them."""
        whole = span == self.master.span and not self.closely
        return "BIDIR" if whole and stream.codec_context.name in _ANCHORED_CODECS else "NONREF"

    def _pictures(self, container: Any, stream: Any, origin: float, sparse: str) -> Iterator[Any]:
        intra = stream.codec_context.codec.intra_only
        anchors = _Anchors()
        last = -math.inf
        for packet in container.demux(stream):
            time = last if packet.pts is None else float(packet.pts * packet.time_base) - origin
            close = any(span.start <= time < span.end for span in self.closely) or packet.pts is None
            if intra and not close and last <= time < last + _SPARSE_SECONDS:
                continue
            startling = packet.pts is not None and anchors.startle(packet.pts, packet.size)
            stream.codec_context.skip_frame = "DEFAULT" if close or startling else sparse
            last = time
            yield from (picture for picture in self._decode(packet) if picture.pts is not None)

    def _every(self, container: Any, stream: Any) -> Iterator[Any]:
        for packet in container.demux(stream):
            yield from self._decode(packet)

    def _decode(self, packet: Any) -> Iterator[Any]:
        import av

        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            self.damaged += 1


@dataclass(slots=True)
class _Anchors:
    """Tells by the sizes of packets where the picture changes more than the coder foresaw.

    An anchor is shown after all that was coded before it; the B-frames that are coded next are shown between it and
    the one before. So the size of an anchor tells whether these are worth decoding.
    """

    sizes: deque[int] = field(default_factory=lambda: deque(maxlen=_USUAL_ANCHORS))
    highest: int | None = None
    is_startling: bool = False

    def startle(self, pts: int, size: int) -> bool:
        """Whether the packet is a startling anchor or belongs to one; packets come in the order of decoding."""
        if self.highest is None or pts > self.highest:
            self.highest = pts
            self.is_startling = bool(self.sizes) and size > _STARTLING * median(self.sizes)
            self.sizes.append(size)
        return self.is_startling


def image_size(size: Size, longest_side: int) -> Size:
    """The size of the image that a view gets of a displayed picture: same shape, never enlarged, even sides."""
    scale = min(1.0, longest_side / max(size.width, size.height))
    return Size(even(size.width * scale), even(size.height * scale))


def _frame(decoded: Any, time: float, view: View, master: Master) -> Frame:
    import numpy as np

    if view.is_thumbnail:
        return Frame(time, thumbnail(decoded), master.size.width / THUMBNAIL_WIDTH)
    upright = image_size(master.size, view.longest_side)
    turned = master.video.rotation in (90, 270)
    width, height = (upright.height, upright.width) if turned else (upright.width, upright.height)
    image = decoded.reformat(width=width, height=height, format="bgr24").to_ndarray()
    image = np.ascontiguousarray(np.rot90(image, -master.video.rotation // 90))
    return Frame(time, image, master.size.width / upright.width)
