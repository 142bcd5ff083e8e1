"""`autocut drift`: new masters and new results, held against what the weights know."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autocut.model.weighting import Spread, Weighting
from autocut.weightings import SETTING, in_use
from autocut.weightings.writing import use, write
from tests.cli.line import say
from tests.learning.received import received

LINES = 30


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of weights, which is not there yet."""
    monkeypatch.setenv(SETTING, str(tmp_path / "weights"))
    return tmp_path / "weights"


@pytest.fixture
def talk(talk: Path, tmp_path: Path) -> Path:
    """A master of three seconds in which thirty short sentences are said, in German, so that no model is asked."""
    path = tmp_path / "rede.mp4"
    shutil.copy(talk, path)
    cues = [
        f"{k + 1}\n00:00:0{k / 10:.3f} --> 00:00:0{k / 10 + 0.09:.3f}\nDas ist gut.\n".replace(".", ",", 2)
        for k in range(LINES)
    ]
    path.with_suffix(".srt").write_text("\n".join(cues), "utf-8")
    return path


def known(**usual: Spread) -> None:
    """Put weights in use that know how these signals are in single sentences."""
    weights = dict.fromkeys(usual, 1.0) | {"faces": 1.0}
    write(Weighting("mine", in_use().made, "by hand", weights, usual=usual))
    use("mine")


def test_a_master_that_is_unlike_the_fit_is_warned_of_by_signal(talk: Path) -> None:
    known(brevity=Spread(0.3, 0.1), position=Spread(0.5, 0.3))
    document = say("drift", talk, "--language", "de", "--json", "--progress", "none").document
    assert (document["weights"], document["unit"], document["measured"]) == ("mine", "sentence", LINES)
    brevity, position = document["signals"]
    assert (brevity["name"], brevity["warned"]) == ("brevity", True)
    assert brevity["mean"] == pytest.approx(15 / 18, abs=0.01)
    assert brevity["deviations"] == pytest.approx(5.3, abs=0.1)
    assert (position["name"], position["warned"]) == ("position", False)
    assert document["passed_over"] == ["faces"]
    said = say("drift", talk, "--language", "de", "--progress", "none").stdout.splitlines()
    assert said[1].startswith("brevity   0.30 ± 0.10  0.83  +5.3        warning: far off")
    assert said[-2] == "Over 30 sentences, 1 of 2 signals are unlike those that the weights know: brevity."
    assert said[-1] == "Passed over, because nothing tells how they usually are: faces."


def test_a_few_sentences_are_too_few_to_warn(talk: Path) -> None:
    known(brevity=Spread(0.3, 0.1))
    talk.with_suffix(".srt").write_text("1\n00:00:00,500 --> 00:00:01,500\nDas ist gut.\n", "utf-8")
    said = say("drift", talk, "--language", "de", "--progress", "none").stdout
    assert "From 1 sentence nothing can be told; at least 20 are needed." in said
    assert "warning" not in said


def test_weights_that_know_nothing_say_so(talk: Path) -> None:
    known()
    document = say("drift", talk, "--json", "--progress", "none").document
    assert document["signals"] == []
    assert document["sentence"].startswith("mine does not say how its signals usually are")


def test_the_last_results_are_held_against_the_score(tmp_path: Path) -> None:
    table = received(tmp_path / "out", {"hook": 0.25, "reaction": 0.75})
    said = say("drift", "--results", table).stdout
    assert said.startswith("Of the last 20 results, the score puts ")
    assert said.endswith("% of 190 pairs in the right order, more than chance would.\n")
    document = say("drift", "--results", table, "--last", "60", "--json").document
    assert document["results"]["count"] == 60
    assert document["results"]["beyond_chance"]
    against = received(tmp_path / "against", {"hook": -0.25, "reaction": -0.75})
    assert "which may be chance" in say("drift", "--results", against).stdout


def test_nothing_to_look_at_is_wrong_usage() -> None:
    said = say("drift")
    assert said.exit_code == 2
    assert "name masters to look at, or --results" in said.stderr
