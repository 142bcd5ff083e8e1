"""Scores become stretches by two thresholds."""

from __future__ import annotations

import numpy as np
import pytest

from autocut.analyze.sounds.stretches import Rule, level, stretches
from autocut.model.span import Span

RULE = Rule((1, 3), "sum", 1, 0.5, 0.2)


def found(levels: list[float], rule: Rule = RULE) -> list[tuple[Span, float]]:
    return list(stretches(levels, rule, 0.5))


def test_a_stretch_lasts_before_and_after_its_peak_while_the_level_is_above_the_lower_bound() -> None:
    assert found([0.1, 0.3, 0.6, 0.3, 0.1, 0.3, 0.1]) == [(Span(0.5, 2.0), 0.4)]


def test_two_peaks_are_two_stretches_where_the_level_falls_between_them() -> None:
    assert [span for span, _ in found([0.9, 0.1, 0.9])] == [Span(0, 0.5), Span(1, 1.5)]
    assert [span for span, _ in found([0.9, 0.2, 0.9])] == [Span(0, 1.5)]


def test_a_sure_stretch_reaches_to_both_ends_and_is_no_surer_than_one() -> None:
    assert found([1.4, 1.2]) == [(Span(0, 1), 1.0)]


def test_nothing_is_found_in_nothing() -> None:
    assert found([]) == []
    assert found([0.4, 0.4]) == []


def test_the_level_is_smoothed_before_it_is_judged() -> None:
    smooth = Rule((0,), "max", 3, 0.5, 0.2)
    assert found([0, 0, 0.9, 0, 0], smooth) == []
    assert found([0, 0.9, 0.9, 0, 0], smooth) == [(Span(0, 2), 0.49)]


def test_classes_are_summed_or_the_highest_counts() -> None:
    scores = np.array([0.9, 0.25, 0.9, 0.5], np.float32)
    assert level(scores, RULE) == pytest.approx(0.75)
    assert level(scores, Rule((1, 3), "max", 1, 0.5, 0.2)) == 0.5
