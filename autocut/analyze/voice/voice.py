"""Where voices are heard, whatever they say."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from autocut.analyze.detector import Listening
from autocut.analyze.voice.activity import RATE, STEP_SAMPLES, VoiceActivity, stretches
from autocut.analyze.voice.edges import sharpened
from autocut.analyze.voice.levels import levels
from autocut.media.samples import sound
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BLOCK_SECONDS = 500 * STEP_SAMPLES / RATE


@dataclass(frozen=True, slots=True)
class Voice(Listening):
    """Spans of voice parted by pauses of a tenth of a second or more, their edges where the sound rises and falls.

    One that goes on for longer than 20 s is parted where it is faintest.
    """

    does: ClassVar[str] = "listening for voices"
    version: ClassVar[int] = 1

    def listen(self, master: Master, model: Path | None, known: Analysis) -> Generator[float, None, tuple[Span, ...]]:
        """The spans, in order."""
        import numpy as np

        network = VoiceActivity()
        probabilities: list[NDArray[np.float32]] = []
        loud: list[NDArray[np.float32]] = []
        for block in sound(master, RATE, _BLOCK_SECONDS):
            probabilities.append(network.probabilities(block))
            loud.append(levels(block, RATE))
            yield min(1.0, len(probabilities) * _BLOCK_SECONDS / master.duration)
        if not probabilities:
            return ()
        found = sharpened(stretches(np.concatenate(probabilities)), np.concatenate(loud))
        return tuple(span.clipped(master.span) for span in found if span.start < master.duration)
