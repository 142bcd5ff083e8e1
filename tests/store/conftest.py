"""A cache of each test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from autocut import store


@pytest.fixture(autouse=True)
def own_folder(own_cache: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where findings are remembered for this test alone."""
    folder = tmp_path / "findings"
    monkeypatch.setenv(store.SETTING, str(folder))
    monkeypatch.delenv(store.LIMIT_SETTING, raising=False)
    return folder
