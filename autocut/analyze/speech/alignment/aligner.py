"""When each word of a known text is spoken: Viterbi alignment with the acoustic model that PocketSphinx carries."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autocut.analyze.speech.alignment.pronunciations import plain, pronunciations, shouted
from autocut.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LANGUAGE = "en"
_FRAME = 0.01
_LEAST_LIKELY = 1e-200
_SCORED = 2
"""Of so many frames one is scored, its neighbours take its Gaussians: two thirds of the time, and as true."""
_PAUSE_PROBABILITY = 0.1


def aligner(language: str) -> Aligner | None:
    """One for the language (ISO 639-1); None where there is no acoustic model for it, or no PocketSphinx."""
    return Aligner() if language == _LANGUAGE and find_spec("pocketsphinx") else None


class Aligner:
    """The English acoustic model (CMU Sphinx en-us: mixtures of Gaussians for triphones) and its dictionary.

    Nothing is pruned from the search, so that it always ends: a text without choices leaves it little to do.
    """

    name = "pocketsphinx"

    def __init__(self) -> None:
        from pocketsphinx import Decoder, get_model_path

        folder = Path(get_model_path()) / "en-us"
        self._decoder: Any = Decoder(
            hmm=str(folder / "en-us"),
            dict=str(folder / "cmudict-en-us.dict"),
            lm=None,
            loglevel="FATAL",
            bestpath=False,
            beam=_LEAST_LIKELY,
            wbeam=_LEAST_LIKELY,
            pbeam=_LEAST_LIKELY,
            maxhmmpf=-1,
            ds=_SCORED,
            lw=1.0,
            wip=1.0,
            silprob=_PAUSE_PROBABILITY,
        )

    def times(self, samples: NDArray[np.float32], words: Sequence[str]) -> list[Span | None]:
        """The span of each word in seconds from the first sample (16 kHz, mono); None for one that English can't say.

        All are None where the sound is too short for the words.
        """
        import numpy as np

        names = [self._named(word) for word in words]
        said = [name for name in names if name]
        nowhere: list[Span | None] = [None] * len(words)
        if not said or not len(samples):
            return nowhere
        self._decoder.reinit_feat()
        self._decoder.set_align_text(" ".join(said))
        self._decoder.start_utt()
        self._decoder.process_raw((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
        self._decoder.end_utt()
        if self._decoder.hyp() is None:
            return nowhere
        found = [each for each in self._decoder.seg() if each.word[0] not in "<["]
        if len(found) != len(said):
            return nowhere
        spans = (Span(each.start_frame * _FRAME, (each.end_frame + 1) * _FRAME) for each in found)
        return [next(spans) if name else None for name in names]

    def _named(self, word: str) -> str:
        """The dictionary's name for the word, which is put into it if it is not there; "" if it can't be said."""
        known = self._decoder.lookup_word
        name = plain(word)
        if not name or (known(name) is not None and "." not in name and not shouted(word)):
            return name
        name = "=" + "_".join(name.split())
        if known(name) is None:
            for k, phones in enumerate(pronunciations(word, known), 1):
                self._decoder.add_word(name if k == 1 else f"{name}({k})", phones, False)
        return name if known(name) is not None else ""
