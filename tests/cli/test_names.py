"""A master may have any name, and no two masters share a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.line import FULL, SMALL, SPOKEN, TRAILER, say

NAMES = [
    "with two  spaces.mp4",
    'it\'s "quoted".mp4',
    "[brackets] {braces} (round).mp4",
    "100%d %s %%.mp4",
    "emoji 🎬 and Кириллица.mp4",
    "colon:comma,semi;equals=.mp4",
    "back\\slash.mp4",
    "-leading-dash.mp4",
    "#hash?query&and.mp4",
    ".hidden.mp4",
    "two.dots.mp4",
    "no suffix",
    "UPPER.MP4",
    "L" * 236 + ".mp4",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_master_may_have_any_name(name: str, talk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "it's [here], 50%: 🎬"
    folder.mkdir()
    master = folder / name
    shutil.copy(talk, master)
    (folder / f"{master.stem}.srt").write_text(SPOKEN, "utf-8")
    out = folder / "out"
    # The trailer's fields would be strange to the full version.
    trailer = say("render", master, *TRAILER, "-o", out, "--json", "--progress", "none")
    assert trailer.exit_code == 0, trailer.stderr
    full = say("render", "--json", "-o", out, "-p", "youtube-full", *SMALL, "--progress=none", "--", master)
    assert full.exit_code == 0, full.stderr
    entries = full.document["manifests"][0]["deliveries"]
    assert [(entry["preset"], entry["status"]) for entry in entries] == [
        ("trailer-vertical", "delivered"),
        ("youtube-full", "delivered"),
    ]
    made = [Path(path) for entry in entries for path in (entry["path"], *entry["captions"])]
    assert len(made) == 6
    assert all(path.is_file() and path.parent == out / master.stem for path in made)
    assert "'world'" in made[-1].read_text("utf-8")


def test_a_leading_dash_works_without_the_two_dashes_when_a_folder_comes_first(
    talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(talk, tmp_path / "-dash.mp4")
    said = say("render", "./-dash.mp4", *FULL, "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    assert (tmp_path / "out" / "-dash" / "youtube-full.mp4").is_file()


def test_two_masters_of_one_name_get_a_folder_each(talk: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "talk.mp4", tmp_path / "b" / "talk.mp4", tmp_path / "b" / "talk.mov"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        shutil.copy(talk, path)
    out = tmp_path / "out"
    said = say("render", *paths, paths[0], *FULL, "-o", out, "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    masters = [manifest["master"]["path"] for manifest in said.document["manifests"]]
    assert masters == [str(path) for path in paths]
    assert {path.name for path in out.iterdir()} == {"talk", "talk-2", "talk-3"}


def test_a_numbered_folder_is_never_that_of_a_third_master(talk: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "talk.mp4", tmp_path / "b" / "talk.mp4", tmp_path / "b" / "talk-2.mp4"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        shutil.copy(talk, path)
    said = say("render", *paths, *FULL, "-o", tmp_path / "out", "--json", "--progress", "none")
    made = [entry["path"] for manifest in said.document["manifests"] for entry in manifest["deliveries"]]
    assert len(set(made)) == 3
