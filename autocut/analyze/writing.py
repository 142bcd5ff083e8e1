"""Burned-in writing, by PaddleOCR's text detector.

Liao et al., "Real-time Scene Text Detection with Differentiable Binarization", 2019, arXiv:1911.08947; PP-OCRv4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from autocut.analyze.change import Change
from autocut.analyze.detector import Looking
from autocut.analyze.network import onnx_network
from autocut.analyze.standing import Line, Standing
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, around
from autocut.model.media import Master
from autocut.model.sight import TextRegion
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIDE = 640
_SIDE_MULTIPLE = 32
_WRITTEN = 0.3
_GROWTH = 1.6
_LEAST_PIXELS = 4
_TALLEST_SHARE = 0.25
_LEAST_ASPECT = 1.8
_LEAST_FILL = 0.65
_LEAST_STROKES = 2.0
_STEP = 0.25
_SECONDS = 2.0
_SECONDS_AT_CUTS = 1.0
_SECONDS_AFTER_LOSS = 0.5
_SHORTEST_SECONDS = 0.7
# A title that slowly comes nearer is lost and found again; its middle stays. Pixels of the images.
_STAYS = 3.0


@dataclass(frozen=True, slots=True)
class Writing(Looking):
    """Lines of writing surer than `threshold` (0-1) that stand in one place for half a second and more.

    One frame in two seconds is searched, and those behind cuts and lost lines; the frames between tell when a line came
    and went. One that grows where it stands is one line, as large as it became.
    """

    threshold: float = 0.6

    does: ClassVar[str] = "finding writing"
    version: ClassVar[int] = 2
    view: ClassVar[View] = View(longest_side=_SIDE, every=_STEP)
    effort: ClassVar[float] = 3.4
    without_model: ClassVar[Literal["fail", "warn", "skip"]] = "warn"

    @property
    def weights(self) -> str:
        """The model's name."""
        return "pp-ocr"

    def look(self, master: Master, model: Path | None, known: Analysis) -> _WritingLook:
        """A pass over four frames a second, few of which are searched."""
        assert model is not None
        return _WritingLook(onnx_network(model), self.threshold, master.picture.end)


@dataclass(slots=True)
class _WritingLook:
    network: Any
    threshold: float
    end: float
    scale: float = 1.0
    searched: float = -_SECONDS
    lost: bool = False
    change: Change = field(default_factory=Change)
    standing: Standing = field(default_factory=Standing)
    regions: list[TextRegion] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import cv2

        self.scale = frame.scale
        for line in self.standing.see(frame.time, cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY)):
            self._close(line, frame.time)
            self.lost = True
        since = frame.time - self.searched + _STEP / 2
        change = self.change.since_kept(frame.image)
        if (
            (since >= _SECONDS and change != "none")
            or (since >= _SECONDS_AT_CUTS and change == "all")
            or (self.lost and since >= _SECONDS_AFTER_LOSS)
        ):
            self.change.keep()
            self.searched, self.lost = frame.time, False
            self.standing.add(self._lines(frame.image))

    def found(self) -> tuple[TextRegion, ...]:
        for line in self.standing.lines:
            self._close(line, self.end)
        lasting = (each for each in self.regions if each.span.duration > _SHORTEST_SECONDS)
        return tuple(sorted(lasting, key=lambda region: (region.span, region.box.y, region.box.x)))

    def _close(self, line: Line, time: float) -> None:
        sides = (line.left, line.top, line.right - line.left, line.bottom - line.top)
        box = Box(*(round(side * self.scale, 1) for side in sides))
        region = TextRegion(Span(line.since, time), box, round(line.confidence, 3))
        before = next((each for each in self.regions if _goes_on(each, region, _STAYS * self.scale)), None)
        if before is not None:
            self.regions.remove(before)
            region = _both(before, region)
        self.regions.append(region)

    def _lines(self, image: NDArray[np.uint8]) -> Iterator[Line]:
        """The lines of one picture."""
        import cv2
        import numpy as np

        luma = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        likely, scale = self._likely(image)
        _, labels, parts, _ = cv2.connectedComponentsWithStats((likely > _WRITTEN).astype(np.uint8))
        for label, (x, y, width, height, area) in enumerate(parts[1:].tolist(), 1):
            if not _like_a_line(width, height, area, likely.shape[0]):
                continue
            sure = float(likely[labels == label].mean())
            # The network marks the core of a line; what it left off is grown back as the paper does.
            grow = area * _GROWTH / (2 * (width + height))
            left, top = (max(0, round((side - grow) / scale)) for side in (x, y))
            right, bottom = round((x + width + grow) / scale), round((y + height + grow) / scale)
            line = Line(left, top, min(right, image.shape[1]), min(bottom, image.shape[0]), sure)
            if sure > self.threshold and _strokes(line.within(luma)) > _LEAST_STROKES:
                yield line

    def _likely(self, image: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float]:
        """How likely each pixel is one of a line's core, and how many pixels one of the image has become."""
        import cv2

        scale = max(1.0, _SIDE / max(image.shape))
        large = cv2.resize(image, None, fx=scale, fy=scale) if scale > 1 else image
        height, width = large.shape[:2]
        # Laid on black at the top left, not scaled down: small writing bears no more loss.
        right, bottom = -width % _SIDE_MULTIPLE, -height % _SIDE_MULTIPLE
        laid = cv2.copyMakeBorder(large, 0, bottom, 0, right, cv2.BORDER_CONSTANT)
        blob = cv2.dnn.blobFromImage(laid, 1 / 127.5, mean=(127.5,) * 3)
        (likely,) = self.network.run(None, {self.network.get_inputs()[0].name: blob})
        return likely[0, 0, :height, :width], scale


def _goes_on(before: TextRegion, region: TextRegion, stays: float) -> bool:
    """Whether a line is one that stood until now, a little larger or smaller about the same middle."""
    (x, y), (u, v) = before.box.center, region.box.center
    sizes = sorted((before.box.width, region.box.width))
    near = abs(x - u) < stays and abs(y - v) < stays and sizes[1] < 1.5 * sizes[0]
    return near and region.span.start - before.span.end < _SECONDS_AFTER_LOSS


def _both(before: TextRegion, region: TextRegion) -> TextRegion:
    """The two as one, from when the first came until the last went, as large as both."""
    span = Span(min(before.span.start, region.span.start), max(before.span.end, region.span.end))
    return TextRegion(span, around((before.box, region.box)), max(before.confidence, region.confidence))


def _like_a_line(width: int, height: int, area: int, picture_height: int) -> bool:
    """Whether what the network marked is long, low and full: faces and furniture that it takes for writing are not."""
    low = _LEAST_PIXELS <= height < _TALLEST_SHARE * picture_height
    return low and width > _LEAST_ASPECT * height and area > _LEAST_FILL * width * height


def _strokes(luma: NDArray[np.uint8]) -> float:
    """How often a row changes between ink and ground within the length of the line's height."""
    import cv2
    import numpy as np

    _, ink = cv2.threshold(luma, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    rows = ink[len(ink) // 3 : -(len(ink) // 3) or None].astype(np.int8)
    changes = np.abs(np.diff(rows, axis=1)).sum(axis=1).mean()
    return float(changes * luma.shape[0] / luma.shape[1])
