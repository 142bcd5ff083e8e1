"""A file that says that the service lives, for those who watch over it."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from autocut import __version__
from autocut.convert import to_json
from autocut.document import read_document
from autocut.errors import DeliveryError
from autocut.whole import write_whole

HEALTH = ".health.json"
"""What the name of a health file beside a ledger ends with."""

State = Literal["starting", "running", "stopping", "stopped"]


@dataclass(frozen=True, slots=True)
class Health:
    """How the service was at `time`, in UTC. It is written at every poll: an old one tells of a service that hangs.

    `inboxes` has a word or a sentence for each by its name, `working` what goes on with each master, `waiting` why the
    files of each inbox wait. At a clean end the state is stopped.
    """

    time: str
    state: State
    poll_seconds: float
    inboxes: Mapping[str, str] = field(default_factory=dict)
    working: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pid: int = field(default_factory=os.getpid)
    host: str = field(default_factory=socket.gethostname)
    version: str = __version__
    schema: int = 1

    def is_stale(self, now: datetime) -> bool:
        """Whether a service that should run has not been heard of for ten polls, and at least a minute."""
        silence = (now - datetime.fromisoformat(self.time)).total_seconds()
        return self.state != "stopped" and silence > max(60.0, 10 * self.poll_seconds)


def write_health(health: Health, path: Path) -> None:
    """Write the file whole, and its folder where there is none; raises DeliveryError where it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(to_json(health), path)
    except OSError as error:
        raise DeliveryError(f"the health file {path} cannot be written: {error.strerror}") from error


def read_health(path: Path) -> Health:
    """What the service last said of itself; raises DeliveryError where there is nothing to read."""
    return read_document(path, Health, 1, DeliveryError)
