from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.score import SIGNALS
from autocut.score.material import Material
from autocut.score.rank import rank, scored
from tests.builders import a_master, a_material, a_transcript, an_analysis, an_utterance, same_every_time, shots
from tests.score.chance import RICH, materials, spans_in_order

MATERIAL = a_material(an_analysis(a_master()))
SPANS = (Span(0, 10), Span(10, 20), Span(20, 30), Span(30, 60), Span(0, 60))
MILLIONTH = 1e-6

all_weights = st.dictionaries(
    st.sampled_from(list(SIGNALS)), st.floats(0, 10).map(lambda weight: round(weight, 2)), max_size=len(SIGNALS)
)


def test_the_best_passage_comes_first_and_of_equals_the_earlier_then_the_longer() -> None:
    spoken = a_transcript(an_utterance("one two three", 20, 30))
    spans = [Span(5, 10), Span(5, 15), Span(0, 5), Span(20, 30)]
    ranked = rank(a_material(Analysis(transcript=spoken)), spans, {"speech": 1.0})
    assert [segment.span for segment in ranked] == [Span(20, 30), Span(0, 5), Span(5, 15), Span(5, 10)]


def test_scored_passages_stay_in_their_order() -> None:
    assert tuple(segment.span for segment in scored(MATERIAL, SPANS[::-1], {"speech": 1.0})) == SPANS[::-1]


@same_every_time
@given(all_weights)
def test_the_total_is_the_weighted_mean_of_the_signals_that_there_are(weights: dict[str, float]) -> None:
    for segment in rank(MATERIAL, SPANS, weights):
        signals = segment.score.signals
        counted = {name: weight for name, weight in weights.items() if name in signals}
        whole = sum(counted.values())
        expected = sum(weight * signals[name] for name, weight in counted.items()) / whole if whole else 0.0
        assert segment.score.total == pytest.approx(expected, abs=MILLIONTH)


@same_every_time
@given(materials(), spans_in_order(), all_weights)
def test_the_parts_as_they_are_written_sum_to_the_total_exactly(
    material: Material, spans: tuple[Span, ...], weights: dict[str, float]
) -> None:
    for segment in scored(material, spans, weights):
        score = segment.score
        assert sum(Decimal(str(part)) for part in score.parts.values()) == Decimal(str(score.total))
        assert 0.0 <= score.total <= 1.0
        assert all(0.0 <= value <= 1.0 for value in (*score.parts.values(), *score.signals.values()))
        assert score.parts.keys() == {name for name in score.signals if weights.get(name, 0.0) > 0}


@same_every_time
@given(all_weights, st.floats(0.01, 10))
def test_more_weight_on_a_signal_that_is_1_never_lowers_the_total(weights: dict[str, float], more: float) -> None:
    for segment in scored(RICH, SPANS, weights):
        for name in (name for name, value in segment.score.signals.items() if value == 1.0):
            heavier = weights | {name: weights.get(name, 0.0) + more}
            (again,) = scored(RICH, [segment.span], heavier)
            assert again.score.total >= segment.score.total - MILLIONTH


def test_a_heavier_weight_on_a_signal_brings_its_passage_to_the_front() -> None:
    spoken = a_transcript(an_utterance("one two", 0, 10))
    material = a_material(Analysis(transcript=spoken, shots=shots(0, 10, 11, 12, 13, 14, 20)))
    spans = [Span(0, 10), Span(10, 20)]
    assert rank(material, spans, {"speech": 2, "pace": 1})[0].span == Span(0, 10)
    assert rank(material, spans, {"speech": 1, "pace": 2})[0].span == Span(10, 20)


def test_a_part_is_the_signals_share_of_the_total() -> None:
    (segment,) = rank(MATERIAL, [Span(20, 30)], {"speech": 1.0, "pace": 3.0})
    assert segment.score.signals["speech"] == pytest.approx(0.75)
    assert segment.score.signals["pace"] == 0.0
    assert segment.score.parts == {"speech": 0.1875, "pace": 0.0}
    assert segment.score.total == 0.1875


@pytest.mark.parametrize("weight", [0.1, 0.3, 0.7, 1.0, 1.1, 2.3, 7.0])
def test_the_only_signal_with_a_weight_is_the_total_whatever_that_is(weight: float) -> None:
    (segment,) = rank(MATERIAL, [Span(1, 8)], {"speech": weight})
    assert segment.score.total == segment.score.signals["speech"] == 1.0


def test_a_signal_without_weight_is_told_but_does_not_count() -> None:
    (segment,) = rank(MATERIAL, [Span(20, 30)], {"pace": 1.0, "loudness": 0.0})
    assert segment.score.signals["speech"] == pytest.approx(0.75)
    assert segment.score.parts == {"pace": 0.0}
    assert segment.score.total == 0.0


def test_what_cannot_be_measured_costs_nothing() -> None:
    (segment,) = rank(MATERIAL, [Span(20, 28)], {"speech": 1.0, "music": 9.0})
    assert "music" not in segment.score.signals
    assert segment.score.total == pytest.approx(0.9375)


def test_without_any_weight_the_total_is_nothing() -> None:
    assert {segment.score.total for segment in rank(MATERIAL, SPANS, {})} == {0.0}


def test_a_passage_of_no_length_scores_nothing() -> None:
    (segment,) = rank(MATERIAL, [Span(5, 5)], {"speech": 1.0, "motion": 1.0})
    assert segment.score.total == 0.0
    assert set(segment.score.signals.values()) == {0.0}


def test_a_segment_carries_the_words_said_in_it() -> None:
    (segment,) = rank(MATERIAL, [Span(30, 40)], {"speech": 1.0})
    assert segment.text == "What would you have done?"
