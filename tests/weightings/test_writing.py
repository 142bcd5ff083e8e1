"""Weights are written whole under a free name, read back as they were, and chosen in one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.errors import DeliveryError, PresetError
from autocut.model.weighting import Spread, Weighting
from autocut.score import SIGNALS
from autocut.weightings import SETTING, SHIPPED, available, in_use, load, name_in_use
from autocut.weightings.writing import free_name, use, write
from tests.builders import same_every_time

MINE = Weighting(
    name="mine",
    made=date(2026, 11, 26),
    method="by \"hand\" \\ and 'eye'",
    weights={"hook": 0.25, "density": 1e-05},
    data="results 🎬.csv",
    data_sha256="ab" * 32,
    scores={"pairs": 20, "pairs_in_order": 0.625},
    usual={"hook": Spread(0.5, 0.125)},
    usual_of="passage",
)


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of weights, which is not there yet."""
    folder = tmp_path / "deep" / "weights"
    monkeypatch.setenv(SETTING, str(folder))
    return folder


def test_weights_are_read_back_as_they_were_written(mine: Path) -> None:
    assert write(MINE) == mine / "mine.toml"
    assert load("mine") == MINE
    assert [path.name for path in mine.iterdir()] == ["mine.toml"]


texts = st.text(st.characters(codec="utf-8"), max_size=20)


@same_every_time
@given(texts, st.dictionaries(st.sampled_from(sorted(SIGNALS)), st.floats(0, 1e6)))
def test_any_text_and_any_weight_survive(
    tmp_path_factory: pytest.TempPathFactory, text: str, weights: dict[str, float]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, str(tmp_path_factory.mktemp("weights")))
        write(Weighting("mine", date(2026, 1, 1), text, weights, scores=weights))
        found = load("mine")
    assert found.method == text.replace("\x7f", "?")
    assert found.weights == found.scores == weights


def test_the_shipped_weights_are_in_use_until_others_are_chosen() -> None:
    assert name_in_use() == SHIPPED
    write(MINE)
    assert in_use().name == SHIPPED
    assert use("mine") == MINE == in_use()
    use(SHIPPED)
    assert in_use().name == SHIPPED


@pytest.mark.parametrize("name", ["", ".", ".hidden", "a/b", "a\\b", "a\nb", " a", "a\0b"])
def test_what_is_no_file_name_is_no_name(name: str, mine: Path) -> None:
    with pytest.raises(PresetError, match="is no name for weights"):
        write(replace(MINE, name=name))
    assert not mine.exists()


def test_a_name_that_is_taken_is_refused_and_another_found() -> None:
    write(MINE)
    for name in ("mine", SHIPPED):
        with pytest.raises(PresetError, match=f"There are weights '{name}' already"):
            write(replace(MINE, name=name))
    assert free_name("mine") == "mine-2"
    assert free_name("other") == "other"


def test_weights_that_are_missing_or_faulty_cannot_be_used(mine: Path) -> None:
    write(MINE)
    text = (mine / "mine.toml").read_text("utf-8")
    (mine / "below.toml").write_text(text.replace("hook = 0.25", "hook = -0.25"), "utf-8")
    (mine / "broken.toml").write_text("no toml", "utf-8")
    for name, sentence in {
        "none": "no weights 'none'",
        "below": "no weight may be below 0, but hook is",
        "broken": "broken",
    }.items():
        with pytest.raises(PresetError, match=sentence):
            use(name)
    assert name_in_use() == SHIPPED
    assert "below" in available()


def test_a_folder_that_cannot_be_written_is_an_error(mine: Path) -> None:
    mine.parent.mkdir()
    mine.write_text("a file")
    with pytest.raises(DeliveryError, match=r"mine.toml cannot be written"):
        write(MINE)
    with pytest.raises(DeliveryError, match=r"in-use cannot be written"):
        use(SHIPPED)
