"""Rows find their deliveries by path or hash, with or without the outbox."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autocut.errors import DeliveryError, InputError
from autocut.model.result import Result
from autocut.results.outbox import Outbox
from autocut.results.reading import digest, read_results
from tests.learning.received import a_manifest, a_table, sha256_of

SIGNALS = {"hook": 0.5}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A version that was delivered; only its manifest is there still."""
    path = tmp_path / "out" / "talk" / "youtube-short.mp4"
    a_manifest(path.parent, "f00d", [(path, SIGNALS)])
    return path


def read(*tables: Path, outbox: Path | None = None, skip: bool = False) -> tuple[tuple[Result, ...], list[str]]:
    return read_results(tables, Outbox(outbox), skip_unknown=skip)


def test_a_file_is_known_by_its_path_from_anywhere(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    places = {
        tmp_path / "a" / "results.csv": (str(file), None),
        tmp_path / "b" / "results.csv": ("out/talk/youtube-short.mp4", None),
        tmp_path / "out" / "results.csv": ("talk/youtube-short.mp4", None),
        file.parent / "results.csv": ("youtube-short.mp4", None),
        tmp_path / "c" / "results.csv": ("talk/youtube-short.mp4", tmp_path / "out"),
    }
    for path, (named, outbox) in places.items():
        (result,), warnings = read(a_table(path, [(named, 7)], "file", "views"), outbox=outbox)
        assert (result.master, result.preset, result.duration) == ("f00d", "youtube-short", 40.0)
        assert (result.signals, result.reception.views, warnings) == (SIGNALS, 7, [])


def test_a_file_is_known_by_its_hash_in_the_outbox(file: Path, tmp_path: Path) -> None:
    path = a_table(tmp_path / "results.csv", [(sha256_of(file).upper(), 7)], "sha256", "views")
    for outbox in (tmp_path / "out", file.parent):
        (result,), _ = read(path, outbox=outbox)
        assert result.master == "f00d"
    with pytest.raises(InputError, match=r"line 2: no manifest knows .*--outbox says where manifests are"):
        read(path)


def test_an_unknown_file_is_an_error_with_the_line_or_a_warning(file: Path, tmp_path: Path) -> None:
    path = a_table(tmp_path / "results.csv", [(file, 7), ("other.mp4", 8), ("", 9)], "file", "views")
    with pytest.raises(InputError, match=r"results.csv line 3: no manifest knows other.mp4"):
        read(path)
    (result,), warnings = read(path, skip=True)
    assert result.reception.views == 7
    assert [warning.split(": ")[1] for warning in warnings] == [
        "no manifest knows other.mp4; --outbox says where manifests are; it is passed over",
        "it names no file; it is passed over",
    ]


def test_a_wrong_number_is_an_error_also_where_unknown_files_are_skipped(file: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="which is no number"):
        read(a_table(tmp_path / "results.csv", [("other.mp4", "x")], "file", "views"), skip=True)


def test_a_version_of_before_scores_is_an_error_with_the_line(file: Path, tmp_path: Path) -> None:
    manifest = file.parent / "manifest.json"
    document = json.loads(manifest.read_text("utf-8"))
    for key in ("score", "weighting"):
        del document["deliveries"][0][key]
    manifest.write_text(json.dumps(document))
    with pytest.raises(InputError, match=r"line 2: .* was delivered without its score; plan and render it again"):
        read(a_table(tmp_path / "results.csv", [(file, 7)], "file", "views"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is not JSON"),
        ("[]", "has schema None"),
        ('{"schema": 2}', "has schema 2"),
        (
            '{"schema": 1, "master": {"fingerprint": 5}}',
            "is no manifest:(?s:.*)expected a text, not 5 @ master.fingerprint",
        ),
        ("ÿ", "is not JSON"),
    ],
)
def test_a_broken_manifest_is_an_error(content: str, sentence: str, file: Path, tmp_path: Path) -> None:
    (file.parent / "manifest.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(DeliveryError, match=rf"manifest.json {sentence}"):
        read(a_table(tmp_path / "results.csv", [(file, 7)], "file", "views"))


def test_of_rows_about_one_file_the_last_counts(file: Path, tmp_path: Path) -> None:
    first = a_table(tmp_path / "may.csv", [(file, 7)], "file", "views")
    later = a_table(tmp_path / "june.csv", [(file, 70)], "file", "views")
    (result,), (warning,) = read(first, later)
    assert result.reception.views == 70
    assert warning.startswith(f"{later} line 2: {file} once more")


def test_the_hash_changes_with_the_table_and_with_the_signals(file: Path, tmp_path: Path) -> None:
    def hashed(views: int) -> str:
        path = a_table(tmp_path / "results.csv", [(file, views)], "file", "views")
        return digest([path], read(path)[0])

    first = hashed(7)
    assert first == hashed(7)
    assert first != hashed(8)
    a_manifest(file.parent, "f00d", [(file, {"hook": 0.6})])
    assert first != hashed(7)
    assert len(first) == 64
