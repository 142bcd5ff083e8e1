"""`autocut weights`: listed, shown, compared and chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from autocut.weightings import SETTING, load
from tests.cli.line import say

MINE = """\
name = "mine"
made = 2026-01-02
method = "by ear"
data = "60 results of 20 masters"

[weights]
hook = 1.0
faces = 3.0

[scores]
pairs_in_order = 0.61
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of weights, with one file."""
    monkeypatch.setenv(SETTING, str(tmp_path))
    (tmp_path / "mine.toml").write_text(MINE, "utf-8")
    return tmp_path


def test_the_list_marks_those_in_use(folder: Path) -> None:
    document = say("weights", "list", "--json").document
    assert (document["folder"], document["in_use"]) == (str(folder), "autocut-1")
    shipped, mine = document["weights"]
    assert (shipped["name"], shipped["in_use"], shipped["faulty"]) == ("autocut-1", True, False)
    assert (mine["name"], mine["in_use"], mine["made"], mine["path"]) == (
        "mine", False, "2026-01-02", str(folder / "mine.toml"),
    )  # fmt: skip
    _, first, second, last = say("weights", "list").stdout.splitlines()
    assert first.startswith("*  autocut-1 ")
    assert second == "   mine       2026-01-02  60 results of 20 masters"
    assert last == f"yours are in {folder}"


def test_a_faulty_file_is_listed_and_says_what_is_wrong(folder: Path) -> None:
    (folder / "broken.toml").write_text("weights = 1", "utf-8")
    assert "broken     faulty" in say("weights", "list").stdout
    said = say("weights", "show", "broken")
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.startswith(f"Error: {folder / 'broken.toml'}: ")
    assert len(said.stderr.splitlines()) == 1


def test_weights_are_shown_the_largest_first_with_bars() -> None:
    lines = say("weights", "show", "mine").stdout.splitlines()
    assert lines[:5] == [
        "name            mine",
        "made            2026-01-02",
        "method          by ear",
        "data            60 results of 20 masters",
        "pairs in order  0.61",
    ]
    assert [line.split() for line in lines[7:]] == [["faces", "3", "75.0%", "#" * 24], ["hook", "1", "25.0%", "#" * 8]]
    document = say("weights", "show", "mine", "--json").document
    assert document["weights"] == {"hook": 1.0, "faces": 3.0}
    assert document["in_use"] is False


def test_those_in_use_are_shown_where_none_are_named() -> None:
    say("weights", "use", "mine")
    assert say("weights", "show", "--json").document["name"] == "mine"


def test_weights_are_used_until_others_are(folder: Path) -> None:
    assert say("weights", "use", "mine").stdout == "mine is in use now.\n"
    assert (folder / "in-use").read_text("utf-8") == "mine\n"
    assert say("weights", "list", "--json").document["in_use"] == "mine"
    assert say("weights", "use", "autocut-1", "--json").document["in_use"] == "autocut-1"
    assert say("weights", "list", "--json").document["in_use"] == "autocut-1"


def test_weights_that_are_gone_are_said_to_be_and_can_be_changed(folder: Path) -> None:
    say("weights", "use", "mine")
    (folder / "mine.toml").unlink()
    assert "mine was in use and is gone; choose another" in say("weights", "list").stdout
    assert say("weights", "show").exit_code == 2
    assert say("weights", "use", "autocut-1").exit_code == 0


def test_unknown_weights_are_refused_and_nothing_changes(folder: Path) -> None:
    said = say("weights", "use", "none")
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == "Error: There are no weights 'none'; there are autocut-1, mine.\n"
    assert not (folder / "in-use").exists()


def test_a_diff_tells_each_signal_before_and_after(folder: Path) -> None:
    (folder / "other.toml").write_text(MINE.replace("hook = 1.0", "pace = 1.0"), "utf-8")
    heading, *lines = say("weights", "diff", "mine", "other").stdout.splitlines()
    assert heading.split() == ["signal", "mine", "other", "change"]
    assert [line.split() for line in lines] == [
        ["hook", "25.0%", "0.0%", "-25.0%"],
        ["pace", "0.0%", "25.0%", "+25.0%"],
        ["faces", "75.0%", "75.0%", "+0.0%"],
    ]
    document = say("weights", "diff", "mine", "other", "--json").document
    assert document["signals"][0] == {"signal": "hook", "old": 0.25, "new": 0.0, "change": -0.25}
    assert load("mine").weights["hook"] == 1.0
