"""Everything has its place in a watched folder, and nothing is ever written over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from autocut.deliver.manifest import read_manifest
from autocut.errors import DeliveryError, PresetError
from autocut.watch import moving
from autocut.watch.layout import Layout, Names, free_place, reserve, unreserve
from autocut.watch.moving import LONGEST_NAME, fitting, names_like, put


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = Layout(tmp_path / "social")
    made.make()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folders_are_made_once_and_nothing_else_is_left(layout: Layout) -> None:
    layout.make()
    assert names(layout.folder) == ["done", "duplicate", "failed", "in", "out", "processing"]
    assert all(not names(folder) for folder in layout.folder.iterdir())


@pytest.mark.parametrize(
    "nested",
    [
        Names(out="in/out"),
        Names(inbox="."),
        Names(done="DONE/../failed"),
        Names(failed="link/failed"),
        Names(out="link"),
    ],
)
def test_a_folder_inside_another_is_refused_before_it_is_made(tmp_path: Path, nested: Names) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "link").symlink_to("out" if nested.out == "out" else "in")
    with pytest.raises(PresetError, match=r"are (the same|one inside the other)"):
        Layout(tmp_path, nested).make()
    assert names(tmp_path) == ["link", "out"]


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
def test_folders_on_different_file_systems_are_refused_but_for_out(tmp_path: Path) -> None:
    far = Path("/dev/shm") / f"autocut-test-{os.getpid()}"
    try:
        Layout(tmp_path, Names(out=str(far / "out"))).make()
        with pytest.raises(PresetError, match="on different file systems"):
            Layout(tmp_path, Names(done=str(far / "done"))).make()
        assert names(tmp_path / "in") == []
    finally:
        for path in (far / "out", far / "done", far):
            path.rmdir()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folders_that_masters_cannot_be_moved_to_are_told(layout: Layout) -> None:
    layout.failed.chmod(0o500)
    with pytest.raises(DeliveryError, match=r"nothing can be moved from .*/in to .*/failed: Permission denied"):
        layout.make()
    layout.failed.chmod(0o700)
    assert names(layout.inbox) == []


def test_a_place_is_free_and_what_is_put_there_writes_over_nothing(tmp_path: Path) -> None:
    source, done = tmp_path / "in", tmp_path / "done"
    source.mkdir()
    done.mkdir()
    for number in range(3):
        (source / "talk.v1.mp4").write_text(str(number))
        expected = free_place(done, "talk.v1.mp4")
        assert put(source / "talk.v1.mp4", done, "talk.v1.mp4") == expected
    (done / "talk.v1-4.mp4").symlink_to("nowhere")
    assert free_place(done, "talk.v1.mp4").name == "talk.v1-5.mp4"
    assert [(done / f"talk.v1{n}.mp4").read_text() for n in ("", "-2", "-3")] == ["0", "1", "2"]
    assert names(source) == []
    with pytest.raises(FileNotFoundError):
        put(source / "talk.v1.mp4", done, "talk.v1.mp4")
    assert len(names(done)) == 4


@given(some.text(some.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_a_name_is_shortened_by_whole_characters(stem: str) -> None:
    kept = fitting(stem, "-12.mov").removesuffix("-12.mov")
    assert stem.startswith(kept)
    assert len(os.fsencode(kept + "-12.mov")) <= LONGEST_NAME
    if kept != stem:
        assert not unicodedata.combining(stem[len(kept)])
        following = stem[len(kept) :]
        whole = next((n for n, c in enumerate(following[1:], 1) if not unicodedata.combining(c)), len(following))
        assert len(os.fsencode(kept + following[:whole] + "-12.mov")) > LONGEST_NAME


def test_composed_and_decomposed_names_stay_as_they_are_and_get_out_of_the_way() -> None:
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "é" * 60 + "Ž🎬" * 10) + ".mov"
        first, second = (each for each, _ in zip(names_like(name), range(2), strict=False))
        assert first == name
        assert unicodedata.is_normalized(form, second)
        assert second.endswith("-2.mov")
    for padding in range(3):
        stem = "x" * padding + "e\u0301" * 100
        assert stem[len(fitting(stem, "-2.mov")) - len("-2.mov")] == "e"


@pytest.mark.parametrize("way", moving.WAYS)
def test_each_way_of_moving_refuses_to_write_over(tmp_path: Path, way: Callable[[Path, Path], None]) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("one")
    other.write_text("other")
    with pytest.raises(FileExistsError):
        way(one, other)
    assert (one.read_text(), other.read_text()) == ("one", "other")
    way(one, tmp_path / "third")
    assert (tmp_path / "third").read_text() == "one"
    with pytest.raises(FileNotFoundError):
        way(one, tmp_path / "fourth")
    assert names(tmp_path) == ["other", "third"]


@pytest.mark.parametrize("way", moving.WAYS[:2])
def test_a_move_that_was_cut_short_between_two_names_is_ended(
    tmp_path: Path, way: Callable[[Path, Path], None]
) -> None:
    (tmp_path / "one").write_text("one")
    (tmp_path / "other").hardlink_to(tmp_path / "one")
    way(tmp_path / "one", tmp_path / "other")
    assert names(tmp_path) == ["other"]


RACE = """
import sys
from pathlib import Path
from autocut.watch.layout import reserve
from autocut.watch.moving import put
folder, own = Path(sys.argv[1]), sys.argv[2]
sys.stdin.readline()
for number in range(100):
    source = folder / own / f"{number}.mp4"
    source.write_text(f"{own} {number}")
    put(source, folder / "done", "talk.mp4")
    reserve(folder / "out", f"{number}", f"fingerprint of {own}")
    reserve(folder / "out", f"same{number}", "one fingerprint")
