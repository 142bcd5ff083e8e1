"""Who speaks when, by the sound of the voices."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from autocut.analyze.detector import Listening
from autocut.analyze.speakers.encoder import RATE, Encoder, mel_windows
from autocut.analyze.speakers.pieces import excerpts, pieces
from autocut.analyze.speakers.turns import turns
from autocut.analyze.speakers.voices import voices
from autocut.media.samples import sound
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.speech import Turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BLOCK_SECONDS = 10.0
_MOST_WINDOWS = 6
_BATCH_PIECES = 4


@dataclass(frozen=True, slots=True)
class Speakers(Listening):
    """Turns of speech, each with the label of one voice: A, B, ... in order of appearance, and never a name.

    Whole pieces of speech are told apart, not single windows of them; those shorter than 1.2 s get the voice that
    they are nearest to.
    """

    does: ClassVar[str] = "telling speakers apart"
    version: ClassVar[int] = 1
    needs: ClassVar[tuple[str, ...]] = ("transcript", "voice")
    without_model: ClassVar[Literal["fail", "warn", "skip"]] = "skip"

    @property
    def weights(self) -> str:
        """The model's name."""
        return "ge2e"

    def listen(self, master: Master, model: Path | None, known: Analysis) -> Generator[float, None, tuple[Turn, ...]]:
        """The turns, in order; none overlaps another."""
        import numpy as np

        assert model is not None
        spoken = pieces(known.voice, known.transcript)
        sums: list[NDArray[np.float32]] = []
        counts: list[int] = []
        for vectors in _vectors(excerpts(sound(master, RATE, _BLOCK_SECONDS), spoken, RATE), Encoder(model)):
            sums.append(vectors.sum(axis=0))
            counts.append(len(vectors))
            yield spoken[len(counts) - 1].end / master.duration
        return turns(spoken, voices(spoken, np.array(sums), np.array(counts))) if spoken else ()


def _vectors(heard: Iterator[NDArray[np.float32]], encoder: Encoder) -> Iterator[NDArray[np.float32]]:
    """The vectors of the windows of each piece, found for several pieces at once."""
    import numpy as np

    while batch := [mel_windows(piece, _MOST_WINDOWS) for piece in islice(heard, _BATCH_PIECES)]:
        bounds = np.cumsum([len(windows) for windows in batch])[:-1]
        yield from np.split(encoder.vectors(np.concatenate(batch)), bounds)
