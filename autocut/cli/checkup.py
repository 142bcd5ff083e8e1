"""What `autocut doctor` looks at, one finding after the other."""

from __future__ import annotations

import platform
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from autocut import __version__
from autocut.cli.columns import size_text
from autocut.errors import ToolError

if TYPE_CHECKING:
    from autocut.model.preset import Video, VideoCodec

_SCARCE_BYTES = 2_000_000_000
_TOO_FEW_BYTES = 200_000_000
_TRIED_RATE = Fraction(25)
_BETTER_FFMPEG = (
    "take imageio-ffmpeg's own: `pip install --force-reinstall imageio-ffmpeg`, with AUTOCUT_FFMPEG and "
    "IMAGEIO_FFMPEG_EXE unset"
)


State = Literal["ok", "warning", "fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing of this machine: how it stands, what was found and, unless it is well, how to mend it."""

    subject: str
    state: State
    found: str
    remedy: str = ""


def findings(outbox: Path) -> Iterator[Finding]:
    """Everything that autocut needs of a machine; `outbox` is where versions are to go."""
    from autocut import store, weights

    machine = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding("Python", "ok", machine)
    yield Finding("autocut", "ok", f"{__version__} in {Path(__file__).parents[1]}")
    try:
        yield from _ffmpeg()
    except ToolError as error:
        yield Finding("ffmpeg", "fault", str(error).partition("; `autocut doctor`")[0], _BETTER_FFMPEG)
    yield from _models()
    yield _folder("outbox", outbox, "choose another with -o, or make room")
    yield _folder("analysis cache", store.folder(), f"set {store.SETTING} to another folder, or make room")
    yield _folder("model cache", weights.cache_folder(), f"set {weights.SETTING} to another folder, or make room")


def _ffmpeg() -> Iterator[Finding]:
    from autocut.media import capabilities
    from autocut.media.tools import ffmpeg_path

    path, version = ffmpeg_path(), capabilities.version()
    place = f"{shutil.which(path) or path} (from {capabilities.origin(path)})"
    if version is None:
        yield Finding("ffmpeg", "fault", f"{place} is no ffmpeg", _BETTER_FFMPEG)
        return
    release = capabilities.release(version)
    oldest = ".".join(map(str, capabilities.OLDEST))
    if release is None:
        yield Finding("ffmpeg", "warning", f"{version}, of no release: {place}", f"see that it is {oldest} or later")
    else:
        old = release < capabilities.OLDEST
        found = f"{version}, older than {oldest}: {place}" if old else f"{version}: {place}"
        yield Finding("ffmpeg", "fault" if old else "ok", found, _BETTER_FFMPEG if old else "")
    yield from _filters()
    yield from _bitstream_filters()
    yield from _encoders()
    yield from _hardware()
    yield from _captions()


def _filters() -> Iterator[Finding]:
    from autocut.media import capabilities

    there = capabilities.filters()
    for masters, needed in {"all masters": capabilities.FILTERS, **capabilities.FILTERS_FOR}.items():
        missing = sorted(needed - there)
        subject = f"filters for {masters}"
        if missing:
            state: State = "fault" if needed == capabilities.FILTERS else "warning"
            yield Finding(subject, state, f"no {', '.join(missing)}", _BETTER_FFMPEG)
        else:
            yield Finding(subject, "ok", ", ".join(sorted(needed)))


def _bitstream_filters() -> Iterator[Finding]:
    from autocut.media import capabilities

    missing = sorted(capabilities.BITSTREAM_FILTERS - capabilities.bitstream_filters())
    found = f"no {', '.join(missing)}" if missing else ", ".join(sorted(capabilities.BITSTREAM_FILTERS))
    yield Finding("bitstream filters", "fault" if missing else "ok", found, _BETTER_FFMPEG if missing else "")


def _encoders() -> Iterator[Finding]:
    from autocut.codecs import CODECS
    from autocut.codecs.coding import software
    from autocut.media import capabilities
    from autocut.render.coder import refused

    for encoder in capabilities.NEEDED_ENCODERS:
        reason = capabilities.refusal(encoder)
        works = Finding(f"encoder {encoder}", "ok", "works")
        yield works if reason is None else Finding(works.subject, "fault", reason, _BETTER_FFMPEG)
    for name, codec in CODECS.items():
        if codec.encoder not in capabilities.NEEDED_ENCODERS:
            reason = refused(software(_tried(name), _TRIED_RATE))
            works = Finding(f"encoder {codec.encoder}", "ok", f"works, for presets in {name}")
            lost = f"{reason}; presets in {name} cannot be rendered"
            yield works if reason is None else Finding(works.subject, "warning", lost, _BETTER_FFMPEG)


def _hardware() -> Iterator[Finding]:
    from autocut.codecs.hardware import ENGINES, codings
    from autocut.render.coder import refused

    for engine in ENGINES:
        reasons = {name: refused(coding) for name, coding in codings(engine, _tried, _TRIED_RATE).items()}
        working = [name for name, reason in reasons.items() if reason is None]
        if working:
            yield Finding(f"hardware {engine}", "ok", f"codes {', '.join(working)}")
        else:
            first = next(iter(reasons.values()))
            yield Finding(f"hardware {engine}", "ok", f"cannot be opened here, and is not needed: {first}")


def _tried(codec: VideoCodec) -> Video:
    from autocut.model.preset import Video

    return Video(codec, 30, 5000, "veryfast", 1.0, 2)


def _captions() -> Iterator[Finding]:
    from autocut.media.capabilities import burn
    from autocut.render.fonts import FAMILY, font_path

    try:
        path = font_path()
    except ToolError as error:
        yield Finding("font", "fault", str(error), "install autocut again: `pip install --force-reinstall`")
        return
    yield Finding("font", "ok", str(path))
    try:
        burnt = burn(path, FAMILY)
    except ToolError as error:
        yield Finding("captions", "fault", str(error), _BETTER_FFMPEG)
        return
    found = f"a trial caption lit {burnt.lit_pixels} pixels in {burnt.font or 'no font'}"
    if burnt.lit_pixels and burnt.font == path.stem:
        yield Finding("captions", "ok", found)
    else:
        yield Finding("captions", "fault", f"{found}; it should be in {path.stem}", _BETTER_FFMPEG)


def _models() -> Iterator[Finding]:
    from autocut import weights
    from autocut.weights import hub
    from autocut.weights.folder import place

    for name, known in weights.catalogue().items():
        state = weights.status(name)
        in_hub = state != "present" and known.kind == "speech"
        kept = hub.kept(name.removeprefix("whisper-")) if in_hub else None
        if state == "present" or kept is not None:
            yield Finding(f"model {name}", "ok", str(kept or place(known)))
        else:
            again = f"`autocut models pull {name}` gets it ({size_text(known.bytes)})"
            yield Finding(f"model {name}", "warning", f"{state}: {place(known)}", again)


def _folder(subject: str, folder: Path, remedy: str) -> Finding:
    """Whether the folder, or the nearest one above it that exists, can be written and has room."""
    folder = folder.expanduser().absolute()
    try:
        existing = next(path for path in (folder, *folder.parents) if path.exists())
        with tempfile.TemporaryFile(dir=existing):
            free = shutil.disk_usage(existing).free
    except OSError as error:
        return Finding(subject, "fault", f"{folder} cannot be written: {error.strerror}", remedy)
    found = f"{folder}{'' if folder == existing else ' (not made yet)'}, {size_text(free)} free"
    if free >= _SCARCE_BYTES:
        return Finding(subject, "ok", found)
    return Finding(subject, "fault" if free < _TOO_FEW_BYTES else "warning", found, remedy)
