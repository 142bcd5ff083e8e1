"""After which sentences an audience would laugh or applaud, by their meaning."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from autocut.analyze.detector import Reading
from autocut.model.analysis import Analysis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEAD = "reactions.npz"
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Reactions(Reading):
    """How likely an audience is to laugh or applaud after each utterance, 0-1; that of the usual sentence is 0.5.

    A small network on the meanings of the sentence and of those before and after it, fitted on where audiences of
    talks did so (`benchmarks/fit_reactions.py`). It has never seen another kind of speech.
    """

    does: ClassVar[str] = "hearing an audience"
    version: ClassVar[int] = 1
    needs: ClassVar[tuple[str, ...]] = ("transcript", "meanings")

    def has_text(self, known: Analysis) -> bool:
        """Where the meanings are known."""
        return bool(known.meanings)

    def read(self, model: Path | None, known: Analysis) -> Generator[float, None, tuple[float, ...]]:
        """The likelihoods, in the order of the utterances."""
        import numpy as np

        yield 0.0
        with as_file(files("autocut.analyze.reading") / HEAD) as path, np.load(path) as head:
            likely = likelihoods(np.array(list(known.meanings), np.float32), dict(head))
        return tuple(round(float(value), _DECIMALS) for value in likely)


def in_context(meanings: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row with the one before and the one after it beside it (zeros past the ends): (n, d) to (n, 3 d)."""
    import numpy as np

    nothing = np.zeros_like(meanings[:1])
    return np.hstack([np.vstack([nothing, meanings[:-1]]), meanings, np.vstack([meanings[1:], nothing])])


def likelihoods(meanings: NDArray[np.float32], head: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """Of shape (n,): the head's judgement on meanings of shape (n, d), spread over 0-1 by its usual spread."""
    import numpy as np

    hidden = np.maximum(0.0, in_context(meanings) @ head["in"].astype(np.float32) + head["in_bias"])
    judged = hidden @ head["out"] + head["out_bias"]
    return np.asarray(1 / (1 + np.exp(-(judged - head["middle"]) / head["spread"])), np.float32)
