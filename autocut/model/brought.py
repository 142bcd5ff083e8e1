"""What a user brings to a version beside the master."""

from __future__ import annotations

from dataclasses import dataclass

from autocut.model.captions import Cue


@dataclass(frozen=True, slots=True)
class Tune:
    """A sound file for a trailer: its path, seconds, and its beats in seconds from its start."""

    path: str
    duration: float
    beats: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Bumper:
    """A film that is played before or after a version: its path and its seconds."""

    path: str
    duration: float


@dataclass(frozen=True, slots=True)
class Given:
    """The captions of a file, by its name, in order and in master time, and their language (ISO 639-1 or `und`)."""

    name: str
    language: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """All that was brought; None where nothing was."""

    music: Tune | None = None
    intro: Bumper | None = None
    outro: Bumper | None = None
    captions: Given | None = None
