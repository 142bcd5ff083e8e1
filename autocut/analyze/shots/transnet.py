"""Shots by TransNetV2, a network that looks at every picture: slow, and a reference for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from autocut.analyze.detector import Looking
from autocut.analyze.shots.assemble import tiled
from autocut.analyze.shots.transnet_network import HEIGHT, WIDTH, WINDOW, TransNet
from autocut.media.frames import Frame, View
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.sight import Shot, Transition
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LIKELY = 0.5
_BEFORE = WINDOW // 4
_JUDGED = WINDOW // 2
# A cut has one picture that is part of it, and another where it was coded or blended badly.
_LONGEST_CUT = 2


@dataclass(frozen=True, slots=True)
class TransNetShots(Looking):
    """Cuts on their frames and gradual transitions, each as confident as the network is where it is surest.

    It does not tell fades apart: whatever is gradual is a dissolve, also at the ends of the master.
    """

    does: ClassVar[str] = "finding shots"
    version: ClassVar[int] = 1
    view: ClassVar[View] = View(longest_side=128)

    @property
    def weights(self) -> str:
        """The model's name."""
        return "transnetv2"

    def closely(self, master: Master, known: Analysis) -> tuple[Span, ...]:
        """It was trained on every frame."""
        return (master.span,)

    def look(self, master: Master, model: Path | None, known: Analysis) -> _Pass:
        """A pass that needs every frame."""
        assert model is not None
        return _Pass(master.span, TransNet(model))


@dataclass(slots=True)
class _Pass:
    """Windows of 100 pictures, the first and the last picture repeated around all; the middle 50 of each count."""

    whole: Span
    network: TransNet
    times: list[float] = field(default_factory=list)
    held: list[NDArray[np.uint8]] = field(default_factory=list)
    likely: list[NDArray[np.float32]] = field(default_factory=list)

    def see(self, frame: Frame) -> None:
        import cv2

        small = cv2.resize(frame.image, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)[..., ::-1]
        self.held.extend([small] if self.times else [small] * (_BEFORE + 1))
        self.times.append(frame.time)
        if len(self.held) == WINDOW:
            self._judge()

    def found(self) -> tuple[Shot, ...]:
        import numpy as np

        while len(self.likely) * _JUDGED < len(self.times):
            self.held.extend(self.held[-1:] * (WINDOW - len(self.held)))
            self._judge()
        if not self.times:
            return tiled((), self.whole)
        likely = np.concatenate(self.likely)[: len(self.times)]
        return tiled(list(transitions([*self.times, self.whole.end], likely)), self.whole)

    def _judge(self) -> None:
        import numpy as np

        self.likely.append(self.network.likely(np.stack(self.held))[_BEFORE : _BEFORE + _JUDGED])
        del self.held[:_JUDGED]


def transitions(times: Sequence[float], likely: NDArray[np.float32]) -> Iterator[Transition]:
    """The transitions among pictures that begin at `times`, which has the end of the last one too, in order.

    `likely` is what `TransNet.likely` says of each. Pictures in a row that are part of a transition, one of which
    has its mark, are one; how many they are tells a cut from what is gradual.
    """
    import numpy as np

    edges = np.flatnonzero(np.diff((likely > _LIKELY).any(axis=1), prepend=False, append=False)).tolist()
    for first, past in list(pairwise(edges))[::2]:
        mark = first + int(likely[first:past, 0].argmax())
        confidence = float(likely[mark, 0])
        if confidence > _LIKELY:
            is_cut = past - first <= _LONGEST_CUT
            span = Span(times[mark + 1], times[mark + 1]) if is_cut else Span(times[first], times[past])
            yield Transition("cut" if is_cut else "dissolve", span, round(confidence, 3))
