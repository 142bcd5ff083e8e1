"""Paths of this machine in the words of others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.errors import FfmpegError, PresetError
from autocut.farm.paths import Mapped, here, maps_of, there
from autocut.model.event import Warned

MAPS = maps_of(("/mnt/a=/vol/a", "/mnt/a/fast=/scratch", "/home/us=/users/us"))
ENDS = ("/mnt/a", "/mnt/a/fast", "/home/us", "/elsewhere", "relative")


@dataclass(frozen=True, slots=True)
class Held:
    """Values of all kinds that tasks have."""

    path: Path
    text: str | None
    inner: Any


names = st.text("ab .é-", min_size=1).map(str.strip).filter(lambda name: name not in ("", ".", ".."))
paths = st.tuples(st.sampled_from(ENDS), st.lists(names, max_size=3)).map(lambda parts: "/".join((parts[0], *parts[1])))
leaves = st.none() | st.integers() | st.floats(allow_nan=False) | paths | paths.map(Path) | st.just("no path")
values = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Held, paths.map(Path), paths, inner)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(names, inner, max_size=3)
    ),
    max_leaves=12,
)


@given(values)
def test_what_is_mapped_and_mapped_back_is_what_it_was(value: Any) -> None:
    assert here(there(value, MAPS), MAPS) == value


@given(values)
def test_nothing_that_is_sent_names_a_folder_of_this_machine(value: Any) -> None:
    assert not any(f"{each.here}/" in repr(there(value, MAPS)) for each in MAPS)


def test_a_folder_is_mapped_with_all_below_it_and_none_beside_it() -> None:
    held = Held(Path("/mnt/a/x.mov"), "/mnt/a", ("/mnt/ab", "see /mnt/a/x", {"/mnt/a/fast/y": 1}))
    assert there(held, MAPS) == Held(Path("/vol/a/x.mov"), "/vol/a", ("/mnt/ab", "see /mnt/a/x", {"/scratch/y": 1}))


def test_what_holds_no_path_stays_the_very_same() -> None:
    held = Held(Path("x"), None, ((1.0, 2.0), {"a": (b"b",)}))
    assert there(held, MAPS) is held


def test_sentences_and_errors_come_back_in_the_words_of_this_machine() -> None:
    told = Warned("x.mov", "'/vol/a/x.mov' cannot be read; /vol/ab and /not/vol/a can")
    assert here(told, MAPS).sentence == "'/mnt/a/x.mov' cannot be read; /vol/ab and /not/vol/a can"
    error = here(FfmpegError(("ffmpeg", "-i", "/vol/a/x.mov"), 1, "/vol/a/x.mov: No such file"), MAPS)
    assert error.command == ("ffmpeg", "-i", "/mnt/a/x.mov")
    assert str(error) == "ffmpeg failed (code 1): /mnt/a/x.mov: No such file"


@pytest.mark.parametrize("text", ["/mnt/a", "/mnt/a=", "=/vol/a", "mnt=/vol", "/=/vol"])
def test_a_map_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(PresetError, match="name a folder here"):
        maps_of((text,))


@pytest.mark.parametrize("others", ["/mnt/a=/vol/b", "/mnt/b=/vol/a", "/mnt/b=/vol/a/b"])
def test_maps_by_which_a_path_would_not_come_back_are_refused(others: str) -> None:
    with pytest.raises(PresetError, match="two names here, or one there lies in another"):
        maps_of(("/mnt/a=/vol/a", others))


def test_slashes_at_the_end_are_no_matter() -> None:
    assert maps_of(("/mnt/a/=/vol/a/",)) == (Mapped("/mnt/a", "/vol/a"),)
