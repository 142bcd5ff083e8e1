"""What is put right in the joined sound of the clips, before its loudness is measured, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autocut.media.levels import levels
from autocut.model.rendition import Rendition
from autocut.render.films import Films
from autocut.render.joining import unbroken

_SILENT_DBFS = -60.0
_APART_DB = 40.0
# What a lossy codec makes of two equal sides.
_SAME_DB = 50.0


@dataclass(frozen=True, slots=True)
class Cleaning:
    """The side that is taken for both, the left as 0, None where both stay; and what is to be told of the sound."""

    side: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def needed(self) -> bool:
        """Whether anything changes."""
        return self.side is not None


def cleaned(stream: Any, cleaning: Cleaning) -> Any:
    """The stereo stream with all of that done to it."""
    if cleaning.side is not None:
        stream = stream.filter("pan", args=f"stereo|c0=c{cleaning.side}|c1=c{cleaning.side}")
    return stream


def cleaning(rendition: Rendition, films: Films, path: Path) -> Cleaning:
    """What the joined sound of the clips in the WAV at `path` needs: a side that is silent is filled from the other."""
    pieces = [(clip, placed) for clip, placed in unbroken(rendition.timeline) if clip.card is None]
    own = [placed for clip, placed in pieces if clip.of_master]
    if rendition.preset.audio.channels != 2 or not own or not _has_sides(films):
        return Cleaning()
    found = levels(path, own)
    louder = max(found.left, found.right)
    silent, whole = ("right", "left") if found.left > found.right else ("left", "right")
    if min(found.left, found.right) < min(_SILENT_DBFS, louder - _APART_DB) and louder > _SILENT_DBFS:
        if len(own) < len(pieces):
            return Cleaning(notes=(f"the {silent} side of the master's sound is silent, and stays so beside bumpers",))
        return Cleaning(
            0 if whole == "left" else 1,
            (f"the {silent} side of the sound is silent: it is filled from the {whole} one",),
        )
    if louder > _SILENT_DBFS and found.difference < louder - _SAME_DB:
        return Cleaning(notes=("both sides of the master's sound are the same: it is mono in stereo",))
    return Cleaning()


def _has_sides(films: Films) -> bool:
    sound = films.master.sound
    return sound is not None and (sound.channels == 2 or films.master.right is not None)
