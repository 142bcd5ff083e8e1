"""The signals of every sentence of a talk, as autocut measures them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from autocut.analyze.reading import Feelings
from autocut.lexicons import lexicon
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.vectors import Vectors
from autocut.score import SIGNALS
from autocut.score.material import Material
from benchmarks.talks import Talk

Rows = dict[str, NDArray[np.float64]]


def read(talk: Talk, meanings: NDArray[np.float32], reactions: NDArray[np.float32]) -> Material:
    """What the detectors that read find in the talk's sentences."""
    said = Analysis(
        transcript=talk.transcript,
        meanings=Vectors.of(meanings.tolist()),
        reactions=tuple(map(float, reactions)),
    )
    said = replace(said, feelings=finish(Feelings().read(None, said)))
    return Material(said, Span(0.0, talk.transcript.utterances[-1].span.end), lexicon=lexicon("en"))


def measured(material: Material) -> Rows:
    """Of each signal that there is, its value for every sentence."""
    measures = {name: measure for name, signal in SIGNALS.items() if (measure := signal(material)) is not None}
    spans = [sentence.span for sentence in material.sentences]
    return {name: np.array([measure(span) for span in spans]) for name, measure in measures.items()}
