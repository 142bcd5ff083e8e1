from __future__ import annotations

from pathlib import Path

import pytest

from autocut import presets, styles
from autocut.errors import PresetError
from autocut.model.preset import Preset

OWN = """
name = "{name}"
description = "Green."
source = "a test"
text = "{color}"
edge = "#000000"
edge_width = "1/20"
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(styles.SETTING, str(tmp_path))
    return tmp_path


def styled(name: str) -> Preset:
    return presets.load("youtube-short", [f"captions.style={name}"])


def test_five_styles_are_shipped_and_each_says_what_it_is_and_whose(own: Path) -> None:
    assert list(styles.available()) == ["boxed", "broadcast", "karaoke", "plain", "pop"]
    for name in styles.available():
        assert styles.load(name).description.endswith(".")
        assert styles.load(name).source


def test_captions_are_plain_where_the_preset_does_not_say() -> None:
    assert presets.load("youtube-short").captions.style == "plain"


def test_a_style_of_ones_own_is_a_file_in_a_folder_but_cannot_hide_a_shipped_one(own: Path) -> None:
    (own / "green.toml").write_text(OWN.format(name="green", color="#00ff00"), "utf-8")
    (own / "plain.toml").write_text(OWN.format(name="plain", color="#00ff00"), "utf-8")
    assert styles.load("green").text == "#00ff00"
    assert styles.load("plain").text == "#ffffff"
    assert styled("green").captions.style == "green"


def test_a_preset_with_an_unknown_style_is_refused_with_the_names_of_all(own: Path) -> None:
    known = "there are boxed, broadcast, karaoke, plain, pop"
    with pytest.raises(PresetError, match=f"captions.style: there is no style 'boxxed', {known}"):
        styled("boxxed")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (OWN.format(name="odd", color="green"), "text must be a colour such as #ffd400 or #000000b3, not 'green'"),
        (OWN.format(name="even", color="#00ff00"), "name: is 'even', but the file's name says 'odd'"),
        (OWN.format(name="odd", color="#00ff00") + "edg = 3", "unknown key 'edg'"),
        (OWN.format(name="odd", color="#00ff00") + "size = 0", "size must be above 0"),
        (OWN.format(name="odd", color="#00ff00") + "box_padding = -1", "must not be below 0"),
        (OWN.format(name="odd", color="#00ff00") + 'shows = "line"', "shows: expected one of cue, word, not 'line'"),
        ("name =", "cannot be read"),
    ],
)
def test_a_faulty_style_is_refused_with_its_file_and_the_reason(text: str, reason: str, own: Path) -> None:
    (own / "odd.toml").write_text(text, "utf-8")
    with pytest.raises(PresetError) as refused:
        styled("odd")
    assert reason in str(refused.value)
    assert "odd.toml" in str(refused.value)
