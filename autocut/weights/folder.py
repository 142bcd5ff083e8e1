"""Where weights are kept and whether they are whole."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Literal

import platformdirs

from autocut.weights.catalogue import Weights

SETTING = "AUTOCUT_MODELS"

_ATTEMPTS = 5

State = Literal["present", "missing", "damaged"]


def cache_folder() -> Path:
    """The folder that keeps weights: the one that AUTOCUT_MODELS names, else `models` in the user's cache."""
    setting = os.environ.get(SETTING)
    return Path(setting).expanduser() if setting else platformdirs.user_cache_path("autocut") / "models"


def place(weights: Weights) -> Path:
    """The folder that holds the weights' files."""
    return cache_folder() / weights.name


def usable(weights: Weights) -> Path:
    """What a detector opens: the folder of a speech model, the single file of any other."""
    return place(weights) if weights.kind == "speech" else place(weights) / weights.files[0].name


def state(weights: Weights, *, thorough: bool) -> State:
    """Whether every file is there with its right size and, where `thorough`, its right SHA-256."""
    folder = place(weights)
    if not folder.is_dir():
        return "missing"
    try:
        whole = all(
            (folder / file.name).stat().st_size == file.bytes
            and (not thorough or sha256(folder / file.name) == file.sha256)
            for file in weights.files
        )
    except OSError:
        return "damaged"
    return "present" if whole else "damaged"


def move_in(weights: Weights, ready: Path, scratch: Path) -> None:
    """Put the folder `ready` in the weights' place, unless they are whole there; what is damaged goes to `scratch`.

    Several processes may do so at once. Raises OSError where it cannot be done.
    """
    for attempt in range(_ATTEMPTS):
        if state(weights, thorough=True) == "present":
            return
        with contextlib.suppress(OSError):
            place(weights).rename(scratch / f"replaced-{attempt}")
        try:
            ready.rename(place(weights))
            return
        except OSError:
            # Another process may have moved its own copy in since the look above: look again.
            if attempt == _ATTEMPTS - 1:
                raise


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
