from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from autocut import weightings
from autocut.errors import PresetError
from autocut.model.weighting import Spread
from autocut.score import SIGNALS

OWN = """name = "mine"
made = 2026-11-26
method = "by ear"

[weights]
speech = 2
"""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, with one file."""
    folder = tmp_path / "weights"
    folder.mkdir()
    (folder / "mine.toml").write_text(OWN)
    monkeypatch.setenv(weightings.SETTING, str(folder))
    return folder


def refusal(name: str) -> str:
    with pytest.raises(PresetError) as caught:
        weightings.load(name)
    return str(caught.value)


def test_the_shipped_weights_bear_the_name_of_their_file_and_weigh_known_signals() -> None:
    shipped = weightings.load(weightings.SHIPPED)
    assert shipped.name == weightings.SHIPPED
    assert shipped.method
    assert shipped.weights.keys() <= SIGNALS.keys()
    assert shipped.usual.keys() <= SIGNALS.keys()
    assert all(weight >= 0 for weight in shipped.weights.values())
    assert sum(shipped.weights.values()) > 0


def test_the_users_weights_join_the_shipped_ones_in_order_of_names(own: Path) -> None:
    found = weightings.available()
    assert list(found) == sorted({"mine", weightings.SHIPPED})
    assert found["mine"] == own / "mine.toml"


def test_the_shipped_weights_cannot_be_hidden(own: Path) -> None:
    (own / f"{weightings.SHIPPED}.toml").write_text(OWN)
    assert weightings.load(weightings.SHIPPED).name == weightings.SHIPPED


def test_files_that_are_hidden_or_no_toml_are_no_weights(own: Path) -> None:
    (own / ".mine.toml").write_text(OWN)
    (own / "notes.txt").write_text(OWN)
    assert set(weightings.available()) == {"mine", weightings.SHIPPED}


def test_a_folder_that_is_not_there_has_no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(weightings.SETTING, str(tmp_path / "none"))
    assert list(weightings.available()) == [weightings.SHIPPED]
    assert weightings.name_in_use() == weightings.SHIPPED


def test_without_the_setting_the_users_weights_lie_in_autocuts_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(weightings.SETTING)
    assert weightings.folder().parts[-2:] == ("autocut", "weights")


def test_weights_are_read_with_all_that_is_told_of_them(own: Path) -> None:
    (own / "told.toml").write_text(
        OWN.replace("[weights]", 'data = "ten talks"\ndata_sha256 = "0f"\n\n[weights]')
        + "pace = 0.5\n\n[scores]\nauc = 0.7\n\n[usual.pace]\nmean = 0.2\ndeviation = 0.1\n"
    )
    found = weightings.load("told")
    assert (found.made, found.method) == (date(2026, 11, 26), "by ear")
    assert (found.data, found.data_sha256) == ("ten talks", "0f")
    assert found.weights == {"speech": 2.0, "pace": 0.5}
    assert found.scores == {"auc": 0.7}
    assert found.usual == {"pace": Spread(0.2, 0.1)}


def test_the_shipped_weights_are_in_use_until_others_are_chosen(own: Path) -> None:
    assert weightings.in_use() == weightings.load(weightings.SHIPPED)
    (own / "in-use").write_text("mine\n")
    assert weightings.name_in_use() == "mine"
    assert weightings.in_use().weights == {"speech": 2.0}


def test_chosen_weights_that_are_gone_are_told(own: Path) -> None:
    (own / "in-use").write_text("gone")
    with pytest.raises(PresetError, match="There are no weights 'gone'; there are "):
        weightings.in_use()


def test_an_unknown_name_is_answered_with_those_that_there_are() -> None:
    assert refusal("charm") == f"There are no weights 'charm'; there are {weightings.SHIPPED}, mine."


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('name = "mine"\n', "", "key 'name' is missing"),
        ("speech = 2", 'speech = "much"', "expected a number, not 'much' @ weights['speech']"),
        ("speech = 2", "speech = nan", "expected a number, not nan @ weights['speech']"),
        ("method", "metod", "unknown key 'metod', did you mean 'method'?"),
        ("speech = 2", "speach = 2", "there is no signal speach; there are address, "),
        ("[weights]", "[weights", "line 5"),
        ("2026-11-26", '"today"', "Invalid isoformat string: 'today' @ made"),
    ],
)
def test_a_faulty_file_is_told_with_its_path(own: Path, before: str, after: str, fault: str) -> None:
    path = own / "mine.toml"
    path.write_text(OWN.replace(before, after))
    message = refusal("mine")
    assert message.startswith(f"{path}: ")
    assert fault in message


def test_weights_below_nothing_are_refused(own: Path) -> None:
    path = own / "mine.toml"
    path.write_text(OWN.replace("speech = 2", "speech = -1"))
    assert refusal("mine") == f"{path}: no weight may be below 0, but speech is"


def test_what_is_no_text_is_told_with_its_path(own: Path) -> None:
    (own / "mine.toml").write_bytes(b"\xff\xfe\x00")
    assert refusal("mine").startswith(f"{own / 'mine.toml'}: ")


def test_a_folder_with_the_name_of_weights_is_told_with_its_path(own: Path) -> None:
    (own / "folder.toml").mkdir()
    assert refusal("folder").startswith(f"{own / 'folder.toml'}: ")
