"""What the ledger tells: jobs, the versions that came of them, and who is still to hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from autocut.media.process import Process

State: TypeAlias = Literal[
    "waiting", "running", "delivered", "nothing-passed", "failed", "duplicate", "released", "replaced"
]

STATES: tuple[State, ...] = get_args(State)
ENDED: tuple[State, ...] = ("delivered", "nothing-passed", "failed", "duplicate")
"""How a job ends."""
FINAL: tuple[State, ...] = (*ENDED, "replaced")
"""Nothing more comes of a job in one of these; `replaced` is one whose file became another before it could end.

`waiting` is tried again later, `released` was given back untouched.
"""
MADE: tuple[State, ...] = ("delivered", "nothing-passed")
"""What the same content is a duplicate of."""


@dataclass(frozen=True, slots=True)
class Job:
    """All that one master in one inbox is asked for. Times are UTC, in ISO 8601, for people.

    `request` is a digest of what is asked; `original` the job of the same content and request under another name
    that is being done, or was; `attempts` how often it was begun.
    """

    id: int
    inbox: str
    name: str
    fingerprint: str
    sha256: str
    request: str
    autocut: str
    state: State
    attempts: int
    reason: str
    outbox: str
    original: int | None
    owner: Process | None
    arrived: str
    begun: str
    ended: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version that a job made, or why it did not; `repeated` is one that another job had delivered before."""

    job: int
    preset: str
    name: str
    status: str
    reason: str
    path: str
    sha256: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is to be told of a job: `event` such as on_delivered, `target` such as the hook or the URL."""

    event: str
    target: str
    body: str


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that is to be told; `key` stays the same however often it is tried."""

    id: int
    job: int
    key: str
    notice: Notice
    attempts: int
