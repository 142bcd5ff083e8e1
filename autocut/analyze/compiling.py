"""Where the code is kept that librosa has compiled."""

from __future__ import annotations

import atexit
import os
from contextlib import suppress
from functools import cache
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

SETTING = "NUMBA_CACHE_DIR"


@cache
def give_room_to_numba() -> None:
    """Say where compiled code is kept, unless NUMBA_CACHE_DIR does; to be called before librosa is imported.

    By itself numba refuses to start where the user may write neither to the installed package nor to a cache of
    numba's own, as the user of a service. Where autocut's cache cannot be written either, it is compiled for this
    process alone.
    """
    if os.environ.get(SETTING):
        return
    folder = user_cache_path("autocut") / "numba"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        os.environ[SETTING] = str(folder)
        return
    temporary = TemporaryDirectory(prefix="autocut-numba-")
    atexit.register(temporary.cleanup)
    os.environ[SETTING] = temporary.name
