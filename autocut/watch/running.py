"""The service from its start to its end: polls, signals, health and figures."""

from __future__ import annotations

import math
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from autocut.errors import AutocutError, DeliveryError
from autocut.media.process import maker_lives, this_process
from autocut.model.task import Executor
from autocut.watch.hints import hinted
from autocut.watch.ledger import state
from autocut.watch.ledger.ledger import Ledger
from autocut.watch.ledger.records import STATES
from autocut.watch.service import Service
from autocut.watch.settings import Settings
from autocut.watch.telling.health import HEALTH, Health, State, write_health
from autocut.watch.telling.journal import Journal
from autocut.watch.telling.metrics import Counts, Metrics

_MOST_WAITING = 100


@dataclass(slots=True)
class Control:
    """What the service is told from outside: to end, to read its settings again, or just to look now."""

    end: threading.Event = field(default_factory=threading.Event)
    reload: threading.Event = field(default_factory=threading.Event)
    wake: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended: the exit code that says the worst of it, and what still waits in each inbox, and why."""

    exit_code: int
    waiting: dict[str, dict[str, str]]


def run(
    settings: Settings, executor: Executor, control: Control, *, once: bool, reread: Callable[[], Settings]
) -> Result:
    """Watch until `control` says end or, if `once`, until nothing is left to do.

    Raises AutocutError where the ledger, the log or the port of the figures cannot be had.
    """
    with ExitStack() as open_:
        journal = Journal(settings.log, settings.log_bytes, settings.log_keep)
        open_.callback(journal.close)
        ledger = Ledger(state.place(settings.state))
        service = Service(settings, executor, ledger, journal, once=once)
        service.wake = control.wake
        open_.callback(service.close)
        usual = _usual_health(state.place(settings.state).parent)
        told = _Told(service, (usual, settings.health) if settings.health else (usual,))
        open_.callback(told.end)
        if settings.metrics_port is not None:
            open_.enter_context(_figures(service, ledger, told, settings.metrics_port))
        folders = [folder for inbox in settings.inboxes for folder in (inbox.folder, inbox.layout.inbox)]
        open_.enter_context(hinted(folders, control.wake))
        journal.write("started", f"watching {', '.join(inbox.name for inbox in settings.inboxes) or 'nothing'}")
        while not control.end.is_set():
            if control.reload.is_set():
                control.reload.clear()
                _reload(service, journal, reread)
            service.poll()
            told.tell("running")
            if once and service.is_drained:
                break
            control.wake.wait(service.settings.poll_seconds)
            control.wake.clear()
        result = Result(service.exit_code, service.waiting())
        told.tell("stopping")
        journal.write("stopping", "ending; what is worked on is given back")
    return result


def _usual_health(folder: Path) -> Path:
    """The health file of this process beside the ledger; those of processes that have ended go."""
    for path in folder.glob(f"*{HEALTH}"):
        if maker_lives(path.name.removesuffix(HEALTH)) is False:
            path.unlink(missing_ok=True)
    return folder / f"{this_process().mark}{HEALTH}"


def _reload(service: Service, journal: Journal, reread: Callable[[], Settings]) -> None:
    journal.reopen()
    try:
        service.take(reread())
    except AutocutError as error:
        journal.write("reload", f"it goes on by the settings before: {error}", level="error")
    else:
        journal.write("reload", "the settings were read again")


@dataclass(slots=True)
class _Told:
    """The health files; one that cannot be written is told of once, and stops nothing."""

    service: Service
    paths: tuple[Path, ...]
    failed: bool = False
    polled: float = 0.0

    def tell(self, word: State) -> None:
        service = self.service
        self.polled = time.time()
        working = {work.claim.master.name: work.stage for work in service.at_work()}
        waiting = {name: dict(list(files.items())[:_MOST_WAITING]) for name, files in service.waiting().items()}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        health = Health(now, word, service.settings.poll_seconds, service.states(), working, waiting)
        trouble = ""
        for path in self.paths:
            try:
                write_health(health, path)
            except DeliveryError as error:
                trouble = str(error)
        if trouble and not self.failed:
            service.journal.write("trouble", trouble, level="warning")
        self.failed = bool(trouble)

    def end(self) -> None:
        self.tell("stopped")


@contextmanager
def _figures(service: Service, ledger: Ledger, told: _Told, port: int) -> Iterator[None]:
    def counts() -> Counts:
        inboxes = service.settings.inboxes
        free = {inbox.name: shutil.disk_usage(inbox.folder).free for inbox in inboxes if inbox.folder.is_dir()}
        broken = {inbox.name: False for inbox in inboxes} | {each.name: True for each in service.settings.broken}
        jobs = {(inbox.name, str(word)): 0 for inbox in inboxes for word in STATES}
        jobs |= {(inbox, str(word)): number for (inbox, word), number in ledger.counts().items()}
        due = len(ledger.notices_due(math.inf))
        return Counts(jobs, service.oldest(), free, broken, due, told.polled)

    metrics = Metrics(counts)
    service.ended = metrics.took
    metrics.serve(port)
    try:
        yield
    finally:
        metrics.close()
