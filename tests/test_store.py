from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autocut import store
from autocut.analyze import DETECTORS
from autocut.analyze.bars import Bars
from autocut.analyze.faces import FaceBoxes
from autocut.analyze.motion import Motion
from autocut.analyze.shots import Shots
from autocut.analyze.speech import Speech
from autocut.model.analysis import Faces, Signal
from autocut.model.geometry import Box
from autocut.model.span import Span
from tests.builders import a_master, a_preset, an_analysis, shots

SIGNAL = Signal(5.0, (0.0, 0.125, 1.0))


@pytest.fixture(autouse=True)
def own_folder(own_cache: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "findings"
    monkeypatch.setenv(store.SETTING, str(folder))
    return folder


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", DETECTORS)
def test_what_was_found_is_remembered(name: str) -> None:
    detector = DETECTORS[name](a_preset().analysis)
    found = {
        "faces": (Faces(0.5, (Box(1.5, 2, 3, 4), Box(5, 6, 7, 8))), Faces(1.0, ())),
        "picture_area": Box(0, 90, 1280, 540),
        "black": (Span(0, 1.25), Span(59, 60)),
    }.get(name, getattr(an_analysis(a_master()), name))
    assert store.recall("f00d", name, detector) is None
    store.remember("f00d", name, detector, found)
    assert store.recall("f00d", name, detector) == (found,)


def test_nothing_found_is_remembered_too() -> None:
    store.remember("f00d", "picture_area", Bars(), None)
    assert store.recall("f00d", "picture_area", Bars()) == (None,)


def test_another_option_of_the_detector_misses() -> None:
    store.remember("f00d", "shots", Shots("adaptive"), shots(0, 5, 9))
    assert store.recall("f00d", "shots", Shots("content")) is None
    store.remember("f00d", "faces", FaceBoxes(0.5), ())
    assert store.recall("f00d", "faces", FaceBoxes(0.6)) is None
    assert store.recall("f00d", "transcript", Speech("base", "en")) is None


def test_another_version_of_the_detector_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    store.remember("f00d", "motion", Motion(), SIGNAL)
    monkeypatch.setattr(Motion, "version", Motion.version + 1)
    assert store.recall("f00d", "motion", Motion()) is None


def test_another_master_misses() -> None:
    store.remember("f00d", "motion", Motion(), SIGNAL)
    assert store.recall("beef", "motion", Motion()) is None


def test_a_finding_that_is_made_again_replaces_the_old(own_folder: Path) -> None:
    store.remember("f00d", "motion", Motion(), SIGNAL)
    store.remember("f00d", "motion", Motion(), Signal(5.0, ()))
    assert store.recall("f00d", "motion", Motion()) == (Signal(5.0, ()),)
    assert len(entries(own_folder)) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"found": 3}', b'{"found": {"rate": "x", "values": []}}', b"\xff\xff", b"null"],
)
def test_a_damaged_entry_is_told_and_can_be_made_again(own_folder: Path, content: bytes) -> None:
    store.remember("f00d", "motion", Motion(), SIGNAL)
    (path,) = entries(own_folder)
    path.write_bytes(content)
    with pytest.raises(store.Damaged, match="what was remembered of motion is damaged"):
        store.recall("f00d", "motion", Motion())
    store.remember("f00d", "motion", Motion(), SIGNAL)
    assert store.recall("f00d", "motion", Motion()) == (SIGNAL,)


def test_an_entry_cut_off_anywhere_is_damaged(own_folder: Path) -> None:
    store.remember("f00d", "motion", Motion(), SIGNAL)
    (path,) = entries(own_folder)
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(store.Damaged):
            store.recall("f00d", "motion", Motion())


def test_two_processes_that_write_at_once_never_leave_half_an_entry(own_folder: Path) -> None:
    code = """
import sys
from autocut import store
from autocut.analyze.motion import Motion
from autocut.model.analysis import Signal
value = float(sys.argv[1])
for _ in range(150):
    store.remember("f00d", "motion", Motion(), Signal(5.0, (value,) * 500))
    (found,) = store.recall("f00d", "motion", Motion())
    assert len(found.values) == 500 and len(set(found.values)) == 1, found
"""
    root = Path(store.__file__).parents[1]
    writers = [subprocess.Popen([sys.executable, "-c", code, value], cwd=root) for value in ("1", "2")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert len(entries(own_folder)) == 1


def test_a_cache_that_cannot_be_written_does_not_lose_the_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(store.SETTING, str(tmp_path / "file" / "findings"))
    store.remember("f00d", "motion", Motion(), SIGNAL)


def test_the_setting_names_the_folder_and_without_it_the_users_cache_is_taken(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert store.folder() == own_folder
    monkeypatch.delenv(store.SETTING)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert store.folder().parts[-2:] == ("autocut", "analysis")
