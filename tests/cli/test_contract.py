"""The documents that other programs read: the manifest, the analysis, and stdout with nothing else on it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from autocut.weightings import SHIPPED, load
from tests.cli.line import SMALL, Said, say

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def analysis(analyzed: Said) -> dict[str, Any]:
    """The analysis of the sample."""
    assert analyzed.exit_code == 0, analyzed.stderr
    return dict(analyzed.document)


def test_the_analysis_has_shots_that_tile_the_master(analysis: dict[str, Any]) -> None:
    shots = analysis["shots"]
    assert all(set(shot) == {"start", "end", "opening", "closing"} for shot in shots)
    assert shots[0]["start"] == 0
    assert shots[-1]["end"] == pytest.approx(analysis["master"]["duration"])
    assert all(before["end"] == after["start"] for before, after in pairwise(shots))
    assert len(shots) > 10


def test_the_analysis_has_every_word_with_its_time(analysis: dict[str, Any]) -> None:
    transcript = analysis["transcript"]
    assert transcript["language"] == "en"
    assert transcript["utterances"]
    for utterance in transcript["utterances"]:
        assert set(utterance) == {"start", "end", "speaker", "words"}
        assert utterance["words"]
        for word in utterance["words"]:
            assert set(word) == {"text", "start", "end", "probability"}
            assert utterance["start"] <= word["start"] < word["end"] <= utterance["end"]
            assert 0 <= word["probability"] <= 1
            assert word["text"] == word["text"].strip() != ""


def test_the_analysis_has_scored_segments_the_best_first(analysis: dict[str, Any]) -> None:
    segments = analysis["segments"]
    assert segments
    assert all(set(segment) >= {"start", "end", "score", "parts"} for segment in segments)
    assert all(0 <= value <= 1 for segment in segments for value in (segment["score"], *segment["parts"].values()))
    for segment in segments:
        assert set(segment["parts"]) <= load(SHIPPED).weights.keys()
        assert sum(Decimal(str(part)) for part in segment["parts"].values()) == Decimal(str(segment["score"]))
    assert [s["score"] for s in segments] == sorted((s["score"] for s in segments), reverse=True)


def test_the_analysis_has_its_master_and_its_levels(analysis: dict[str, Any]) -> None:
    assert set(analysis) >= {"master", "shots", "transcript", "segments", "loudness", "motion", "faces", "notes"}
    assert analysis["master"]["video"]["frame_rate"] == "24"
    assert set(analysis["loudness"]) == {"momentary", "short_term", "true_peak"}
    for curve in analysis["loudness"].values():
        assert curve["rate"] == 10
        assert len(curve["values"]) == pytest.approx(522, abs=10)


DELIVERY = {
    "path", "preset", "duration", "width", "height", "frame_rate", "video_codec", "audio_codec", "loudness",
    "sha256", "bytes", "clips", "captions", "checks", "status",
}  # fmt: skip


@pytest.fixture(scope="module")
def manifest(rendered: Said) -> dict[str, Any]:
    """The manifest of the sample's three versions."""
    (found,) = rendered.document["manifests"]
    return dict(found)


def test_the_manifest_has_its_schema_and_its_master(manifest: dict[str, Any]) -> None:
    assert set(manifest) == {"schema", "master", "deliveries"}
    assert manifest["schema"] == 1
    assert set(manifest["master"]) == {"path", "fingerprint", "sha256"}
    assert len(manifest["master"]["sha256"]) == 64


def test_every_delivery_has_every_field_with_its_type(manifest: dict[str, Any]) -> None:
    for entry in manifest["deliveries"]:
        assert set(entry) >= DELIVERY
        assert isinstance(entry["path"], str)
        assert Path(entry["path"]).is_absolute() == Path(manifest["deliveries"][0]["path"]).is_absolute()
        assert all(isinstance(entry[key], int) for key in ("width", "height", "bytes"))
        assert isinstance(entry["duration"], float)
        assert Fraction(entry["frame_rate"]) == 24
        assert set(entry["loudness"]) == {"integrated_lufs", "true_peak_dbtp"}
        assert all(isinstance(value, float) for value in entry["loudness"].values())
        assert all(set(clip) == {"start", "end"} and clip["start"] < clip["end"] for clip in entry["clips"])
        assert all(isinstance(path, str) and Path(path).is_file() for path in entry["captions"])
        assert entry["checks"]
        for check in entry["checks"]:
            assert set(check) == {"name", "passed", "measured", "required"}
            assert [type(check[key]) for key in ("name", "passed", "measured", "required")] == [str, bool, str, str]


def test_a_version_that_nothing_passed_for_has_the_same_fields(
    analyzed: Said, sample: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert analyzed.exit_code == 0
    monkeypatch.setenv("AUTOCUT_CACHE", str(cache))
    options: tuple[str | Path, ...] = (
        "-p",
        "youtube-short",
        *SMALL,
        "--set=score.minimum=0.99",
        "--model",
        "tiny.en",
        "-o",
        tmp_path,
    )
    said = say("render", sample, *options, "--json", "--progress", "none")
    assert said.exit_code == 0
    (entry,) = said.document["manifests"][0]["deliveries"]
    assert set(entry) >= DELIVERY
    assert entry["status"] == "nothing-passed"
    assert entry["path"] is None
    assert entry["clips"] == entry["captions"] == entry["checks"] == []
    assert "under the minimum 0.99" in entry["reason"]
    assert said.document["manifests"][0]["schema"] == 1


@pytest.mark.parametrize("progress", ["plain", "json", "none", "bar", "auto"])
def test_stdout_is_one_document_however_progress_is_told(progress: str, sample: Path, tmp_path: Path) -> None:
    few = ("--only", "loudness", "--set", "analysis.speech=false")
    for command in (("analyze", sample, *few), ("probe", sample)):
        told = () if command[0] == "probe" else ("--progress", progress)
        said = say(*command, "--json", *told)
        assert said.exit_code == 0, said.stderr
        assert isinstance(said.document, dict)
        assert said.stdout.startswith("{")
