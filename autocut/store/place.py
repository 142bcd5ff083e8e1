"""Where findings are kept, and how much of them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from autocut.errors import AutocutError

SETTING = "AUTOCUT_CACHE"
LIMIT_SETTING = "AUTOCUT_CACHE_LIMIT"

_DEFAULT_BYTES = 1_000_000_000
_UNITS: Mapping[str, float] = {"": 1, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12}


def folder() -> Path:
    """Where findings are kept: what AUTOCUT_CACHE names, else the user's cache folder."""
    from platformdirs import user_cache_path

    setting = os.environ.get(SETTING)
    return Path(setting).expanduser() if setting else user_cache_path("autocut") / "analysis"


def limit() -> int:
    """How many bytes are kept: what AUTOCUT_CACHE_LIMIT says ("500MB", "2 GB", bytes without a unit), else 1 GB.

    Raises AutocutError where it says no size.
    """
    setting = os.environ.get(LIMIT_SETTING)
    if not setting:
        return _DEFAULT_BYTES
    size = re.fullmatch(r"(\d+(?:\.\d+)?) ?([kmgt]?)b?", setting.strip().lower())
    if size is None:
        raise AutocutError(f"{LIMIT_SETTING} is {setting!r}, which is no size; say 500MB or 2GB")
    return int(float(size[1]) * _UNITS[size[2]])
