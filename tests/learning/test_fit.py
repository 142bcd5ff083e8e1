"""New weights follow what happened, as far as there is enough of it, and stay near the old ones."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.learning.fit import fitted, most_moved
from autocut.model.result import Example
from tests.builders import same_every_time
from tests.learning.received import HIDDEN, NAMES, liked, signals_of

BEFORE = {"topic": 1.0, "reaction": 0.3, "hook": 0.1}


def hidden(count: int, seed: int, noise: float = 0.03, preference: Mapping[str, float] = HIDDEN) -> list[Example]:
    """Examples whose outcome follows the preference."""
    chance = Random(seed)
    drawn = [signals_of(chance) for _ in range(count)]
    return [Example(f"m{k}", "x", each, liked(each, preference, noise, chance) / 100) for k, each in enumerate(drawn)]


def shares(weights: Mapping[str, float], names: tuple[str, ...] = NAMES) -> dict[str, float]:
    whole = sum(weights.get(name, 0.0) for name in names)
    return {name: weights.get(name, 0.0) / whole for name in names}


def test_with_many_results_the_weights_are_those_that_were_hidden() -> None:
    found = shares(fitted(hidden(3000, 1), BEFORE))
    assert found == pytest.approx({name: HIDDEN.get(name, 0.0) for name in NAMES}, abs=0.03)


def test_with_few_results_the_weights_are_between_the_old_and_the_hidden_ones() -> None:
    found = shares(fitted(hidden(20, 1), BEFORE))
    assert shares(BEFORE)["reaction"] > found["reaction"] > 0.3
    assert 0 < found["faces"] < 0.5


def test_a_signal_that_no_result_has_keeps_its_weight() -> None:
    assert fitted(hidden(50, 1), BEFORE)["topic"] == 1.0


def test_the_sum_of_the_weights_stays() -> None:
    assert math.fsum(fitted(hidden(50, 1), BEFORE).values()) == pytest.approx(1.4, abs=1e-3)


def test_no_examples_or_outcomes_that_are_all_alike_change_nothing() -> None:
    assert fitted([], BEFORE) == BEFORE
    alike = [Example("m", "x", signals_of(Random(seed)), 0.5) for seed in range(30)]
    assert fitted(alike, BEFORE) == pytest.approx(BEFORE)


def test_a_level_that_only_differs_between_presets_teaches_nothing() -> None:
    chance = Random(3)
    short = [Example(f"m{k}", "short", {"hook": 0.9, "reaction": chance.random()}, 0.9) for k in range(20)]
    full = [Example(f"m{k}", "full", {"hook": 0.1, "reaction": chance.random()}, 0.1) for k in range(20)]
    assert fitted([*short, *full], BEFORE) == pytest.approx(BEFORE)


def test_a_signal_that_hardly_varies_gets_no_great_weight() -> None:
    chance = Random(4)
    drawn = [{**signals_of(chance), "pace": 0.5 + 0.001 * (k % 2)} for k in range(60)]
    found = fitted([Example("m", "x", each, float(k % 2)) for k, each in enumerate(drawn)], BEFORE)
    assert shares(found)["pace"] < 0.1


extremes = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([0.0, 0.001, 1.0]), min_size=4)
examples = st.lists(
    st.builds(
        Example, st.sampled_from("abc"), st.sampled_from("xy"), extremes, st.sampled_from([0.0, 1.0])
    ),
    min_size=1,
    max_size=40,
)  # fmt: skip
priors = st.dictionaries(st.sampled_from(NAMES), st.floats(0, 10), min_size=1).filter(
    lambda each: sum(each.values()) > 0.01
)


@same_every_time
@given(examples, priors)
def test_whatever_happens_no_weight_is_negative_or_moves_by_more_than_its_bound(
    learned: list[Example], before: Mapping[str, float]
) -> None:
    found = fitted(learned, before)
    whole = sum(before.values())
    assert all(weight >= 0 and math.isfinite(weight) for weight in found.values())
    assert set(before) <= set(found)
    if any(before.get(name, 0) > 0 for example in learned for name in example.signals):
        moved = [abs(found.get(name, 0.0) - before.get(name, 0.0)) / whole for name in found]
        assert max(moved) <= most_moved(len(learned)) + 1e-3 / min(whole, 1.0)


def test_ten_extreme_results_move_no_weight_by_more_than_a_fifth_of_the_sum() -> None:
    assert most_moved(10) == 0.2
    for seed in range(20):
        chance = Random(seed)
        drawn = [{name: float(chance.random() < 0.5) for name in NAMES} for _ in range(10)]
        found = fitted([Example("m", "x", each, each["motion"]) for each in drawn], BEFORE)
        assert max(abs(found.get(name, 0.0) - BEFORE.get(name, 0.0)) for name in NAMES) <= 0.2 * 0.4 + 1e-4
        assert found["reaction"] > found["hook"]
