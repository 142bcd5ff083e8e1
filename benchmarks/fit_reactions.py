"""Fit the head that tells after which sentences audiences react (`autocut/analyze/reading/reactions.npz`).

    python -m benchmarks.fit_reactions --truth ../shared/truth --meanings FOLDER --write

One hidden layer on the meanings of a sentence and its neighbours, by Adam (Kingma and Ba 2015) with decoupled weight
decay (Loshchilov and Hutter 2019) and dropout. Talks whose hash is in the last quarter are not seen. `--meanings`
keeps the vectors, which take 10 ms a sentence.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autocut.analyze.reading import reactions
from autocut.analyze.reading.reactions import HEAD, in_context, likelihoods
from benchmarks.ranking import mean_auc
from benchmarks.talks import Talk, meanings_of, read_talks

_HIDDEN, _EPOCHS, _BATCH = 64, 10, 512
_STEP, _DECAY, _DROPPED_IN, _DROPPED_HIDDEN = 1e-3, 0.1, 0.2, 0.3
_SEED = 20261126

Head = dict[str, NDArray[np.float32]]


def fit(rows: NDArray[np.float32], reacted: NDArray[np.bool_]) -> Head:
    """The head for rows of shape (n, d) and what followed each, (n,)."""
    random = np.random.default_rng(_SEED)
    share = reacted.mean()
    head: Head = {
        "in": random.normal(0, 2 / rows.shape[1] ** 0.5, (rows.shape[1], _HIDDEN)).astype(np.float32),
        "in_bias": np.zeros(_HIDDEN, np.float32),
        "out": random.normal(0, 1 / _HIDDEN**0.5, _HIDDEN).astype(np.float32),
        "out_bias": np.array([np.log(share / (1 - share))], np.float32),
    }
    first = {name: np.zeros_like(value) for name, value in head.items()}
    second = {name: np.zeros_like(value) for name, value in head.items()}
    steps = _EPOCHS * (len(rows) // _BATCH)
    for step, batch in enumerate(_batches(len(rows), random), 1):
        slopes = _slopes(head, rows[batch], reacted[batch], random)
        pace = _STEP * (1 + np.cos(np.pi * step / steps)) / 2
        for name, slope in slopes.items():
            first[name] = 0.9 * first[name] + 0.1 * slope
            second[name] = 0.999 * second[name] + 0.001 * slope**2
            move = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
            decay = _DECAY if name in ("in", "out") else 0.0
            head[name] = (head[name] - pace * (move + decay * head[name])).astype(np.float32)
    return head


def _batches(count: int, random: np.random.Generator) -> list[NDArray[np.intp]]:
    return [
        order[k : k + _BATCH]
        for order in (random.permutation(count) for _ in range(_EPOCHS))
        for k in range(0, count - _BATCH + 1, _BATCH)
    ]


def _slopes(head: Head, rows: NDArray[np.float32], reacted: NDArray[np.bool_], random: np.random.Generator) -> Head:
    """The gradient of the mean log loss, with a part of the inputs and of the hidden layer left out by chance."""
    given = rows * (random.random(rows.shape, np.float32) > _DROPPED_IN) / (1 - _DROPPED_IN)
    before = given @ head["in"] + head["in_bias"]
    kept = (random.random(before.shape, np.float32) > _DROPPED_HIDDEN) / (1 - _DROPPED_HIDDEN)
    hidden = np.maximum(before, 0) * kept
    off = (1 / (1 + np.exp(-(hidden @ head["out"] + head["out_bias"]))) - reacted) / len(rows)
    back = np.outer(off, head["out"]) * kept * (before > 0)
    return {"in": given.T @ back, "in_bias": back.sum(0), "out": hidden.T @ off, "out_bias": off.sum(keepdims=True)}


def spread_out(head: Head, rows: NDArray[np.float32]) -> Head:
    """The head with the middle and the spread of its judgements on the rows, by which they become 0-1."""
    judged = np.maximum(0, rows @ head["in"] + head["in_bias"]) @ head["out"] + head["out_bias"]
    return {**head, "middle": np.median(judged, keepdims=True), "spread": judged.std(keepdims=True)}


def main() -> None:
    """Fit, print how it does on the talks not seen, and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--talks", type=int, help="how many talks, from the first (default: all)")
    parser.add_argument("--meanings", type=Path, help="a folder that keeps the vectors of talks")
    parser.add_argument("--write", action="store_true", help="write the head into the package")
    asked = parser.parse_args()
    talks = read_talks(asked.truth, asked.talks)
    meanings = meanings_of(talks, asked.meanings)
    fitted = [talk for talk in talks if not talk.is_test]
    rows = np.vstack([in_context(meanings[talk.name]) for talk in fitted])
    head = spread_out(fit(rows, np.concatenate([reacted(talk) for talk in fitted])), rows)
    head["in"] = head["in"].astype(np.float16)
    for name, group in (("fitted on", fitted), ("not seen", [talk for talk in talks if talk.is_test])):
        judged = [likelihoods(meanings[talk.name], head) for talk in group]
        laughter = mean_auc(judged, [talk.followed_by(["laughter"]) for talk in group])
        both = mean_auc(judged, [reacted(talk) for talk in group])
        print(f"{len(group)} talks {name}: within-talk AUC of laughter {laughter:.3f}, of both {both:.3f}")
    if asked.write:
        np.savez_compressed(Path(reactions.__file__).with_name(HEAD), allow_pickle=False, **head)


def reacted(talk: Talk) -> NDArray[np.bool_]:
    return talk.followed_by(["laughter", "applause"])


if __name__ == "__main__":
    main()
