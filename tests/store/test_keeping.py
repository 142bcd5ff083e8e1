from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autocut import store
from autocut.analyze.motion import Motion
from autocut.errors import AutocutError
from autocut.model.signal import Signal

ROOT = Path(store.__file__).parents[2]
NAMES = ("a1", "b2", "c3", "d4")


def key(fingerprint: str, *known: object) -> store.Key:
    return store.Key(fingerprint, "motion", Motion(), known)


@pytest.fixture
def four(own_folder: Path) -> int:
    """Four masters with an entry each, the first the longest unused; returns the bytes of the largest."""
    now = time.time()
    for days, name in zip((40, 30, 20, 10), NAMES, strict=True):
        assert store.remember(key(name), Signal(5.0, (0.25,) * 400), f"{name}.mp4")
        os.utime(key(name).path, (now - days * 86_400,) * 2)
    return max(entry.bytes for entry in store.entries())


def kept() -> list[str]:
    return [entry.fingerprint for entry in store.entries()]


def test_entries_come_with_their_facts_the_longest_unused_first(four: int, own_folder: Path) -> None:
    found = store.entries()
    assert [entry.fingerprint for entry in found] == list(NAMES)
    assert {(entry.field, entry.path.parent.parent) for entry in found} == {("motion", own_folder)}
    assert max(entry.path.stat().st_size for entry in found) == four
    assert time.time() - found[3].used == pytest.approx(10 * 86_400, abs=60)


def test_what_is_recalled_is_used_and_what_is_only_listed_is_not(four: int) -> None:
    store.entries()
    assert store.name_in(key("a1").path) == "a1.mp4"
    assert kept() == ["a1", "b2", "c3", "d4"]
    assert store.recall(key("a1"))
    assert kept() == ["b2", "c3", "d4", "a1"]
    assert time.time() - store.entries()[-1].used < 60


def test_above_the_limit_what_was_longest_unused_goes(four: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.LIMIT_SETTING, str(4.5 * four))
    store.recall(key("a1"))
    store.remember(key("e5"), Signal(5.0, (0.25,) * 400))
    assert kept() == ["c3", "d4", "a1", "e5"]
    assert not key("b2").path.parent.exists()


def test_within_the_limit_everything_stays(four: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.LIMIT_SETTING, str(5.5 * four))
    store.remember(key("e5"), Signal(5.0, (0.25,) * 400))
    assert kept() == [*NAMES, "e5"]


