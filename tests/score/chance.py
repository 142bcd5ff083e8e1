"""Material by chance: some of it rich, some of it empty, none of it sensible."""

from __future__ import annotations

from typing import TypeVar, get_args

from hypothesis import strategies as st

from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.lexicon import Lexicon
from autocut.model.sight import Shot
from autocut.model.signal import Signal
from autocut.model.sound import LoudnessCurves, Sound, SoundKind
from autocut.model.span import Span
from autocut.model.speech import Transcript, Turn, Utterance
from autocut.model.vectors import Vectors
from autocut.score.material import Material
from tests.builders import a_material, a_subject, a_talk, an_utterance, curves, seen, shots

T = TypeVar("T")
TEXTS = (
    "You",
    "And so he said “no”.",
    "What if I never told you the truth about 300 machines?",
    "As I said, everybody loves life!",
    "...",
    "Das geht schon so lange, daß niemand mehr weiß, wie es angefangen hat, und warum.",
)
RICH = a_material(
    Analysis(
        shots=shots(0, 10, 20, 60),
        voice=(Span(0, 8), Span(10, 18)),
        transcript=a_talk("What is it?", "It is a machine."),
        meanings=Vectors.of([(1.0, 0.0), (0.6, 0.8)]),
        feelings=(0.0, 0.5),
        reactions=(0.4, 0.9),
        turns=(Turn(Span(0, 9), "A"), Turn(Span(9, 20), "B")),
        loudness=curves((-20.0, -30.0) * 300),
        sounds=(Sound(Span(18, 20), "laughter", 0.9),),
        motion=Signal(5.0, (0.1,) * 300),
        faces=(seen(0.5, Box(0, 0, 100, 100)),),
        subjects=(a_subject(Box(0, 0, 100, 100)),),
    ),
    topics=("machines",),
)
"""A master in which all was found."""


def times(below: float = 40.0) -> st.SearchStrategy[float]:
    """Times, to the millisecond."""
    return st.floats(0, below, allow_nan=False).map(lambda time: round(time, 3))


@st.composite
def spans_in_order(draw: st.DrawFn, most: int = 6) -> tuple[Span, ...]:
    """Spans that share no time."""
    least = 2 * draw(st.integers(0, most))
    bounds = sorted(draw(st.lists(times(), min_size=least, max_size=2 * most, unique=True)))
    return tuple(Span(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=False))


def directions() -> st.SearchStrategy[tuple[float, ...]]:
    """Vectors of length 1, all in one plane."""
    return st.sampled_from([(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.6, 0.8), (0.6, -0.8)])


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Findings about a master of 40 s, most of them perhaps missing."""
    spoken = [an_utterance(draw(st.sampled_from(TEXTS)), span.start, span.end) for span in draw(spans_in_order())]
    utterances: tuple[Utterance, ...] = tuple(spoken) if draw(st.booleans()) else ()
    signals = st.builds(
        Signal,
        st.sampled_from([1.0, 5.0, 10.0]),
        st.lists(st.floats(-70, 10, allow_nan=False), max_size=60).map(tuple),
    )
    boxes = st.lists(st.builds(Box, times(), times(), st.floats(1, 900), st.floats(1, 900)), max_size=2).map(tuple)
    sampled = sorted(draw(st.lists(times(), max_size=10, unique=True)))
    has_it = st.booleans()
    shares, kinds, speakers = st.floats(0, 1), st.sampled_from(get_args(SoundKind)), st.sampled_from("ABC")

    def each(values: st.SearchStrategy[T]) -> tuple[T, ...]:
        return tuple(draw(values) for _ in utterances) if draw(has_it) else ()

    return Analysis(
        shots=tuple(Shot(span) for span in draw(spans_in_order())),
        voice=draw(spans_in_order()),
        transcript=Transcript("en", utterances, "by chance") if draw(st.booleans()) or utterances else None,
        meanings=Vectors.of(each(directions())),
        feelings=each(st.floats(-1, 1)),
        reactions=each(shares),
        turns=tuple(Turn(span, draw(speakers)) for span in draw(spans_in_order())),
        loudness=draw(st.none() | st.builds(LoudnessCurves, signals, signals, signals)),
        sounds=tuple(Sound(span, draw(kinds), draw(shares)) for span in draw(spans_in_order())),
        motion=draw(st.none() | signals),
        faces=tuple(seen(time, *draw(boxes)) for time in sampled),
        subjects=(a_subject(Box(0, 0, 9, 9), times=sampled),) if sampled else (),
    )


def materials() -> st.SearchStrategy[Material]:
    """The same as material, with English words or none."""
    return st.builds(
        Material,
        analyses(),
        st.just(Span(0.0, 40.0)),
        st.none() | st.just(Size(1280, 720)),
        st.sampled_from([Lexicon(), lexicon("en")]),
        st.sampled_from([(), ("machines",), ("everybody loves", "truth")]),
    )
