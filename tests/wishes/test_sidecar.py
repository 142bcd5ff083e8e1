"""What is asked of a master in a file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autocut.errors import PresetError
from autocut.model.span import Span
from autocut.model.wishes import Wishes
from autocut.wishes.sidecar import sidecar_of

ALL = """
presets = ["tiktok"]
keep = ["00:01:10-00:01:25"]
never = [{start = 0, end = 12.5}]
topics = ["robots"]
avoid = ["lawsuit"]
count = 2
duration = "30..45"
seed = 7
tighten = "tight"
hook_first = true
profanity = "beep"
music = "sounds/tune.wav"
title = "A title"
tagline = "A line"
logo = "logo.png"
intro = "in.mp4"
outro = "out.mp4"

[set]
video.crf = 18
"captions.font_size" = 70
"""


def sidecar(folder: Path, text: str, name: str = "talk.autocut.toml") -> Path:
    """The master beside which the text lies; nothing reads the master."""
    (folder / name).write_text(text, "utf-8")
    return folder / "talk.mp4"


def refusal(folder: Path, text: str) -> list[str]:
    with pytest.raises(PresetError) as caught:
        sidecar_of(sidecar(folder, text))
    return str(caught.value).splitlines()


def test_every_key_is_read_and_paths_are_those_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "sounds").mkdir()
    for name in ("sounds/tune.wav", "logo.png", "in.mp4", "out.mp4"):
        (tmp_path / name).touch()
    found = sidecar_of(sidecar(tmp_path, ALL))
    assert found is not None
    assert found.wishes == Wishes(
        presets=("tiktok",),
        keep=(Span(70, 85),),
        never=(Span(0, 12.5),),
        topics=("robots",),
        avoid=("lawsuit",),
        count=2,
        duration="30..45",
        seed=7,
        tighten="tight",
        hook_first=True,
        profanity="beep",
        music=str(tmp_path / "sounds" / "tune.wav"),
        title="A title",
        tagline="A line",
        logo=str(tmp_path / "logo.png"),
        intro=str(tmp_path / "in.mp4"),
        outro=str(tmp_path / "out.mp4"),
        set={"video": {"crf": 18}, "captions.font_size": 70},
    )


@pytest.mark.parametrize("name", ["talk.autocut.toml", "talk.mp4.autocut.toml", "TALK.AutoCut.TOML"])
def test_both_names_are_found_and_the_note_says_which(name: str, tmp_path: Path) -> None:
    found = sidecar_of(sidecar(tmp_path, "count = 2", name))
    assert found is not None
    assert found.path == tmp_path / name
    assert found.note == f"made as {name} beside the master asks"


def test_without_a_file_nothing_is_asked(tmp_path: Path) -> None:
    assert sidecar_of(tmp_path / "talk.mp4") is None


def test_two_files_for_one_master_are_refused(tmp_path: Path) -> None:
    sidecar(tmp_path, "")
    with pytest.raises(PresetError, match=r"talk\.autocut\.toml both speak of talk\.mp4: keep one of them"):
        sidecar_of(sidecar(tmp_path, "", "talk.mp4.autocut.toml"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("topic = []", "unknown key 'topic', did you mean 'topics'?"),
        ("hookfirst = true", "unknown key 'hookfirst', did you mean 'hook_first'?"),
        ('keep = "00:01:10-00:01:25"', "keep: expected a list, not '00:01:10-00:01:25'"),
        ('keep = ["00:01:25-00:01:10"]', "keep[0]: '00:01:25-00:01:10' ends before it begins"),
        ('tighten = "loud"', "tighten: expected one of off, gentle, tight, not 'loud'"),
        ("count = 0", "count: must be at least 1, not 0"),
        ('count = "two"', "count: expected a whole number, not 'two'"),
        ('duration = "45..30"', "duration: '45..30' leaves no length between its ends"),
        ("duration = true", "duration: expected a text, not True"),
        ("set = 3", "set: expected a table of keys and values"),
        ('language = "de"', "language: captions stay in the language that is spoken; autocut does not translate"),
    ],
)
def test_a_fault_is_told_with_file_and_key(text: str, fault: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, text) == [f"{tmp_path / 'talk.autocut.toml'}:", f"  {fault}"]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(refusal(tmp_path, 'count = 0\nduration = "x"\nmusic = "none.wav"')) == 4
    assert refusal(tmp_path, 'music = "none.wav"')[1] == f"  music: there is no file {tmp_path / 'none.wav'}"


def test_a_length_in_plain_seconds_is_taken(tmp_path: Path) -> None:
    found = sidecar_of(sidecar(tmp_path, "duration = 30"))
    assert found is not None
    assert found.wishes.duration == "30"


def test_what_is_not_toml_is_refused(tmp_path: Path) -> None:
    (line,) = refusal(tmp_path, "keep = [")
    assert line.startswith(f"{tmp_path / 'talk.autocut.toml'}: is not TOML: ")
