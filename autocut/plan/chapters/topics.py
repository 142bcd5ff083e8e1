"""Where what is spoken of changes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from autocut.model.vectors import Vectors
from autocut.model.wording import plain, stem

_CUTOFF = 0.5
_MOST_WORDS = 1024


def directions(texts: Sequence[str]) -> Vectors:
    """Where texts point by their words, for languages whose meanings are not known: vectors of length 1, or 0.

    TF-IDF (Salton and Buckley 1988) of the 1024 words that most texts have, but for those that are in one or in all.
    """
    counts = [Counter(map(stem, plain(text))) for text in texts]
    said_in = Counter(word for each in counts for word in each)
    rarity = {word: math.log(len(texts) / n) for word, n in said_in.most_common(_MOST_WORDS) if 1 < n < len(texts)}
    return Vectors.of(_of_length_1([each[word] * weight for word, weight in rarity.items()]) for each in counts)


def _of_length_1(values: Sequence[float]) -> list[float]:
    length = math.hypot(*values) or 1.0
    return [value / length for value in values]


def shifts(
    starts: Sequence[float], directions: Vectors, preferred: Sequence[float], end: float, shortest: float
) -> list[int]:
    """The sentences that begin another topic, at least `shortest` seconds apart and away from the first and the end.

    TextTiling (Hearst 1997): the cosine of what is said in `shortest` seconds before each sentence and after it has
    valleys. Of these, those that are deeper than the mean by half a standard deviation are taken so that what they are
    deeper by sums to the most. `preferred` is how many standard deviations a sentence gains for itself, or loses.
    """
    depths = _depths(_nearness(starts, directions, shortest))
    if not depths:
        return []
    middle = math.fsum(depths) / len(depths)
    spread = math.sqrt(math.fsum((depth - middle) ** 2 for depth in depths) / len(depths))
    if spread < 1e-6:
        return []
    gains = [(depth - middle) / spread - _CUTOFF + own for depth, own in zip(depths, preferred[1:], strict=True)]
    return _best(starts, [0.0, *gains], end, shortest)


def _nearness(starts: Sequence[float], directions: Vectors, seconds: float) -> list[float]:
    """For each sentence but the first the cosine of what comes before and after its start, within so many seconds."""
    leaving, passing, coming = iter(directions), iter(directions), iter(directions)
    before, after = [0.0] * directions.width, [0.0] * directions.width
    first, last = 0, 0
    found: list[float] = []
    for k, now in enumerate(starts):
        while last < len(starts) and (last <= k or starts[last] - now < seconds):
            after = [a + b for a, b in zip(after, next(coming), strict=True)]
            last += 1
        while first < k - 1 and now - starts[first] > seconds:
            before = [a - b for a, b in zip(before, next(leaving), strict=True)]
            first += 1
        if k:
            found.append(_cosine(before, after))
        row = next(passing)
        before = [a + b for a, b in zip(before, row, strict=True)]
        after = [a - b for a, b in zip(after, row, strict=True)]
    return found


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    size = math.hypot(*one) * math.hypot(*other)
    return math.fsum(a * b for a, b in zip(one, other, strict=True)) / size if size > 1e-9 else 0.0


def _depths(nearness: Sequence[float]) -> list[float]:
    """How deep each value lies under the next peak on either side, both together."""
    return [
        _peak(nearness, range(k, -1, -1)) + _peak(nearness, range(k, len(nearness))) - 2 * nearness[k]
        for k in range(len(nearness))
    ]


def _peak(values: Sequence[float], way: Iterable[int]) -> float:
    """The last value up to which the values rise that way."""
    highest = -math.inf
    for k in way:
        if values[k] < highest:
            break
        highest = values[k]
    return highest


def _best(starts: Sequence[float], gains: Sequence[float], end: float, shortest: float) -> list[int]:
    """The sentences whose gains sum to the most, no two of them too near: exact, by dynamic programming."""
    worth, before = [0.0], [0]
    free, last = 0, 0
    for k in range(1, len(starts)):
        while starts[k] - starts[free] >= shortest:
            last = free if worth[free] > worth[last] else last
            free += 1
        fits = free > 0 and end - starts[k] >= shortest and gains[k] > 0
        worth.append(worth[last] + gains[k] if fits else -math.inf)
        before.append(last)
    chosen: list[int] = []
    k = max(range(len(worth)), key=worth.__getitem__)
    while k > 0:
        chosen.append(k)
        k = before[k]
    return chosen[::-1]
