"""What a user brings to a version beside the master."""

from __future__ import annotations

from dataclasses import dataclass


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
class Brought:
    """All that was brought; None where nothing was."""

    music: Tune | None = None
    intro: Bumper | None = None
    outro: Bumper | None = None
