"""What sentences mean, as directions: two that mean alike point alike."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from autocut.analyze.detector import Reading
from autocut.analyze.network import onnx_network
from autocut.analyze.reading.english import speaks_english
from autocut.model.analysis import Analysis
from autocut.model.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_TOKENS = 128


@dataclass(frozen=True, slots=True)
class Meanings(Reading):
    """One vector of length 1 for each utterance of an English transcript, of shape (384,): MiniLM-L6.

    Wang et al. 2020 (arXiv:2002.10957), trained on pairs of sentences (Reimers and Gurevych 2019,
    arXiv:1908.10084). Where the model cannot be had, what needs it goes by the words alone.
    """

    does: ClassVar[str] = "reading what is said"
    version: ClassVar[int] = 2
    needs: ClassVar[tuple[str, ...]] = ("transcript",)
    without_model: ClassVar[Literal["fail", "warn", "skip"]] = "warn"

    @property
    def weights(self) -> str:
        """The model's name."""
        return "minilm"

    def has_text(self, known: Analysis) -> bool:
        """Where something is said in English, the language that the model knows."""
        return speaks_english(known)

    def read(self, model: Path | None, known: Analysis) -> Generator[float, None, Vectors]:
        """The vectors, in the order of the utterances."""
        assert model is not None
        assert known.transcript is not None
        reader = MiniLM(model)
        found: list[NDArray[np.float32]] = []
        for utterance in known.transcript.utterances:
            found.append(reader.vector(utterance.text))
            yield len(found) / len(known.transcript.utterances)
        return Vectors.of(vector.tolist() for vector in found)


class MiniLM:
    """The network and its tokens.

    Texts go in one by one: in a batch the 8-bit form of the network rounds each by what else is in it.
    """

    def __init__(self, model: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(model.with_name("tokenizer.json")))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._network = onnx_network(model)

    def vector(self, text: str) -> NDArray[np.float32]:
        """The mean of the text's token states, of length 1 and shape (384,)."""
        import numpy as np

        tokens: Sequence[int] = self._tokenizer.encode(text).ids
        ids = np.array([tokens], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = np.asarray(self._network.run(None, feed)[0], np.float32)[0].mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)
