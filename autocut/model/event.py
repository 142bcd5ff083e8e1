"""What the pipeline tells while it works; whoever listens draws a bar, prints lines or writes NDJSON."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Started:
    """A stage began on a subject: a master's or a version's name."""

    stage: str
    subject: str


@dataclass(frozen=True, slots=True)
class Progressed:
    """How much of the stage is done, 0-1."""

    stage: str
    subject: str
    fraction: float


@dataclass(frozen=True, slots=True)
class Finished:
    """A stage ended well; `remark` says in a few words what came of it."""

    stage: str
    subject: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something is degraded, or a version was honestly not made; the sentence says what and why."""

    subject: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Failed:
    """One master or version failed; the others go on."""

    subject: str
    sentence: str
    exit_code: int


Event = Started | Progressed | Finished | Warned | Failed