"""


def test_two_processes_never_take_each_others_places(tmp_path: Path) -> None:
    for name in ("a", "b", "done", "out"):
        (tmp_path / name).mkdir()
    command = [sys.executable, "-c", RACE, str(tmp_path)]
    racers = [subprocess.Popen([*command, own], stdin=subprocess.PIPE) for own in "ab"]
    for racer in racers:
        racer.communicate(b"\n")
        assert racer.returncode == 0
    assert sorted(path.read_text() for path in (tmp_path / "done").iterdir()) == sorted(
        f"{own} {number}" for own in "ab" for number in range(100)
    )
    owners = [read_manifest(path).master.fingerprint for path in (tmp_path / "out").iterdir()]
    assert {owner: owners.count(owner) for owner in set(owners)} == {
        "fingerprint of a": 100,
        "fingerprint of b": 100,
        "one fingerprint": 100,
    }


def test_a_masters_outbox_is_used_again_for_the_same_content_alone(tmp_path: Path) -> None:
    (tmp_path / "talk.v1").mkdir()
    first = reserve(tmp_path, "talk.v1", "f0", master=Path("/in/talk.v1.mp4"), sha256="ab")
    assert first.name == "talk.v1-2"
    assert reserve(tmp_path, "talk.v1", "f0") == first
    assert reserve(tmp_path, "talk.v1", "f1").name == "talk.v1-3"
    manifest = read_manifest(first)
    assert (manifest.master.path, manifest.master.sha256, manifest.deliveries) == (Path("/in/talk.v1.mp4"), "ab", ())
    assert first.stat().st_mode & 0o077 == (tmp_path / "talk.v1").stat().st_mode & 0o077
    (first / "manifest.json").write_text("{")
    assert reserve(tmp_path, "talk.v1", "f0").name == "talk.v1-4"
    (first / "manifest.json").write_text(json.dumps({"schema": 99}))
    assert reserve(tmp_path, "talk.v1", "f0").name == "talk.v1-4"
    long = "é" * 127
    assert [len(os.fsencode(reserve(tmp_path, long, each).name)) for each in ("f0", "f1")] == [254, 254]
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_an_outbox_that_was_reserved_for_nothing_is_removed_and_no_other(tmp_path: Path) -> None:
    for fingerprint in ("f0", "f1", "f2"):
        reserve(tmp_path, "talk", fingerprint)
    (tmp_path / "talk-3" / "short.mp4").write_text("made")
    unreserve(tmp_path, "talk", "f2")
    unreserve(tmp_path, "talk", "f9")
    unreserve(tmp_path, "talk", "f1")
    assert names(tmp_path) == ["talk", "talk-3"]


def test_an_outbox_that_cannot_be_made_is_a_delivery_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(DeliveryError, match="cannot be written"):
        reserve(tmp_path / "out", "talk", "f0")
