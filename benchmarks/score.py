"""Whether the score ranks what audiences reacted to above the rest, against simple baselines in the same run.

    python -m benchmarks.score --truth ../shared/truth --meanings FOLDER

Talks: for every sentence, does laughter (or laughter or applause) follow before the next one? The marks are not in the
text. Within-talk area under the ROC curve and average precision, means over talks with 95 % bootstrap intervals, of the
quarter of the talks that nothing was fitted on (by a hash of their names). A baseline is turned whichever way is better
for it on these very talks. Loudness and speech rate need sound, which the talks do not have.

Scripts: for stretches of four points of the retention curve, the rank correlation of the score with how much less than
usual is lost there; the usual loss is a straight line of the logarithm of what is left over that of the time.

`--break SIGNAL` shuffles a signal on purpose. `--meanings` keeps the vectors, which take 10 ms a sentence.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autocut.analyze.reading import Reactions
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.vectors import Vectors
from autocut.model.wording import plain
from autocut.score.material import Material
from autocut.weightings import in_use
from benchmarks.ranking import auc, average_precision, interval, spearman
from benchmarks.talk_signals import Rows, measured, read
from benchmarks.talks import Talk, meanings_of, read_talks, sentences_of

_POINTS_A_STRETCH = 4
_SEED = 11
Way = Callable[[Material, Rows], NDArray[np.float64]]


def total(rows: Rows, broken: Sequence[str]) -> NDArray[np.float64]:
    """The score of every sentence by the weights in use, with the broken signals shuffled."""
    weights = in_use().weights
    shuffle = np.random.default_rng(_SEED)
    known = {name: shuffle.permutation(values) if name in broken else values for name, values in rows.items()}
    whole = sum(weights.get(name, 0.0) for name in known)
    parts = [weights.get(name, 0.0) * values / whole for name, values in known.items()]
    return np.asarray(np.sum(parts, axis=0), np.float64)


BASELINES: dict[str, Way] = {
    "random": lambda material, _: np.random.default_rng(len(material.sentences)).random(len(material.sentences)),
    "position": lambda _, rows: rows["position"],
    "length": lambda material, _: np.array([float(len(sentence.words)) for sentence in material.sentences]),
    "sentiment (VADER)": lambda material, _: np.array(material.analysis.feelings),
    "strength of sentiment": lambda material, _: np.abs(np.array(material.analysis.feelings)),
    "TF-IDF centrality": lambda material, _: _centrality(_tf_idf(material)),
    "meaning centrality": lambda material, _: _centrality(np.array(list(material.analysis.meanings))),
}


def _tf_idf(material: Material) -> NDArray[np.float64]:
    words = [plain(sentence.text) for sentence in material.sentences]
    known = {word: k for k, word in enumerate(sorted({word for each in words for word in each}))}
    counts = np.zeros((len(words), max(1, len(known))))
    for row, each in zip(counts, words, strict=True):
        for word in each:
            row[known[word]] += 1
    weighed = counts * np.log(len(words) / np.maximum(1, (counts > 0).sum(axis=0)))
    return np.asarray(weighed / np.maximum(1e-9, np.linalg.norm(weighed, axis=1, keepdims=True)), np.float64)


def _centrality(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(vectors @ vectors.mean(axis=0), np.float64)


def judged(talk: Talk, meanings: NDArray[np.float32]) -> Material:
    """The talk as autocut reads it."""
    told = Analysis(transcript=talk.transcript, meanings=Vectors.of(meanings.tolist()))
    return read(talk, meanings, np.array(finish(Reactions().read(None, told)), np.float32))


def talks_table(talks: Sequence[Talk], meanings: dict[str, NDArray[np.float32]], broken: Sequence[str]) -> None:
    """Print how well each way ranks the sentences that a reaction follows."""
    read_once = [judged(talk, meanings[talk.name]) for talk in talks]
    rows = [measured(material) for material in read_once]
    ways: dict[str, list[NDArray[np.float64]]] = {"autocut": [total(row, broken) for row in rows]}
    for name, way in BASELINES.items():
        ways[name] = [way(*pair) for pair in zip(read_once, rows, strict=True)]
    for name in sorted(rows[0]):
        if rows[0][name].std() > 0:
            ways[f"  {name} alone"] = [row[name] for row in rows]
    print(f"\n{len(talks)} talks not fitted on, {sum(len(talk.sentences) for talk in talks)} sentences")
    print(f"{'':26}{'laughter: AUC':>24} {'AP':>6}   {'with applause: AUC':>24} {'AP':>6}")
    for name, scores in ways.items():
        turned = name in BASELINES
        cells = [_cell(talks, scores, kinds, turned) for kinds in (["laughter"], ["laughter", "applause"])]
        print(f"{name:26}{cells[0]}   {cells[1]}")


def _cell(talks: Sequence[Talk], scores: Sequence[NDArray[np.float64]], kinds: list[str], turned: bool) -> str:
    wanted = [talk.followed_by(kinds) for talk in talks]  # type: ignore[arg-type]
    pairs = list(zip(scores, wanted, strict=True))
    areas = [value for pair in pairs if (value := auc(*pair)) is not None]
    if turned and np.mean(areas) < 0.5:
        pairs = [(-score, want) for score, want in pairs]
        areas = [1 - area for area in areas]
    precisions = [value for pair in pairs if (value := average_precision(*pair)) is not None]
    low, high = interval(areas)
    return f"{np.mean(areas):9.3f} ({low:.3f}-{high:.3f}) {np.mean(precisions):6.3f}"


def scripts_table(folder: Path) -> None:
    """Print how well the score goes with the retention of each script."""
    with (folder / "retention.csv").open(encoding="utf-8") as lines:
        points = list(csv.DictReader(lines))
    scripts = list(dict.fromkeys(point["script"] for point in points))
    talks = [_script(folder / name) for name in scripts]
    meanings = meanings_of(talks, None)
    print("\nscripts with their retention (few and noisy: nothing is fitted on them), Spearman")
    print(f"{'':26}" + "".join(f"{name:>14}" for name in scripts))
    table: dict[str, list[float]] = {}
    for name, talk in zip(scripts, talks, strict=True):
        held = _held([point for point in points if point["script"] == name])
        material = judged(talk, meanings[talk.name])
        rows = measured(material)
        ways = {"autocut": total(rows, ()), **{name: way(material, rows) for name, way in BASELINES.items()}}
        for way, scores in ways.items():
            table.setdefault(way, []).append(spearman(_stretches(material, scores, len(held)), held))
    for way, values in table.items():
        print(f"{way:26}" + "".join(f"{value:14.2f}" for value in values))


def _script(path: Path) -> Talk:
    paragraphs = [line.split() for line in path.read_text("utf-8").splitlines() if line.strip()]
    sentences = tuple(" ".join(each) for words in paragraphs for each in sentences_of(words))
    return Talk(path.stem, sentences, (frozenset(),) * len(sentences))


def _held(points: list[dict[str, str]]) -> NDArray[np.float64]:
    """How much less than usual is lost in each stretch; the first point is where all begin."""
    time, left = (np.array([float(p[key]) for p in points]) for key in ("elapsed_ratio", "audience_watch_ratio"))
    usual = np.polyfit(np.log(time), np.log(left), 1)
    beyond = np.log(left) - np.polyval(usual, np.log(time))
    return np.diff(beyond[::_POINTS_A_STRETCH])


def _stretches(material: Material, scores: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """The mean score of the sentences in each of `count` equal stretches; that of all where none is."""
    middles = np.array([sentence.span.middle for sentence in material.sentences]) / material.whole.end
    which = np.minimum(count - 1, (middles * count).astype(int))
    return np.array([scores[which == k].mean() if (which == k).any() else scores.mean() for k in range(count)])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--talks", type=int, help="how many talks, from the first (default: all)")
    parser.add_argument("--meanings", type=Path, help="a folder that keeps the vectors of talks")
    parser.add_argument("--break", dest="broken", action="append", default=[], metavar="SIGNAL")
    asked = parser.parse_args()
    if not (asked.truth / "talks_reactions.jsonl").is_file():
        parser.error(f"{asked.truth} holds no talks_reactions.jsonl")
    talks = [talk for talk in read_talks(asked.truth, asked.talks) if talk.is_test and len(talk.sentences) > 1]
    print(f"weights {in_use().name}" + (f", broken on purpose: {', '.join(asked.broken)}" if asked.broken else ""))
    talks_table(talks, meanings_of(talks, asked.meanings), asked.broken)
    if (asked.truth / "retention").is_dir():
        scripts_table(asked.truth / "retention")


if __name__ == "__main__":
    main()
