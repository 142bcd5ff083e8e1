"""What a delivered file was made of, as one digest: where it is the same, the same file would come of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from autocut import __version__, styles
from autocut.convert import to_data
from autocut.media.capabilities import version
from autocut.model.media import Master
from autocut.model.rendition import Rendition

METHOD = 2
"""Raise it where the same plan makes another file than before: what is older is then made again."""


def recipe(rendition: Rendition, master: Master) -> str:
    """A digest of the master's content, the plan of the version, every file that it takes in, autocut and ffmpeg.

    Not of what was weighed and passed over, nor of where the master lies. Raises ToolError where there is no ffmpeg.
    """
    clips = tuple(replace(clip, source="master") if clip.of_master else clip for clip in rendition.timeline.clips)
    played = replace(
        rendition, timeline=replace(rendition.timeline, clips=clips), candidates=(), reason="", weighting=""
    )
    parts: list[Any] = [__version__, METHOD, version(), master.fingerprint, to_data(played)]
    if rendition.preset.captions.burn:
        parts.append(to_data(styles.load(rendition.preset.captions.style)))
    parts += [_content(path) for path in _taken_in(rendition)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _taken_in(rendition: Rendition) -> Iterator[Path]:
    """The files beside the master."""
    timeline = rendition.timeline
    if rendition.preset.branding.logo:
        yield Path(rendition.preset.branding.logo)
    if timeline.music is not None:
        yield Path(timeline.music.source)
    yield from (Path(clip.source) for clip in timeline.clips if clip.bumper)


def _content(path: Path) -> str:
    """The SHA-256 of the file; of none where it cannot be read, which rendering will tell of."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
