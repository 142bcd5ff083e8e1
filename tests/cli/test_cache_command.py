"""`autocut cache`: what is remembered, told and forgotten."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autocut import store
from autocut.analyze.bars import Bars
from autocut.analyze.motion import Motion
from autocut.media.probe import fingerprint
from autocut.model.signal import Signal
from tests.cli.line import CODING, PICTURE, say, timed

DAY = 86_400.0


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that knows two things of one master, and one of another, used ten days ago."""
    monkeypatch.setenv(store.SETTING, str(tmp_path / "cache"))
    monkeypatch.delenv(store.LIMIT_SETTING, raising=False)
    store.remember(store.Key("f00d", "motion", Motion()), Signal(5.0, (0.5,)), "a talk.mp4")
    store.remember(store.Key("f00d", "picture_area", Bars()), None, "a talk.mp4")
    store.remember(store.Key("beef", "motion", Motion()), Signal(5.0, ()))
    for entry in store.entries():
        if entry.fingerprint == "beef":
            os.utime(entry.path, (time.time() - 10 * DAY,) * 2)
    return tmp_path / "cache"


def test_the_cache_is_shown_the_last_used_master_first(cache: Path) -> None:
    document = say("cache", "show", "--json").document
    size = sum(path.stat().st_size for path in cache.rglob("*.gz"))
    assert {key: document[key] for key in ("folder", "bytes", "limit", "entries")} == {
        "folder": str(cache),
        "bytes": size,
        "limit": 10**9,
        "entries": 3,
    }
    talk, other = document["masters"]
    assert (talk["name"], talk["fingerprint"], talk["entries"]) == ("a talk.mp4", "f00d", 2)
    assert talk["fields"] == ["motion", "picture_area"]
    assert (other["name"], other["fingerprint"], other["fields"]) == (None, "beef", ["motion"])
    assert talk["bytes"] + other["bytes"] == size
    ago = datetime.now(UTC) - datetime.fromisoformat(other["last_used"])
    assert ago.total_seconds() == pytest.approx(10 * DAY, abs=60)


def test_a_person_is_told_the_same(cache: Path) -> None:
    first, heading, talk, other = say("cache", "show").stdout.splitlines()
    assert first.startswith(f"{cache}: 0.")
    assert first.endswith("kB of 1.0 GB, 3 entries of 2 masters")
    assert heading.split() == ["master", "fingerprint", "size", "last", "used", "fields"]
    assert talk.startswith("a talk.mp4  f00d ")
    assert talk.endswith("  motion, picture_area")
    assert other.split()[:2] == ["?", "beef"]


def test_an_empty_cache_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.SETTING, str(tmp_path / "none"))
    monkeypatch.setenv(store.LIMIT_SETTING, "20MB")
    assert say("cache", "show").stdout == f"{tmp_path / 'none'}: 0.0 kB of 20.0 MB, 0 entries of 0 masters\n"
    assert say("cache", "show", "--json").document["masters"] == []
    assert say("cache", "clear").exit_code == 0


def test_a_limit_that_is_no_size_is_an_error(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.LIMIT_SETTING, "plenty")
    said = say("cache", "show")
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr == "Error: AUTOCUT_CACHE_LIMIT is 'plenty', which is no size; say 500MB or 2GB\n"


def test_everything_is_cleared_and_told(cache: Path) -> None:
    size = sum(path.stat().st_size for path in cache.rglob("*.gz"))
    said = say("cache", "clear", "--json")
    assert said.exit_code == 0
    assert said.document == {"folder": str(cache), "removed": 3, "bytes": size, "not_removed": 0}
    assert list(cache.iterdir()) == []
    assert "removed 0 entries of 0 masters, 0.0 kB" in say("cache", "clear").stdout


def test_what_is_long_unused_is_cleared(cache: Path) -> None:
    assert "removed 0 entries" in say("cache", "clear", "--older", "10.5").stdout
    assert "removed 1 entry of 1 master" in say("cache", "clear", "--older", "9.5").stdout
    assert {entry.fingerprint for entry in store.entries()} == {"f00d"}


def test_a_master_is_cleared_by_its_fingerprint(cache: Path) -> None:
    assert say("cache", "clear", "--master", "f00d", "--older", "1", "--json").document["removed"] == 0
    assert say("cache", "clear", "--master", "f00d", "--json").document["removed"] == 2
    assert {entry.fingerprint for entry in store.entries()} == {"beef"}


def test_a_master_is_cleared_by_its_file_also_under_another_name(
    cache: Path, make: Callable[..., Path], tmp_path: Path
) -> None:
    master = make("remembered.mp4", *timed(PICTURE, 1), *CODING)
    analyzed = say("analyze", master, "--only", "motion,black", "--json")
    assert analyzed.exit_code == 0
    assert {entry.fingerprint for entry in store.entries()} == {"f00d", "beef", fingerprint(master)}
    copy = tmp_path / "f00d"
    shutil.copy(master, copy)
    assert say("cache", "clear", "--master", str(copy), "--json").document["removed"] == 2
    assert {entry.fingerprint for entry in store.entries()} == {"f00d", "beef"}


def test_a_master_that_is_not_known_is_wrong_usage(cache: Path) -> None:
    said = say("cache", "clear", "--master", "nobody.mp4")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "nobody.mp4 is no file" in said.stderr
    assert len(store.entries()) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may remove everything")
def test_what_cannot_be_removed_is_an_error(cache: Path) -> None:
    (cache / "beef").chmod(0o500)
    said = say("cache", "clear", "--json")
    (cache / "beef").chmod(0o700)
    assert said.exit_code == 1
    assert (said.document["removed"], said.document["not_removed"]) == (2, 1)
    assert "1 entry of 1 master cannot be removed" in said.stderr
