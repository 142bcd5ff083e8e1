"""The scored passages that one preset chooses from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from autocut.model.analysis import Analysis
from autocut.model.lexicon import Lexicon
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.segment import Segment
from autocut.model.span import Span
from autocut.model.weighting import Weighting
from autocut.model.wording import by_first_word, occurrences, parts, plain
from autocut.score.candidates import candidates
from autocut.score.hooks import with_hooks
from autocut.score.material import Material
from autocut.score.pieces import pieces
from autocut.score.rank import rank
from autocut.score.standalone import STANDS, standalone

_SHARED = 0.5


def passages(
    master: Master, analysis: Analysis, lexicon: Lexicon, weighting: Weighting, preset: Preset
) -> tuple[Segment, ...]:
    """The best first (master time), with an objection to those in which something is said that is to be avoided."""
    material = Material(analysis, master.picture, master.size, lexicon, preset.score.topics)
    weights = emphasized(weighting, preset)
    found = rank(material, spans_of(material, preset), weights)
    if preset.kind == "short" and preset.edit.hook_first:
        found = with_hooks(found, material, weights)
    return avoiding(found, preset.score.avoid, lexicon)


def spans_of(material: Material, preset: Preset) -> Sequence[Span]:
    """Passages of a short's length, pieces for a trailer, or the whole master.

    Where speech has passages that can be understood by themselves, a short has no others to choose from.
    """
    analysis, whole = material.analysis, material.whole
    if preset.kind == "full":
        return (whole,)
    if preset.kind == "trailer" and preset.trailer:
        bounds = preset.trailer
        return pieces(analysis, whole, bounds.min_clip, bounds.max_clip)
    return _standing(material, candidates(analysis, whole, preset.duration.min, preset.duration.max))


def emphasized(weighting: Weighting, preset: Preset) -> Mapping[str, float]:
    """The weights, each times what the preset makes of it."""
    return {name: weight * preset.score.emphasis.get(name, 1.0) for name, weight in weighting.weights.items()}


def avoiding(segments: Iterable[Segment], avoid: Sequence[str], lexicon: Lexicon) -> tuple[Segment, ...]:
    """The segments, with an objection to those in which one of the words or phrases is said.

    `@profanity` and `@violence` are the lexicon's lists of that name, in all of their forms.
    """
    unwanted = [(phrase, _in_text(phrase, lexicon)) for phrase in avoid]

    def judged(segment: Segment) -> Segment:
        said = next((phrase for phrase, is_said in unwanted if is_said(segment.text)), None)
        if said is None:
            return segment
        heard = f"a word of the list {said}" if said.startswith("@") else f"“{said}”"
        return replace(segment, objection=f"It says {heard}, which is to be avoided.")

    return tuple(map(judged, segments))


def apart(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments, the best first, less those that share over half of the shorter one with a better one."""
    found: list[Segment] = []
    for segment in segments:
        if not any(_alike(segment.span, other.span) for other in found):
            found.append(segment)
    return tuple(found)


def _in_text(phrase: str, lexicon: Lexicon) -> Callable[[str], bool]:
    """Whether a text says the phrase, or one of the list that it names."""
    if phrase.startswith("@"):
        listed = by_first_word(lexicon.forms(phrase[1:]))
        return lambda text: occurrences(listed, parts(text)) > 0
    own = by_first_word([phrase])
    return lambda text: occurrences(own, plain(text)) > 0


def _alike(one: Span, other: Span) -> bool:
    return one.overlap(other) > _SHARED * min(one.duration, other.duration)


def _standing(material: Material, spans: Sequence[Span]) -> Sequence[Span]:
    """Those that stand alone, or all where none does or nobody can tell."""
    measure = standalone(material)
    if measure is None:
        return spans
    return [span for span in spans if not material.within(span) or measure(span) >= STANDS] or spans
