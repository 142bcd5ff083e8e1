"""An outbox, a disk, a font, a model or a cache that is not as it should be is said, and nothing half done is left."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autocut.media.run import finish, run
from tests.cli.line import (
    CODING,
    FULL,
    PICTURE,
    SHORT,
    SMALL,
    SOUND,
    SPOKEN,
    TRAILER,
    Said,
    files_in,
    refused,
    say,
    timed,
)

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("place", ["out", "out/talk"])
def test_an_outbox_that_is_a_file_is_refused(place: str, talk: Path, tmp_path: Path) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("in the way")
    assert "cannot be written" in refused("render", talk, *FULL, "-o", tmp_path / "out")
    assert (tmp_path / place).read_text() == "in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_outbox_that_may_not_be_written_is_refused(talk: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "Permission denied" in refused("render", talk, *FULL, "-o", tmp_path / "out")


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = finish(run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)]))
    if mounted.return_code != 0:
        pytest.skip("this user may not mount a file system")
    yield place
    finish(run(["umount", str(place)]))


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(FULL, id="full"),
        pytest.param(SHORT, id="short"),
        pytest.param(TRAILER, id="trailer"),
    ],
)
def test_a_full_outbox_is_said_and_nothing_half_done_is_left(
    options: tuple[str, ...], talk: Path, tiny_disk: Path, tmp_path: Path
) -> None:
    master = tmp_path / "talk.mp4"
    shutil.copy(talk, master)
    master.with_suffix(".srt").write_text(SPOKEN, "utf-8")
    said = say("render", master, *options, "-o", tiny_disk, "--progress", "plain")
    assert said.exit_code == 1, said
    assert "No space left" in said.stderr
    assert {Path(path).suffix for path in files_in(tiny_disk)} <= {"", ".json"}
    assert not [path for path in files_in(tiny_disk) if Path(path).name.startswith(".")]


def python(*arguments: str | Path, package: Path) -> Said:
    """The command line in a process of its own, with the package that lies in a folder."""
    command = [sys.executable, "-m", "autocut", *map(str, arguments)]
    surroundings = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, cwd=package, timeout=60)
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
@pytest.mark.parametrize("options", [SHORT, TRAILER], ids=["short", "trailer"])
def test_a_missing_font_is_said_and_how_to_get_it_back(options: tuple[str, ...], talk: Path, tmp_path: Path) -> None:
    package = tmp_path / "copy"
    shutil.copytree(ROOT / "autocut", package / "autocut", ignore=shutil.ignore_patterns("*.ttf", "__pycache__"))
    shutil.copytree(ROOT / "presets", package / "presets")
    master = tmp_path / "talk.mp4"
    shutil.copy(talk, master)
    master.with_suffix(".srt").write_text(SPOKEN, "utf-8")
    said = python("render", master, *options, "-o", tmp_path / "out", package=package)
    assert said.exit_code == 1, said.stderr
    assert "Traceback" not in said.stderr
    assert "NotoSans-Bold.ttf is missing" in said.stderr
    assert "install autocut again" in said.stderr
    assert files_in(tmp_path / "out") == {"talk", "talk/manifest.json"}


def test_a_missing_model_is_said_and_how_to_get_it(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    master = make("never-heard.mp4", *timed(PICTURE, 2), *timed(SOUND, 2), *CODING)
    sentence = refused("render", master, "-p", "youtube-full", *SMALL, "--offline", "-o", tmp_path / "out")
    assert "is not on this machine" in sentence
    assert "autocut models pull" in sentence
    assert files_in(tmp_path / "out") == set()


def test_without_the_face_model_the_version_is_made_and_says_what_it_lacks(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path / "cache"))
    master = make("never-heard.mp4", *timed(PICTURE, 2), *timed(SOUND, 2), *CODING)
    options = (*SHORT, "--set=analysis.faces=true", "--set=analysis.speech=false", "--offline", "--json")
    said = say("render", master, *options, "-o", tmp_path / "out", "--progress", "plain")
    assert said.exit_code == 0, said.stderr
    assert "warning:" in said.stderr
    (entry,) = said.document["manifests"][0]["deliveries"]
    assert any("faces was left out" in note for note in entry["notes"])


def test_a_cache_that_cannot_be_written_does_not_stop_the_work(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path / "file" / "cache"))
    master = make("never-heard.mp4", *timed(PICTURE, 2), *timed(SOUND, 2), *CODING)
    said = say("render", master, *FULL, "-o", tmp_path / "out", "--progress", "plain")
    assert said.exit_code == 0, said.stderr
