"""How well a score ranks what is wanted above the rest, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

_RESAMPLINGS = 1000
_SEED = 7


def auc(scores: ArrayLike, wanted: NDArray[np.bool_]) -> float | None:
    """The share of pairs, one wanted and one not, in the right order, ties counting half; None without a pair."""
    ranks = _ranks(np.asarray(scores, np.float64))
    yes, no = int(wanted.sum()), int((~wanted).sum())
    return float((ranks[wanted].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else None


def average_precision(scores: ArrayLike, wanted: NDArray[np.bool_]) -> float | None:
    """The mean over what is wanted of the precision down to it; of equal scores the later come first."""
    if not wanted.any():
        return None
    order = np.lexsort((-np.arange(len(wanted)), -np.asarray(scores, np.float64)))
    found = wanted[order]
    return float((np.cumsum(found) / np.arange(1, len(found) + 1))[found].mean())


def spearman(one: ArrayLike, other: ArrayLike) -> float:
    """The correlation of ranks."""
    return float(np.corrcoef(_ranks(np.asarray(one, np.float64)), _ranks(np.asarray(other, np.float64)))[0, 1])


def mean_auc(scores: Sequence[ArrayLike], wanted: Sequence[NDArray[np.bool_]]) -> float:
    """The mean over talks that have a pair."""
    each = [auc(*pair) for pair in zip(scores, wanted, strict=True)]
    return float(np.mean([value for value in each if value is not None]))


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Where 95 % of the means of resamplings lie (bootstrap, Efron 1979)."""
    random = np.random.default_rng(_SEED)
    known = np.array(values)
    means = known[random.integers(0, len(known), (_RESAMPLINGS, len(known)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 1, ties sharing their mean."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: NDArray[np.float64] = (last - (counts - 1) / 2)[which]
    return ranks
