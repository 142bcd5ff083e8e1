"""Whether weights put what they were not fitted on in the right order."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from autocut.learning.fit import fitted
from autocut.model.result import Example

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_EXAMPLES, LEAST_MASTERS, LEAST_PAIRS = 10, 5, 20
_FOLDS = 10
_MOST_EXAMPLES = 2000
_RESAMPLES = 4000
_LEAST_GAIN = 0.02
_MOST_DOUBT = 0.005


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The shares of pairs in the right order with the weights before and after, on examples not fitted on.

    `doubt` is how often the new weights are no better than the old, of many samples of the same masters.
    """

    before: float
    after: float
    pairs: int
    doubt: float

    @property
    def clearly_better(self) -> bool:
        """Whether the new weights gain at least 2 in a hundred pairs, with a doubt of at most one half per cent."""
        return self.after - self.before >= _LEAST_GAIN and self.doubt <= _MOST_DOUBT


def value(signals: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The score: the weighted mean of the signals that there are."""
    whole = math.fsum(weights.get(name, 0.0) for name in signals)
    return math.fsum(weights.get(name, 0.0) * each for name, each in signals.items()) / whole if whole > 0 else 0.0


def held_out(examples: Sequence[Example], before: Mapping[str, float]) -> HeldOut | None:
    """The old weights and weights fitted anew, on the same pairs; None where there are too few to tell.

    Each pair of peers is judged by weights that were fitted without the masters of both (leave-pair-out, Airola et
    al. 2011, with up to ten folds of whole masters). The doubt is from a bootstrap over masters (Efron 1979), the
    same one every time.
    """
    import numpy as np

    examples = _thinned(examples)
    masters = sorted({example.master for example in examples})
    if len(examples) < LEAST_EXAMPLES or len(masters) < LEAST_MASTERS:
        return None
    of_master = np.array([masters.index(example.master) for example in examples])
    fold = of_master % min(_FOLDS, len(masters))
    order = _order(examples)
    old = _agreement(np.array([value(example.signals, before) for example in examples]), order)
    new = np.zeros_like(old)
    for one, other in combinations_with_replacement(range(min(_FOLDS, len(masters))), 2):
        weights = fitted([e for e, k in zip(examples, fold, strict=True) if k not in (one, other)], before)
        judged = _agreement(np.array([value(example.signals, weights) for example in examples]), order)
        pairs = (fold[:, None] == one) & (fold == other) | (fold[:, None] == other) & (fold == one)
        new[pairs] = judged[pairs]
    pairs_of = np.triu(order != 0)
    count = int(pairs_of.sum())
    if count < LEAST_PAIRS:
        return None
    gain = np.where(pairs_of, new - old, 0.0)
    return HeldOut(
        float(old[pairs_of].mean()), float(new[pairs_of].mean()), count, _doubt(gain, of_master, len(masters))
    )


def agreement(examples: Sequence[Example], weights: Mapping[str, float]) -> tuple[float, int, float]:
    """The share of pairs of peers that the score puts in the right order, how many pairs there are, and the standard
    deviation of that share if it were by chance (Kendall 1938)."""
    import numpy as np

    examples = _thinned(examples)
    order = _order(examples)
    pairs = np.triu(order != 0)
    count = int(pairs.sum())
    if not count:
        return 0.5, 0, 0.5
    right = _agreement(np.array([value(example.signals, weights) for example in examples]), order)
    sizes: dict[str, int] = defaultdict(int)
    for example in examples:
        sizes[example.peers] += 1
    variance = sum(n * (n - 1) * (2 * n + 5) / 18 for n in sizes.values())
    return float(right[pairs].mean()), count, math.sqrt(variance) / (2 * count)


def _thinned(examples: Sequence[Example]) -> Sequence[Example]:
    """At most 2000 of them, evenly taken: pairs grow with the square."""
    return examples[:: math.ceil(len(examples) / _MOST_EXAMPLES)] if examples else examples


def _order(examples: Sequence[Example]) -> Floats:
    """For each two examples 1 where the first came off better, -1 where the second did, 0 for equals and no peers."""
    import numpy as np

    outcomes = np.array([example.outcome for example in examples])
    peers = np.array([example.peers for example in examples])
    # Ranks of the same values may differ by an ulp.
    return np.asarray(np.sign(np.round(outcomes[:, None] - outcomes, 9)) * (peers[:, None] == peers))


def _agreement(scores: Floats, order: Floats) -> Floats:
    """For each two examples 1 where the scores have their order, 0 where the other one, a half where none."""
    import numpy as np

    said = np.sign(np.round(scores[:, None] - scores, 9))
    return np.asarray(0.5 + 0.5 * said * order)


def _doubt(gain: Floats, of_master: NDArray[np.int_], masters: int) -> float:
    import numpy as np

    between = np.zeros((masters, masters))
    np.add.at(between, (of_master[:, None].repeat(len(of_master), 1), of_master[None].repeat(len(of_master), 0)), gain)
    drawn = np.random.default_rng(0).multinomial(masters, [1 / masters] * masters, size=_RESAMPLES).astype(float)
    # Two draws of one master are no two masters: pairs within it count once for each draw.
    within = np.diag(between).copy()
    np.fill_diagonal(between, 0.0)
    gains = np.einsum("ra,ab,rb->r", drawn, between, drawn, optimize=True) + drawn @ within
    return float((gains <= 0).mean())
