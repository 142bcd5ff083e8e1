"""The true transitions of the clips that shots are measured on, and how near to them a method comes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

Found = tuple[list[int], list[tuple[int, int]]]
"""The frame numbers of cuts, and the first and last of each gradual transition."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Frame numbers (0-based, in order of showing) of cuts, and the first and last of gradual transitions."""

    cuts: tuple[int, ...]
    gradual: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Tally:
    """What a method found over a set of clips, and the CPU seconds that each took."""

    matched: dict[int, int]
    found: int = 0
    true: int = 0
    gradual_found: int = 0
    gradual_right: int = 0
    gradual_true: int = 0
    gradual_hit: int = 0
    costs: list[float] = field(default_factory=list)

    def f1(self, tolerance: int) -> tuple[float, float, float]:
        """Precision, recall and F1 of the cuts."""
        return _f1(self.matched[tolerance], self.found, self.matched[tolerance], self.true)

    def count(self, found: Found, truth: Truth) -> None:
        """Add what was found in one clip."""
        cuts, gradual = found
        self.found += len(cuts)
        self.true += len(truth.cuts)
        for tolerance in self.matched:
            self.matched[tolerance] += _matched(cuts, truth.cuts, tolerance)
        self.gradual_found += len(gradual)
        self.gradual_true += len(truth.gradual)
        self.gradual_right += sum(any(_overlap(each, one) for one in truth.gradual) for each in gradual)
        self.gradual_hit += sum(any(_overlap(each, one) for one in gradual) for each in truth.gradual)

    def gradual(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of what is gradual."""
        return _f1(self.gradual_right, self.gradual_found, self.gradual_hit, self.gradual_true)


def read_truth(folder: Path, footage: Path) -> list[tuple[Path, Truth]]:
    """The clips that the truth tells of."""
    clips = []
    for file in sorted((folder / "shots").glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        gradual = tuple((start, end) for start, end, _ in told.get("gradual", ()))
        path = footage / Path(told["video"]).name
        if path.is_file():
            clips.append((path, Truth(tuple(told["cuts"]), gradual)))
    return clips


def _matched(found: Sequence[int], true: Sequence[int], tolerance: int) -> int:
    left = list(found)
    count = 0
    for frame in true:
        near = [each for each in left if abs(each - frame) <= tolerance]
        if near:
            left.remove(min(near, key=lambda each: abs(each - frame)))
            count += 1
    return count


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _f1(right: int, found: int, hit: int, true: int) -> tuple[float, float, float]:
    precision = right / found if found else 1.0
    recall = hit / true if true else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
