"""Talks by chance whose topics are known: each of its own words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st

from autocut.model.span import Span
from autocut.model.speech import Transcript
from tests.builders import an_utterance

TOPICS = {
    "garden": ("rose", "spade", "soil", "seed", "hedge", "lawn", "compost", "orchard"),
    "sea": ("ship", "anchor", "harbour", "sail", "captain", "storm", "island", "tide"),
    "kitchen": ("oven", "flour", "butter", "knife", "spoon", "recipe", "dough", "salt"),
    "sky": ("planet", "comet", "telescope", "orbit", "galaxy", "moon", "rocket", "crater"),
}


def a_talk_about(*topics: str, sentences: int = 12, seconds: float = 4.0, pause: float = 1.0) -> Transcript:
    """So many sentences about each topic in turn, evenly spaced."""
    said = []
    for number, topic in enumerate(topics):
        for k in range(sentences):
            one, other, last = (TOPICS[topic][(k + step) % 8] for step in (0, 1, 3))
            start = (number * sentences + k) * (seconds + pause)
            said.append(an_utterance(f"We took the {one} to the {other} with a {last}.", start, start + seconds))
    return Transcript("en", tuple(said), "by hand")


@st.composite
def talks(draw: st.DrawFn) -> tuple[Transcript, Sequence[Span]]:
    """A talk about some topics, and what of it is played."""
    topics = draw(st.lists(st.sampled_from([*TOPICS]), min_size=1, max_size=6))
    said = a_talk_about(
        *topics,
        sentences=draw(st.integers(1, 12)),
        seconds=draw(st.sampled_from([1.0, 4.0])),
        pause=draw(st.sampled_from([0.1, 1.0, 9.0])),
    )
    end = said.utterances[-1].span.end + 1
    cuts = sorted({0.0, end, *draw(st.lists(st.floats(1, end - 1), max_size=4))})
    played = tuple(Span(a, b) for a, b in pairwise(cuts) if b - a > 0.5)
    return said, played[:: draw(st.integers(1, 2))] or (Span(0, end),)
