"""Versions that were delivered and received: outboxes and tables whose outcome follows a preference, or nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from autocut.convert import to_data
from autocut.model.rendition import Delivery
from autocut.model.segment import Score
from autocut.model.span import Span

NAMES = ("reaction", "hook", "faces", "motion", "pace", "density", "loudness", "emotion", "novelty", "rate")
HIDDEN = {"faces": 0.5, "motion": 0.3, "hook": 0.2}


def signals_of(chance: Random) -> dict[str, float]:
    """Signals as they might be of any passage."""
    return {name: round(min(1.0, max(0.0, chance.gauss(0.45, 0.18))), 4) for name in NAMES}


def liked(signals: Mapping[str, float], preference: Mapping[str, float], noise: float, chance: Random) -> float:
    """The share that was viewed, in percent: what the preference says and noise of that deviation."""
    told = sum(weight * (signals[name] - 0.45) for name, weight in preference.items())
    return round(50 + 100 * (told + chance.gauss(0, noise)), 2)


def an_outbox(folder: Path, masters: int, each: int, seed: int = 1) -> list[tuple[Path, dict[str, float]]]:
    """The files that were delivered of so many masters, with their signals, and the manifests that tell of them."""
    chance = Random(seed)
    made: list[tuple[Path, dict[str, float]]] = []
    for master in range(masters):
        own = folder / f"talk{master:02d}"
        files = [(own / f"youtube-short-{k:02d}.mp4", signals_of(chance)) for k in range(1, each + 1)]
        a_manifest(own, f"print{master:02d}", files)
        made += files
    return made


def a_manifest(folder: Path, fingerprint: str, files: Sequence[tuple[Path, Mapping[str, float]]]) -> None:
    """The manifest of a master whose versions are these files; the SHA-256 is made up of their names."""
    deliveries = [
        Delivery(
            preset="youtube-short",
            status="delivered",
            path=path,
            duration=40.0,
            sha256=sha256_of(path),
            clips=(Span(0, 40),),
            score=Score(0.5, {}, signals),
            weighting="autocut-1",
        )
        for path, signals in files
    ]
    master = {"path": f"/films/{fingerprint}.mp4", "fingerprint": fingerprint, "sha256": "0" * 64}
    manifest = {"schema": 1, "master": master, "deliveries": [to_data(delivery) for delivery in deliveries]}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def sha256_of(path: Path) -> str:
    """A SHA-256 that no other file of the tests has."""
    return (path.parent.name + path.stem).encode().hex().ljust(64, "0")[-64:]


def a_table(path: Path, rows: Sequence[Sequence[object]], *header: str) -> Path:
    """A CSV file with these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def received(
    folder: Path, preference: Mapping[str, float] = HIDDEN, noise: float = 0.03, seed: int = 1, masters: int = 20
) -> Path:
    """Three versions each of twenty masters, and the table that tells how much of them was viewed."""
    chance = Random(100 + seed)
    files = an_outbox(folder, masters, 3, seed)
    rows = [(path, f"{liked(signals, preference, noise, chance)}") for path, signals in files]
    return a_table(folder / "results.csv", rows, "file", "Average percentage viewed (%)")
