"""Weights that fit examples, held near those that were there before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from autocut.model.result import Example

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PRIOR_RESULTS = 40
"""How many results the weights before count as."""

_BELIEVED = 0.3
_LEAST_DEVIATION = 0.05
_DECIMALS = 4
_SWEEPS = 500
_STILL = 1e-10


def fitted(examples: Sequence[Example], before: Mapping[str, float]) -> dict[str, float]:
    """The weights for the signals that at least half of the examples have, none below 0; all others as before.

    Ridge regression (Hoerl and Kennard 1970) of the outcomes on the signals, both less the means of their peers,
    shrunk to the weights before and not to 0: these are taken to explain what a correlation of 0.3 would, and count
    as 40 results. Of n results no weight moves by more than n / (n + 40) of the sum of them all.
    """
    names = _shared(examples)
    if not names:
        return dict(before)
    known = sum(before.get(name, 0.0) for name in names)
    prior = [before.get(name, 0.0) / known if known > 0 else 0.0 for name in names]
    scale = known or sum(before.values()) or 1.0
    shares = _shares(examples, names, prior)
    found = {name: round(scale * share, _DECIMALS) for name, share in zip(names, shares, strict=True)}
    return {**before, **{name: weight for name, weight in found.items() if weight > 0 or name in before}}


def most_moved(count: int) -> float:
    """How far `count` examples may move a weight at the most, as a share of the sum of all."""
    return count / (count + PRIOR_RESULTS)


def _shared(examples: Sequence[Example]) -> list[str]:
    """The signals that at least half of the examples have."""
    count: dict[str, int] = defaultdict(int)
    for example in examples:
        for name in example.signals:
            count[name] += 1
    return sorted(name for name, times in count.items() if 2 * times >= len(examples))


def _shares(examples: Sequence[Example], names: Sequence[str], prior: Sequence[float]) -> list[float]:
    """The shares of the signals, of sum 1 or 0 as in `prior`."""
    import numpy as np

    signals, outcomes = _less_peers(examples, names)
    old = np.array(prior)
    deviation = np.maximum(np.sqrt((signals**2).mean(axis=0)), _LEAST_DEVIATION)
    spread, scored = float(outcomes.std()), float((signals @ old).std())
    if spread < _STILL:
        return list(prior)
    signals, outcomes = signals / deviation, outcomes / spread
    start = _BELIEVED * old * deviation / scored if scored > _STILL else np.zeros(len(names))
    gram = signals.T @ signals + PRIOR_RESULTS * np.eye(len(names))
    weights = _not_negative(gram, signals.T @ outcomes + PRIOR_RESULTS * start, start) / deviation
    if weights.sum() < _STILL:
        return list(prior)
    move = weights / weights.sum() - old
    move *= min(1.0, most_moved(len(examples)) / max(float(np.abs(move).max()), _STILL))
    return [max(0.0, float(share)) for share in old + move]


def _less_peers(examples: Sequence[Example], names: Sequence[str]) -> tuple[Floats, Floats]:
    """Signals, of shape (n, k), and outcomes, (n,), each less the mean of its peers; what is missing is that mean."""
    import numpy as np

    signals = np.array([[example.signals.get(name, np.nan) for name in names] for example in examples])
    outcomes = np.array([example.outcome for example in examples])
    rows: dict[str, list[int]] = defaultdict(list)
    for k, example in enumerate(examples):
        rows[example.peers].append(k)
    for own in rows.values():
        there = ~np.isnan(signals[own])
        means = np.where(there, signals[own], 0.0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
        signals[own] = np.where(there, signals[own] - means, 0.0)
        outcomes[own] -= outcomes[own].mean()
    return signals, outcomes


def _not_negative(gram: Floats, wanted: Floats, start: Floats) -> Floats:
    """The least squares solution that is nowhere below 0, by coordinate descent (Franc et al. 2005)."""
    found = start.copy()
    for _ in range(_SWEEPS):
        largest = 0.0
        for k in range(len(found)):
            step = max(-found[k], (wanted[k] - gram[k] @ found) / gram[k, k])
            found[k] += step
            largest = max(largest, abs(step))
        if largest < _STILL:
            break
    return found
