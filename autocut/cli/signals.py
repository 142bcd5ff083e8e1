"""The signals of masters, of what weights say how it usually is."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autocut.model.event import Event
    from autocut.model.preset import Preset
    from autocut.model.weighting import Weighting
    from autocut.survey import Sources

# What single sentences have are signals of their text, for which nobody needs to look.
_READ = ("transcript", "meanings", "feelings", "reactions")
_MOST_PASSAGES = 5


def signals_of(
    masters: Sequence[Path], preset: Preset, sources: Sources, weighting: Weighting
) -> Generator[Event, None, list[Mapping[str, float]]]:
    """The signals of each sentence, or of the best passages of each master that share no time.

    Nothing is looked at where the weights do not say how signals usually are.
    """
    from autocut.analyze import DETECTORS
    from autocut.lexicons import lexicon_of
    from autocut.media.probe import probe
    from autocut.score.material import Material
    from autocut.score.passages import passages
    from autocut.score.rank import scored
    from autocut.survey import analyzed

    by_sentence = weighting.usual_of == "sentence"
    found: list[Mapping[str, float]] = []
    for path in masters if weighting.usual else ():
        master = probe(path)
        (analysis,) = yield from analyzed(master, [preset.analysis], sources, _READ if by_sentence else (*DETECTORS,))
        lexicon = lexicon_of(analysis)
        if by_sentence:
            material = Material(analysis, master.picture, master.size, lexicon)
            segments = list(scored(material, [sentence.span for sentence in material.sentences], weighting.weights))
        else:
            segments = []
            for segment in passages(master, analysis, lexicon, weighting, preset):
                free = all(segment.span.overlap(other.span) == 0 for other in segments)
                segments += [segment] if free and len(segments) < _MOST_PASSAGES else []
        found.extend(segment.score.signals for segment in segments)
    return found
