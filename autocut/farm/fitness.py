"""Whether another machine would make the same of a task as this one."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import autocut
from autocut import weights
from autocut.errors import AutocutError, ToolError
from autocut.media.run import run
from autocut.media.tools import ffmpeg_path

# Whose numbers end up in findings and files.
_PACKAGES = (
    *("av", "ctranslate2", "distributed", "faster-whisper", "librosa", "numpy", "onnxruntime"),
    *("opencv-python-headless", "pillow", "scenedetect-headless", "scipy", "tokenizers"),
)
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Machine:
    """What decides what comes of a task: versions of programs by their names, and the models that are there."""

    programs: tuple[tuple[str, str], ...]
    models: tuple[str, ...]


def machine() -> Machine:
    """This one; raises ToolError where it has no ffmpeg that works."""
    programs = {"autocut": f"{autocut.__version__} ({_sources()})", **_libraries()}
    programs |= {"python": ".".join(platform.python_version_tuple()[:2]), "ffmpeg": _ffmpeg()}
    models = tuple(name for name in weights.catalogue() if weights.status(name) == "present")
    return Machine(tuple(programs.items()), models)


def machine_or_why() -> Machine | str:
    """This one, or the sentence that says what it lacks."""
    try:
        return machine()
    except AutocutError as error:
        return str(error)


def unfit(other: Machine, mine: Machine) -> str | None:
    """What must be done before the other machine makes the same as this one; None where it does."""
    theirs = dict(other.programs)
    for name, own in mine.programs:
        if not theirs.get(name) and own:
            return f"it lacks {name} {own}: install it there"
        if theirs[name] != own:
            return f"it has {name} {theirs[name]}, and this machine {own or 'none'}: install the same"
    missing = [name for name in mine.models if name not in other.models]
    if missing:
        return f"it lacks models that this machine has: run `autocut models pull {' '.join(missing)}` there"
    return None


@cache
def _sources() -> str:
    """A digest of the program itself: the same version may have been changed on one of the machines."""
    digest = hashlib.sha256()
    root = Path(autocut.__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


def _libraries() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


@cache
def _ffmpeg() -> str:
    """The version, and a digest of how it was built."""
    told = run([str(ffmpeg_path()), "-hide_banner", "-version"], limit=_SECONDS)
    lines = list(told)
    if not lines or not lines[0].startswith("ffmpeg version "):
        raise ToolError(f"{ffmpeg_path()} is no ffmpeg; set AUTOCUT_FFMPEG to one")
    built = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]
    return f"{lines[0].split()[2]} ({built})"
