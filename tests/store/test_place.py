from __future__ import annotations

from pathlib import Path

import pytest

from autocut import store
from autocut.errors import AutocutError


def test_the_setting_names_the_folder_and_without_it_the_users_cache_is_taken(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert store.folder() == own_folder
    monkeypatch.setenv(store.SETTING, "~/findings")
    assert store.folder() == Path.home() / "findings"
    monkeypatch.delenv(store.SETTING)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert store.folder().parts[-2:] == ("autocut", "analysis")


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("0", 0),
        ("1500", 1500),
        ("20kB", 20_000),
        ("500MB", 500_000_000),
        ("2 GB", 2_000_000_000),
        ("1.5g", 1_500_000_000),
        ("1TB", 10**12),
        ("", 10**9),
    ],
)
def test_the_limit_is_what_the_setting_says(said: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.LIMIT_SETTING, said)
    assert store.limit() == size


def test_without_a_setting_the_limit_is_a_gigabyte() -> None:
    assert store.limit() == 10**9


@pytest.mark.parametrize("said", ["much", "-1", "1 PB", "GB", "1,5 GB", "1e9"])
def test_a_limit_that_is_no_size_is_refused(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.LIMIT_SETTING, said)
    with pytest.raises(AutocutError, match=f"AUTOCUT_CACHE_LIMIT is '{said}'"):
        store.limit()
