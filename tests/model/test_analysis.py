from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from tests.builders import a_transcript, an_utterance, same_every_time, seen, shots

bounds = st.lists(st.integers(0, 40).map(lambda k: k / 4), unique=True, min_size=2, max_size=20).map(sorted)
windows = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(min(pair) / 4, max(pair) / 4))


@same_every_time
@given(bounds, windows)
def test_what_lies_over_a_span_is_found_as_by_looking_at_all(times: list[float], window: Span) -> None:
    tiled = shots(*times)
    said = a_transcript(*(an_utterance("so it goes", a, b) for a, b in zip(times[::2], times[1::2], strict=False)))
    analysis = Analysis(shots=tiled, faces=tuple(seen(time) for time in times), transcript=said)
    if window.duration:
        assert analysis.shots_over(window) == tuple(shot for shot in tiled if shot.span.overlap(window) > 0)
        assert said.utterances_over(window) == tuple(u for u in said.utterances if u.span.overlap(window) > 0)
    assert analysis.faces_over(window) == tuple(f for f in analysis.faces if window.start <= f.time < window.end)
    assert said.over(window) == tuple(w for w in said.words if window.start <= w.span.middle < window.end)


@same_every_time
@given(bounds, st.integers(1, 39).map(lambda k: k / 4))
def test_a_word_belongs_to_exactly_one_of_two_spans_that_touch(times: list[float], cut: float) -> None:
    said = a_transcript(*(an_utterance("one two three", a, b) for a, b in zip(times[::2], times[1::2], strict=False)))
    assert said.over(Span(0, cut)) + said.over(Span(cut, 101)) == said.words


def test_an_utterance_reads_as_a_line() -> None:
    assert an_utterance("This is one.", 0, 3).text == "This is one."
