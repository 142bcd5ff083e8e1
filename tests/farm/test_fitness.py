"""Whether another machine would make the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autocut.errors import DeliveryError
from autocut.farm.fitness import machine, unfit
from autocut.farm.paths import maps_of, there
from autocut.farm.places import marked

MINE = machine()


def test_a_machine_is_as_fit_as_itself() -> None:
    assert unfit(MINE, MINE) is None
    assert {"autocut", "python", "ffmpeg", "onnxruntime"} <= dict(MINE.programs).keys()


def test_another_version_of_a_program_is_named_with_what_to_do() -> None:
    other = replace(MINE, programs=tuple({**dict(MINE.programs), "ffmpeg": "7.1 (0a1b2c3d)"}.items()))
    own = dict(MINE.programs)["ffmpeg"]
    assert unfit(other, MINE) == f"it has ffmpeg 7.1 (0a1b2c3d), and this machine {own}: install the same"
    without = replace(MINE, programs=tuple({**dict(MINE.programs), "av": ""}.items()))
    assert unfit(without, MINE) == f"it lacks av {dict(MINE.programs)['av']}: install it there"


def test_a_model_that_only_this_machine_has_is_named() -> None:
    mine, other = replace(MINE, models=("a", "b")), replace(MINE, models=("b", "c"))
    assert unfit(other, mine) == "it lacks models that this machine has: run `autocut models pull a` there"


def test_places_are_seen_where_the_same_files_are(tmp_path: Path) -> None:
    master, outbox = tmp_path / "m.mov", tmp_path / "deep" / "out"
    master.write_bytes(b"master")
    with marked(master, outbox) as places:
        assert places.folder == tmp_path
        assert places.unseen() is None
        elsewhere = tmp_path.parent / f"{tmp_path.name}-copy"
        elsewhere.mkdir()
        seen = there(places, maps_of((f"{tmp_path}={elsewhere}",)))
        assert f"it cannot read {elsewhere / 'm.mov'} (No such file" in str(seen.unseen())
        (elsewhere / "m.mov").write_bytes(b"another")
        assert f"it has another file at {elsewhere / 'm.mov'}" in str(seen.unseen())
        (elsewhere / "m.mov").write_bytes(b"master")
        assert f"its {elsewhere} is not the outbox of this machine" in str(seen.unseen())
    assert [path.name for path in tmp_path.iterdir()] == ["m.mov"]


def test_a_folder_that_relative_paths_are_taken_from_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.mov").write_bytes(b"master")
    monkeypatch.chdir(tmp_path)
    with marked(Path("m.mov"), tmp_path) as places:
        assert places.unseen() is None
        assert "it has no /nowhere" in str(replace(places, start=Path("/nowhere")).unseen())


def test_an_outbox_that_cannot_be_written_here_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.mov").write_bytes(b"master")
    with pytest.raises(DeliveryError, match="cannot be written"), marked(tmp_path / "m.mov", Path("/proc/out")):
        pass
