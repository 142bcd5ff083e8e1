"""A file of sound, which needs no picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autocut.errors import InputError

_MICROSECOND = 1e-6


@dataclass(frozen=True, slots=True)
class Recording:
    """A track of sound: its file, the index of its stream, and the seconds that the file lasts."""

    path: Path
    index: int
    duration: float


def recording(path: Path) -> Recording:
    """The first track of sound of the file at `path`; raises InputError where there is none that can be read."""
    import av

    path = path.expanduser().absolute()
    try:
        with av.open(str(path)) as container:
            return _first_track(path, container)
    except (av.FFmpegError, OSError) as error:
        raise InputError(f"{path} cannot be read as music: {error.strerror}") from error


def _first_track(path: Path, container: Any) -> Recording:
    track = next(iter(container.streams.audio), None)
    if track is None:
        raise InputError(f"{path} cannot be used as music: there is no sound in it")
    if container.duration is None:
        raise InputError(f"{path} cannot be used as music: it does not say how long it is")
    return Recording(path, track.index, container.duration * _MICROSECOND)
