"""Which ffmpeg is used: the one that AUTOCUT_FFMPEG names, else imageio-ffmpeg's own, else the one on PATH."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

from autocut.errors import ToolError

SETTING = "AUTOCUT_FFMPEG"


@cache
def ffmpeg_path() -> Path:
    """The ffmpeg to run; raises ToolError where there is none."""
    setting = os.environ.get(SETTING)
    if setting:
        if not Path(setting).is_file():
            raise ToolError(f"{SETTING} names {setting}, which is no file; correct it or unset it")
        return Path(setting)
    import imageio_ffmpeg

    try:
        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        found = shutil.which("ffmpeg")
        if found:
            return Path(found)
        raise ToolError(f"no ffmpeg was found; install imageio-ffmpeg, or set {SETTING} to the path of one") from error
