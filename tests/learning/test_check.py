"""Held-out results say whether new weights are better than old ones; chance does not."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from autocut.learning.check import agreement, held_out, value
from autocut.model.result import Example
from tests.learning.received import HIDDEN, signals_of
from tests.learning.test_fit import BEFORE, hidden


def of_masters(examples: list[Example], masters: int) -> list[Example]:
    return [replace(example, master=f"m{k % masters}") for k, example in enumerate(examples)]


def test_weights_from_a_hidden_preference_are_clearly_better_on_what_was_held_out() -> None:
    for seed in range(5):
        found = held_out(of_masters(hidden(60, seed), 20), BEFORE)
        assert found is not None
        assert found.pairs >= 60 * 59 / 2 - 1
        assert found.after > 0.7 > found.before
        assert found.clearly_better


def test_noise_is_not_clearly_better_than_what_was_there() -> None:
    verdicts = [held_out(of_masters(hidden(60, seed, 0.1, {}), 20), BEFORE) for seed in range(20)]
    assert sum(found is not None and found.clearly_better for found in verdicts) <= 1
    mean = sum(found.after for found in verdicts if found) / 20
    assert mean == pytest.approx(0.5, abs=0.05), "nothing of what is held out leaks into the fit"


def test_weights_that_are_right_already_are_not_replaced() -> None:
    found = held_out(of_masters(hidden(60, 1, 0.1), 20), HIDDEN)
    assert found is not None
    assert found.before > 0.6
    assert not found.clearly_better


def test_versions_of_one_master_are_never_on_both_sides() -> None:
    chance = Random(1)
    masters = [(signals_of(chance), chance.random()) for _ in range(12)]
    copies = [Example(f"m{k}", "x", signals, outcome) for k, (signals, outcome) in enumerate(masters) for _ in range(5)]
    found = held_out(copies, BEFORE)
    assert found is not None
    assert not found.clearly_better, "five copies of each would be known by heart"


def test_too_few_results_or_masters_tell_nothing() -> None:
    assert held_out(of_masters(hidden(9, 1), 9), BEFORE) is None
    assert held_out(of_masters(hidden(60, 1), 4), BEFORE) is None
    assert held_out([replace(each, peers=each.master) for each in of_masters(hidden(20, 1), 20)], BEFORE) is None


def test_the_score_is_the_weighted_mean_of_the_signals_that_there_are() -> None:
    assert value({"hook": 0.5, "faces": 1.0, "pace": 0.0}, {"hook": 1.0, "faces": 3.0, "topic": 9.0}) == 0.875
    assert value({"pace": 1.0}, {"hook": 1.0}) == 0.0


def test_agreement_is_one_for_the_right_order_and_zero_for_the_wrong_one() -> None:
    rising = [Example(f"m{k}", "x", {"hook": k / 10}, k / 10) for k in range(10)]
    falling = [replace(example, outcome=-example.outcome) for example in rising]
    assert agreement(rising, {"hook": 1.0})[:2] == (1.0, 45)
    assert agreement(falling, {"hook": 1.0})[:2] == (0.0, 45)
    assert agreement(rising, {"faces": 1.0})[0] == 0.5


def test_the_deviation_by_chance_is_that_of_shuffled_outcomes() -> None:
    chance, found = Random(1), []
    for _ in range(400):
        outcomes = chance.sample(range(20), 20)
        drawn = [Example("m", "x", {"hook": k / 20}, outcome / 20) for k, outcome in enumerate(outcomes)]
        share, _, deviation = agreement(drawn, {"hook": 1.0})
        found.append(share)
    spread = (sum((share - 0.5) ** 2 for share in found) / len(found)) ** 0.5
    assert spread == pytest.approx(deviation, rel=0.1)
