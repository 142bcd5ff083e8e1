from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from autocut import store
from autocut.analyze import DETECTORS
from autocut.analyze.bars import Bars
from autocut.analyze.motion import Motion
from autocut.analyze.shots.pyscenedetect import PySceneDetect
from autocut.analyze.speech import Speech
from autocut.analyze.subjects.faces import FaceBoxes
from autocut.model.geometry import Box
from autocut.model.signal import Signal
from autocut.model.span import Span
from autocut.model.vectors import Vectors
from autocut.store.form import packed
from tests.builders import a_master, a_preset, an_analysis, seen, shots

SIGNAL = Signal(5.0, (0.0, 0.125, 1.0))


def key(value: str = "f00d", field: str = "motion") -> store.Key:
    return store.Key(value, field, DETECTORS[field](a_preset().analysis))


def the_entry(folder: Path) -> Path:
    """The one file in the cache."""
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    return path


@pytest.mark.parametrize("name", DETECTORS)
def test_what_was_found_is_remembered(name: str) -> None:
    detector = DETECTORS[name](a_preset().analysis)
    found = {
        "faces": (seen(0.5, Box(1.5, 2, 3, 4), Box(5, 6, 7, 8)), seen(1.0)),
        "picture_area": Box(0, 90, 1280, 540),
        "black": (Span(0, 1.25), Span(59, 60)),
        "meanings": Vectors.of([(1.0, 0.0), (-0.6, 0.8)]),
        "feelings": (-0.25, 1.0),
        "reactions": (0.5, 0.0625),
    }.get(name, getattr(an_analysis(a_master()), name))
    assert store.recall(store.Key("f00d", name, detector)) is None
    store.remember(store.Key("f00d", name, detector), found)
    assert store.recall(store.Key("f00d", name, detector)) == (found,)


def test_nothing_found_is_remembered_too() -> None:
    store.remember(store.Key("f00d", "picture_area", Bars()), None)
    assert store.recall(store.Key("f00d", "picture_area", Bars())) == (None,)


def test_another_option_of_the_detector_misses() -> None:
    store.remember(store.Key("f00d", "shots", PySceneDetect("adaptive")), shots(0, 5, 9))
    assert store.recall(store.Key("f00d", "shots", PySceneDetect("content"))) is None
    store.remember(store.Key("f00d", "faces", FaceBoxes(0.5)), ())
    assert store.recall(store.Key("f00d", "faces", FaceBoxes(0.6))) is None
    assert store.recall(store.Key("f00d", "transcript", Speech("base", "en"))) is None


def test_another_version_of_the_detector_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    store.remember(store.Key("f00d", "motion", Motion()), SIGNAL)
    monkeypatch.setattr(Motion, "version", Motion.version + 1)
    assert store.recall(store.Key("f00d", "motion", Motion())) is None


def test_another_master_misses() -> None:
    store.remember(store.Key("f00d", "motion", Motion()), SIGNAL)
    assert store.recall(store.Key("beef", "motion", Motion())) is None


def test_a_finding_that_is_made_again_replaces_the_old(own_folder: Path) -> None:
    store.remember(store.Key("f00d", "motion", Motion()), SIGNAL)
    store.remember(store.Key("f00d", "motion", Motion()), Signal(5.0, ()))
    assert store.recall(store.Key("f00d", "motion", Motion())) == (Signal(5.0, ()),)
    assert the_entry(own_folder)


def test_what_another_detector_found_before_is_part_of_the_key() -> None:
    shown = (Span(0.0, 2.0),)
    store.remember(store.Key("f00d", "motion", Motion(), (shown,)), SIGNAL)
    assert store.recall(store.Key("f00d", "motion", Motion(), ((Span(0.0, 2.5),),))) is None
    assert store.recall(store.Key("f00d", "motion", Motion())) is None
    assert store.recall(store.Key("f00d", "motion", Motion(), (shown,))) == (SIGNAL,)


def believed(folder: Path, content: bytes) -> bool:
    """Whether the cache takes these bytes for the entry of `key()`."""
    the_entry(folder).write_bytes(content)
    try:
        found = store.recall(key())
    except store.Damaged:
        return False
    assert found == (SIGNAL,)
    return True


def test_an_entry_cut_off_anywhere_is_damaged_and_can_be_made_again(own_folder: Path) -> None:
    store.remember(key(), SIGNAL)
    whole = the_entry(own_folder).read_bytes()
    assert [length for length in range(len(whole)) if believed(own_folder, whole[:length])] == []
    store.remember(key(), SIGNAL)
    assert store.recall(key()) == (SIGNAL,)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"found": 3}', b"\xff\xff", b"null", b"\n\n"])
def test_what_is_no_entry_is_damaged_packed_or_not(own_folder: Path, content: bytes) -> None:
    store.remember(key(), SIGNAL)
    the_entry(own_folder).write_bytes(content)
    with pytest.raises(store.Damaged, match="what was remembered of motion is damaged and is made again"):
        store.recall(key())
    assert not believed(own_folder, gzip.compress(content))


def test_an_entry_that_was_edited_is_not_believed(own_folder: Path) -> None:
    store.remember(key(), SIGNAL)
    text = gzip.decompress(the_entry(own_folder).read_bytes())
    assert believed(own_folder, gzip.compress(text))
    assert b"0.125" in text
    assert not believed(own_folder, gzip.compress(text.replace(b"0.125", b"0.625")))


def test_an_entry_in_the_place_of_another_is_not_believed(own_folder: Path) -> None:
    store.remember(key("beef"), Signal(5.0, ()))
    other = key("beef").path.read_bytes()
    store.clear()
    store.remember(key(), SIGNAL)
    assert not believed(own_folder, other)


def test_a_finding_of_another_type_is_not_believed() -> None:
    place = key().place
    key().path.parent.mkdir(parents=True)
    key().path.write_bytes(packed(place, {"master": "", "detector": ""}, {"rate": "x", "values": []}))
    with pytest.raises(store.Damaged, match="motion is damaged"):
        store.recall(key())


def test_an_entry_of_the_older_form_is_not_recalled(own_folder: Path) -> None:
    store.remember(key(), SIGNAL)
    path = the_entry(own_folder)
    older = path.with_suffix("")
    path.unlink()
    older.write_text(json.dumps({"detector": "Motion() version 1", "found": {"rate": 5.0, "values": []}}))
    assert store.recall(key()) is None


def test_the_name_of_the_master_is_kept_with_what_was_found(own_folder: Path) -> None:
    store.remember(key(), SIGNAL, "a talk.mp4")
    assert store.name_in(the_entry(own_folder)) == "a talk.mp4"
    store.remember(key(), SIGNAL)
    assert store.name_in(the_entry(own_folder)) is None
    the_entry(own_folder).write_bytes(b"nothing of ours")
    assert store.name_in(the_entry(own_folder)) is None


def test_a_cache_that_cannot_be_written_does_not_lose_the_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(store.SETTING, str(tmp_path / "file" / "findings"))
    assert store.recall(key()) is None
    assert store.remember(key(), SIGNAL) is False
