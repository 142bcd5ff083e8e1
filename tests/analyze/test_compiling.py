"""librosa can be used by whoever may write to little."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
from autocut.analyze.compiling import give_room_to_numba
give_room_to_numba()
import librosa.core.notation, numba.core.config, os
print(numba.core.config.CACHE_DIR, os.path.isdir(numba.core.config.CACHE_DIR))
"""


@pytest.mark.parametrize("writable", [True, False], ids=["own-cache", "no-cache"])
def test_what_is_compiled_is_kept_in_the_own_cache_or_else_for_the_process_alone(
    tmp_path: Path, writable: bool
) -> None:
    cache = tmp_path / "cache"
    if not writable:
        cache.touch()
    environment = {key: value for key, value in os.environ.items() if key != "NUMBA_CACHE_DIR"}
    environment |= {"XDG_CACHE_HOME": str(cache), "TMPDIR": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    folder, was_there = said.stdout.rsplit(maxsplit=1)
    assert was_there == "True"
    assert Path(folder).parent == (cache / "autocut" if writable else tmp_path)
    assert Path(folder).exists() == writable
