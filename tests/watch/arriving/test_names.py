"""Files are known by their names: in any case, with accents in any form, and nothing half-written is touched."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from autocut.model.naming import shown
from autocut.watch.arriving.names import by_name, is_ignored, kind_of, sidecars_of, triggers_of


@pytest.mark.parametrize(
    "name",
    [
        *(".talk.mp4", "._talk.mp4", "~$talk.mp4", "talk.mp4~", "~syncthing~talk.mp4.tmp", ".talk.mp4.Ab3dEf"),
        *("talk.mp4.part", "talk.mp4.PARTIAL", "talk.tmp", "talk.mp4.crdownload", "talk.download", "talk.mp4.!qB"),
        *("talk.mp4.filepart", "talk.syncthing.mp4", ".syncthing.talk.mp4.tmp", "talk.mp4.aspx-partial"),
        *("talk.mp4.aria2", "talk.f137.mp4.part", "talk.mp4.part-Frag12", ".autocut-x1y2"),
    ],
)
def test_what_is_hidden_or_half_there_is_ignored(name: str) -> None:
    assert is_ignored(name)
    assert kind_of(Path(name)) == "ignored"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(("talk.mp4", "master"), ("TALK.MP4", "master"), ("a b 'c' [1]: ü.MxF", "master"), ("part 2.mov", "master")),
        *(("talk.wav", "unknown"), ("talk", "unknown"), ("talk.jpg", "unknown"), ("watch.toml", "unknown")),
        *(("talk.mp4.autocut.toml", "sidecar"), ("TALK.AUTOCUT.TOML", "sidecar"), ("talk.SRT", "sidecar")),
        *(("talk.vtt", "sidecar"), ("talk.mp4.ready", "trigger"), ("talk.READY", "trigger")),
    ],
)
def test_a_file_is_what_its_name_says_in_any_case(name: str, kind: str) -> None:
    assert kind_of(Path("/inbox") / name) == kind


def test_a_name_that_is_no_text_is_unknown() -> None:
    assert kind_of(Path(os.fsdecode(b"caf\xe9.mp4"))) == "unknown"
    assert shown(os.fsdecode(b"caf\xe9.mp4")) == "caf\\xe9.mp4"
    assert shown("café 🎬.mp4") == "café 🎬.mp4"


def test_the_suffix_of_triggers_can_be_another() -> None:
    assert kind_of(Path("talk.mp4.done"), ".Done") == "trigger"
    assert kind_of(Path("talk.mp4.ready"), ".done") == "unknown"


def test_a_masters_own_files_are_found_whatever_the_case_and_the_accents(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "Gespräch") for form in ("NFC", "NFD"))
    names = {f"{decomposed}.SRT", f"{composed}.mp4.autocut.toml", f"{decomposed}.AUTOCUT.toml"}
    for name in (*names, f"{composed}.mp4", f"{composed} 2.srt", "other.vtt", f"{decomposed}.Ready"):
        (tmp_path / name).touch()
    (tmp_path / f"{composed}.vtt").mkdir()
    assert {path.name for path in sidecars_of(tmp_path / f"{composed}.mp4")} == names
    assert triggers_of(tmp_path / f"{composed}.mp4") == (tmp_path / f"{decomposed}.Ready",)
    among = by_name([tmp_path / "Other.VTT", tmp_path / "talk.vtt"])
    assert sidecars_of(tmp_path / "other.mp4", among) == (tmp_path / "Other.VTT",)
