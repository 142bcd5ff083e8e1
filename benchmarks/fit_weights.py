"""Fit the weights of the signals of words (`autocut/weightings/autocut-1.toml`) on where audiences react.

    python -m benchmarks.fit_weights --truth ../shared/truth --meanings FOLDER

A logistic regression with no weight below 0, on every sentence of the talks whose hash is not in the last quarter. The
head of `reaction` is fitted anew on two thirds at a time and judges the others, or it would be believed too much. What
is printed goes into the file; the weights of what is seen and heard beside words were set by hand.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autocut.analyze.reading.reactions import in_context, likelihoods
from benchmarks.fit_reactions import fit, reacted, spread_out
from benchmarks.talk_signals import Rows, measured, read
from benchmarks.talks import Talk, meanings_of, read_talks

_FOLDS = 3
_STEPS, _PACE, _DECAY = 3000, 0.05, 1e-4


def judged_apart(talks: list[Talk], meanings: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """The reactions of each talk by a head that was fitted on others."""
    found: dict[str, NDArray[np.float32]] = {}
    for fold in range(_FOLDS):
        others = [talk for k, talk in enumerate(talks) if k % _FOLDS != fold]
        rows = np.vstack([in_context(meanings[talk.name]) for talk in others])
        head = spread_out(fit(rows, np.concatenate([reacted(talk) for talk in others])), rows)
        found |= {talk.name: likelihoods(meanings[talk.name], head) for talk in talks[fold::_FOLDS]}
    return found


def not_negative(rows: NDArray[np.float64], wanted: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The weights, none below 0, of a logistic regression with a bias, by projected gradient (Adam's steps)."""
    weights = np.full(rows.shape[1] + 1, 0.1)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    given = np.hstack([rows, np.ones((len(rows), 1))])
    for step in range(1, _STEPS + 1):
        off = 1 / (1 + np.exp(-(given @ weights))) - wanted
        slope = given.T @ off / len(given) + _DECAY * np.append(weights[:-1], 0)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= _PACE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights[:-1] = np.maximum(0, weights[:-1])
    return weights[:-1]


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--talks", type=int, help="how many talks, from the first (default: all)")
    parser.add_argument("--meanings", type=Path, help="a folder that keeps the vectors of talks")
    asked = parser.parse_args()
    talks = [talk for talk in read_talks(asked.truth, asked.talks) if not talk.is_test and len(talk.sentences) > 1]
    meanings = meanings_of(talks, asked.meanings)
    apart = judged_apart(talks, meanings)
    rows = [measured(read(talk, meanings[talk.name], apart[talk.name])) for talk in talks]
    signals = _joined(rows)
    told = {name: values for name, values in signals.items() if values.std() > 0}
    weights = not_negative(np.stack(list(told.values()), 1), np.concatenate([reacted(talk) for talk in talks]))
    print(f"{len(talks)} talks, {len(next(iter(told.values())))} sentences\n\n[weights]")
    for name, weight in sorted(zip(told, weights / weights.sum(), strict=True), key=lambda pair: -pair[1]):
        print(f"{name} = {weight:.3f}")
    print("\n[usual]")
    for name, values in told.items():
        print(f"{name} = {{ mean = {values.mean():.3f}, deviation = {values.std():.3f} }}")


def _joined(rows: list[Rows]) -> Rows:
    everywhere = set.intersection(*(set(row) for row in rows))
    return {name: np.concatenate([row[name] for row in rows]) for name in rows[0] if name in everywhere}


if __name__ == "__main__":
    main()
