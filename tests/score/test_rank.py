from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.score import SIGNALS
from autocut.score.passages import passages
from autocut.score.rank import rank
from tests.builders import (
    a_master,
    a_preset,
    a_transcript,
    an_analysis,
    an_utterance,
    same_every_time,
    shots,
)

MASTER = a_master()
ANALYSIS = an_analysis(MASTER)
SPANS = (Span(0, 10), Span(10, 20), Span(20, 30), Span(30, 60), Span(0, 60))


def test_the_best_passage_comes_first_and_of_equals_the_earlier_then_the_longer() -> None:
    spoken = a_transcript(an_utterance("one two three", 20, 30))
    spans = [Span(5, 10), Span(5, 15), Span(0, 5), Span(20, 30)]
    ranked = rank(Analysis(transcript=spoken), spans, {"speech": 1.0})
    assert [segment.span for segment in ranked] == [Span(20, 30), Span(0, 5), Span(5, 15), Span(5, 10)]


@same_every_time
@given(st.dictionaries(st.sampled_from(list(SIGNALS)), st.floats(0, 10).map(lambda weight: round(weight, 2))))
def test_the_total_is_the_weighted_mean_of_the_parts(weights: dict[str, float]) -> None:
    for segment in rank(ANALYSIS, SPANS, weights):
        assert set(segment.score.parts) == set(SIGNALS)
        weighted = sum(weight * segment.score.parts[name] for name, weight in weights.items())
        whole = sum(weights.values())
        assert segment.score.total == pytest.approx(weighted / whole if whole else 0.0, abs=6e-5)


def test_a_heavier_weight_on_a_signal_brings_its_passage_to_the_front() -> None:
    analysis = Analysis(transcript=a_transcript(an_utterance("one two", 0, 10)), shots=shots(0, 10, 11, 12, 13, 14, 20))
    spans = [Span(0, 10), Span(10, 20)]
    assert rank(analysis, spans, {"speech": 2, "pace": 1})[0].span == Span(0, 10)
    assert rank(analysis, spans, {"speech": 1, "pace": 2})[0].span == Span(10, 20)


def test_a_signal_without_weight_is_told_but_does_not_count() -> None:
    (segment,) = rank(ANALYSIS, [Span(20, 30)], {"pace": 1.0})
    assert segment.score.parts["speech"] == pytest.approx(0.75)
    assert segment.score.total == segment.score.parts["pace"] == 0.0


def test_a_segment_carries_the_words_said_in_it() -> None:
    (segment,) = rank(ANALYSIS, [Span(30, 40)], {"speech": 1.0})
    assert segment.text == "What would you have done?"


def test_a_short_weighs_passages_of_its_own_length_the_best_first() -> None:
    preset = a_preset("youtube-short", "duration.min=8", "duration.target=15", "duration.max=20")
    found = passages(MASTER, ANALYSIS, preset)
    assert found
    assert all(8 <= segment.span.duration <= 20 for segment in found)
    totals = [segment.score.total for segment in found]
    assert totals == sorted(totals, reverse=True)


def test_a_trailer_weighs_pieces_of_its_own_length() -> None:
    found = passages(MASTER, ANALYSIS, a_preset("trailer-landscape"))
    assert found
    assert all(1.5 <= segment.span.duration <= 6 for segment in found)


def test_a_full_version_weighs_the_whole_master_to_the_end_of_its_picture() -> None:
    (segment,) = passages(MASTER, ANALYSIS, a_preset("youtube-full"))
    assert segment.span == Span(0, 60)
