"""Pieces are joined as the definition of average linkage has it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.analyze.speakers.clusters import clustered

Array = NDArray[np.float32]


def directions(*degrees: float) -> Array:
    """Vectors of length 1 in a plane."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def alone(vectors: Array) -> list[int]:
    return clustered(vectors, np.ones(len(vectors), int))


def test_near_directions_are_one_voice_and_far_ones_are_not() -> None:
    assert alone(directions(0, 80, 10, 90, 5)) == [0, 1, 0, 1, 0]


def test_clusters_are_numbered_as_they_first_appear() -> None:
    assert alone(directions(90, 0, 89, 180)) == [0, 1, 0, 2]


def test_one_piece_is_one_voice_and_none_is_none() -> None:
    assert alone(directions(7)) == [0]
    assert clustered(np.zeros((0, 2), np.float32), np.zeros(0, int)) == []


def test_a_piece_of_many_vectors_weighs_as_many() -> None:
    # The pair at 50 and 60 degrees is joined first. Then 0 is cosine 0.57 from its middle where both weigh the same,
    # and 0.63 where the one at 50 degrees is four vectors.
    vectors, even = directions(0, 50, 60), np.array([1, 1, 1])
    assert clustered(vectors, even) == [0, 1, 1]
    counts = np.array([1, 4, 1])
    assert clustered(vectors * counts[:, None].astype(np.float32), counts) == [0, 0, 0]


def test_two_tight_groups_of_many_stay_apart_where_two_loose_ones_are_joined() -> None:
    # Both middles are 40 degrees apart (cosine 0.77).
    assert alone(directions(0, 1, 2, 40, 41, 42)) == [0, 0, 0, 1, 1, 1]
    loose = directions(-25, 1, 27, 15, 41, 67)
    assert len(set(alone(loose))) == 1
    # Two pieces do not tell how far one voice goes.
    assert alone(directions(0, 1, 40, 41)) == [0, 0, 0, 0]
    # Nor do three of many.
    assert set(alone(directions(*np.linspace(0, 2, 30), 40, 41, 42))) == {0}


@pytest.mark.parametrize("seed", range(5))
def test_the_clusters_are_those_of_the_definition(seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = np.abs(random.standard_normal((30, 6)))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    counts = random.integers(1, 5, 30)
    found = clustered((vectors * counts[:, None]).astype(np.float32), counts)
    assert found == _by_definition(vectors, counts)


def _by_definition(vectors: NDArray[np.float64], counts: NDArray[np.int64]) -> list[int]:
    clusters = [[k] for k in range(len(vectors))]

    def near(one: list[int], other: list[int]) -> float:
        pairs = [(counts[i] * counts[j], vectors[i] @ vectors[j]) for i in one for j in other if i != j]
        return float(sum(count * cosine for count, cosine in pairs) / sum(count for count, _ in pairs))

    def joinable(one: list[int], other: list[int]) -> bool:
        many = min(len(one), len(other)) >= 3 and min(len(one), len(other)) >= len(vectors) / 10
        return near(one, other) >= 0.58 and not (
            many and (near(one, one) + near(other, other)) / 2 - near(one, other) > 0.065
        )

    while True:
        pairs = [(a, b) for k, a in enumerate(clusters) for b in clusters[:k] if joinable(a, b)]
        if not pairs:
            break
        one, other = max(pairs, key=lambda pair: near(*pair))
        clusters = [each for each in clusters if each not in (one, other)] + [one + other]
    order = sorted(clusters, key=min)
    return [next(k for k, members in enumerate(order) if piece in members) for piece in range(len(vectors))]