@pytest.mark.parametrize("limit", ["0", "10"])
def test_what_was_just_written_stays_though_it_is_larger_than_the_limit(
    limit: str, four: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(store.LIMIT_SETTING, limit)
    store.remember(key("e5"), Signal(5.0, (0.25,) * 400))
    assert kept() == ["e5"]
    assert store.recall(key("e5")) == (Signal(5.0, (0.25,) * 400),)


def test_the_limit_is_held_before_long_when_only_small_entries_are_written(four: int, own_folder: Path) -> None:
    large = own_folder / "a1" / "faces-1ca9baf85cb0127e.json.gz"
    large.touch()
    os.truncate(large, store.limit())
    os.utime(large, (0.0, 0.0))
    for _ in range(400):
        store.remember(key("e5"), Signal(5.0, ()))
    assert not large.exists()
    assert kept() == [*NAMES, "e5"]


def test_a_limit_that_is_no_size_is_told_before_the_work(four: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.LIMIT_SETTING, "plenty")
    with pytest.raises(AutocutError, match="no size"):
        store.recall(key("a1"))


def test_all_is_cleared(four: int, own_folder: Path) -> None:
    removed, stuck = store.clear()
    assert ([entry.fingerprint for entry in removed], stuck) == (list(NAMES), [])
    assert list(own_folder.iterdir()) == []
    assert store.clear() == ([], [])


def test_one_master_is_cleared(four: int) -> None:
    store.remember(key("b2", 0.5), Signal(2.0, ()))
    store.clear("b2")
    assert kept() == ["a1", "c3", "d4"]


def test_what_is_long_unused_is_cleared(four: int) -> None:
    store.clear(unused_since=time.time() - 25 * 86_400)
    assert kept() == ["c3", "d4"]
    store.clear("c3", unused_since=time.time() - 25 * 86_400)
    assert kept() == ["c3", "d4"]


def test_entries_of_the_older_form_are_listed_and_cleared(own_folder: Path) -> None:
    (own_folder / "f00d").mkdir(parents=True)
    (own_folder / "f00d" / "picture_area-1ca9baf85cb0127e.json").write_text("{}")
    assert [(entry.field, entry.bytes) for entry in store.entries()] == [("picture_area", 2)]
    store.clear()
    assert list(own_folder.iterdir()) == []


def test_files_of_others_are_left_alone(four: int, own_folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    foreign = [
        own_folder / "notes.txt",
        own_folder / "motion-1ca9baf85cb0127e.json.gz",
        own_folder / "Films" / "motion-1ca9baf85cb0127e.json.gz",
        own_folder / "a1" / "notes.txt",
        own_folder / "a1" / "motion-1ca9baf85cb0127e.json.gz.bak",
        elsewhere / "motion-1ca9baf85cb0127e.json.gz",
    ]
    for path in foreign:
        path.parent.mkdir(exist_ok=True)
        path.write_text("somebody's")
    (own_folder / "beef").symlink_to(elsewhere)
    removed, _ = store.clear()
    assert len(removed) == 4
    assert all(path.read_text() == "somebody's" for path in foreign)


def test_the_draft_of_a_process_that_was_killed_goes_and_a_fresh_one_stays(four: int, own_folder: Path) -> None:
    old, fresh = (own_folder / "a1" / f".autocut-draft-{name}" for name in ("old", "fresh"))
    old.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    store.clear()
    assert [path.name for path in own_folder.rglob("*") if path.is_file()] == [".autocut-draft-fresh"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may remove everything")
def test_what_cannot_be_removed_is_told(four: int) -> None:
    key("a1").path.parent.chmod(0o500)
    removed, stuck = store.clear()
    assert ([entry.fingerprint for entry in stuck], len(removed)) == (["a1"], 3)


def processes(meeting: Path, *codes: str, environment: dict[str, str] | None = None) -> None:
    """Run these at once, each in a process of its own that waits for the others, until all ended well."""
    meeting.mkdir()
    surroundings = {**os.environ, **(environment or {}), "MEETING": str(meeting), "PARTIES": str(len(codes))}
    started = [
        subprocess.Popen([sys.executable, "-c", _AT_ONCE + code], cwd=ROOT, env=surroundings, stderr=subprocess.PIPE)
        for code in codes
    ]
    try:
        ended = [process.communicate(timeout=120)[1].decode() for process in started]
    finally:
        for process in started:
            process.kill()
            process.wait()
    assert [process.returncode for process in started] == [0] * len(codes), ended


_AT_ONCE = """
import os, time
from pathlib import Path
from autocut import store
from autocut.analyze.motion import Motion
from autocut.model.signal import Signal

def key(name):
    return store.Key(name, "motion", Motion())

def values(recalled):
    return set(recalled[0].values) if recalled else None

key("f00d").place
meeting = Path(os.environ["MEETING"])
(meeting / f"ready-{os.getpid()}").touch()
while len(list(meeting.glob("ready-*"))) < int(os.environ["PARTIES"]):
    time.sleep(0.01)
"""
_WRITES = """
try:
    for _ in range(150):
        assert store.remember(key("f00d"), Signal(5.0, ({value},) * 2000)), "not remembered"
        assert values(store.recall(key("f00d"))) in {allowed}, "half an entry"
finally:
    (meeting / "over").touch()
"""
_CLEARS = """
cleared = 0
while not (meeting / "over").exists():
    removed, stuck = store.clear()
    cleared += len(removed)
    assert not stuck
assert cleared
"""
_CROWDS = """
found = 0
for k in range(300):
    name = f"{k % 30:x}"
    assert store.remember(key(name), Signal(5.0, (k / 7.0,) * 500)), "not remembered"
    found += store.recall(key(name)) is not None
assert found
"""


def test_two_processes_that_write_at_once_never_leave_half_an_entry(own_folder: Path, tmp_path: Path) -> None:
    writers = (_WRITES.format(value=value, allowed="[{1.0}, {2.0}]") for value in ("1.0", "2.0"))
    processes(tmp_path / "meeting", *writers)
    assert len([path for path in own_folder.rglob("*") if path.is_file()]) == 1


def test_processes_that_clear_all_the_time_break_no_other(own_folder: Path, tmp_path: Path) -> None:
    processes(tmp_path / "meeting", _WRITES.format(value="1.0", allowed="[{1.0}, None]"), _CLEARS, _CLEARS)
    store.clear()
    assert list(own_folder.iterdir()) == []


def test_two_processes_that_make_room_for_themselves_do_not_break_each_other(own_folder: Path, tmp_path: Path) -> None:
    processes(tmp_path / "meeting", _CROWDS, _CROWDS, environment={store.LIMIT_SETTING: "2000"})
    assert sum(entry.bytes for entry in store.entries()) < 4000
