"""A folder that is watched: what is asked of the masters in it, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from autocut.request import Request
from autocut.watch.layout import Layout, Names
from autocut.watch.schedule import ALWAYS, Schedule

Outcome = Literal["delivered", "nothing-passed", "failed", "duplicate"]
"""How a job ends; a master of which some versions failed is failed, though the others are delivered."""

USUAL_NAMES = Names()
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Hooks:
    """Programs with their arguments that are run without a shell; none where empty. They end within `timeout` seconds.

    `on_delivered` is run of what was delivered, `on_failed` of what failed and of a master of which nothing passed:
    once for each version where an argument names {path} or {preset}, else once for the job.
    """

    on_delivered: tuple[str, ...] = ()
    on_failed: tuple[str, ...] = ()
    timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told how jobs end, by a POST that is signed with a secret.

    The secret is in the environment variable or the file, never in the settings. `plain_http` allows http to other
    machines than this one. An answer is awaited for `timeout` seconds.
    """

    url: str
    secret_env: str | None = None
    secret_file: Path | None = None
    events: tuple[Outcome, ...] = OUTCOMES
    timeout: float = 10.0
    plain_http: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """A watched folder by its `name`; times are seconds. Its request yields to the sidecars of masters.

    A master is taken
    when it was still for `settle_seconds` and is whole, and its sidecars had `sidecar_wait` to come; where it is
    still but not whole for `incomplete_after`, it has failed. `trigger` is the suffix of a file that must be there
    too; none where empty. Those of a higher `priority` come first, `concurrency` at once (0: as many as there are
    jobs), each tried `most_attempts` times.
    """

    name: str
    folder: Path
    request: Request
    names: Names = USUAL_NAMES
    settle_seconds: float = 10.0
    incomplete_after: float = 3600.0
    sidecar_wait: float = 0.0
    trigger: str = ""
    schedule: Schedule = ALWAYS
    priority: int = 0
    concurrency: int = 0
    most_attempts: int = 5
    hooks: Hooks = Hooks()
    webhooks: tuple[Webhook, ...] = ()

    @property
    def layout(self) -> Layout:
        """Where things lie in its folder."""
        return Layout(self.folder, self.names)
