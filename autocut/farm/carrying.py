"""A task on a Dask worker: it runs in a process beside it, which ends when nobody wants the result any more."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from autocut.errors import AutocutError
from autocut.farm.local import Local
from autocut.farm.wire import Done, Refused, packed, unpacked
from autocut.model.event import Alive, Event
from autocut.model.task import Executor, Task

T = TypeVar("T")

# Dask gives a worker no more tasks than it has threads.
_ANY = 1 << 16


@dataclass(frozen=True, slots=True)
class Began:
    """A worker took the task; its address."""

    worker: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing of the task runs any more on the worker."""


@dataclass(frozen=True, slots=True)
class From(Generic[T]):
    """A task whose relative paths are taken from a folder, where there is such a one."""

    start: Path
    task: Task[T]

    @property
    def subject(self) -> str:
        """That of the task."""
        return self.task.subject

    @property
    def gpu(self) -> bool:
        """That of the task."""
        return self.task.gpu

    def run(self, executor: Executor) -> Generator[Event, None, T]:
        """Run the task."""
        with contextlib.suppress(OSError):
            os.chdir(self.start)
        return (yield from self.task.run(executor))


def carried(line: bytes, key: str, topic: str) -> bytes:
    """Run the packed task, telling under the topic what it tells; return what came of it, packed.

    Dask does not end what runs when it is cancelled, when its client is gone or when the worker closes: this looks
    once a second whether the task is still wanted.
    """
    from distributed import Reschedule, get_worker

    worker = get_worker()

    def tell(told: object) -> None:
        worker.log_event(topic, (key, packed(told)))

    tell(Began(worker.address))
    work = _processes().work(unpacked(line))
    try:
        while True:
            event = next(work)
            if not _is_wanted(worker, key):
                # Heard only where the worker is closing and the task is still wanted elsewhere.
                raise Reschedule
            if not isinstance(event, Alive):
                tell(event)
    except StopIteration as end:
        return packed(Done(end.value))
    except AutocutError as error:
        return packed(Refused(error))
    finally:
        work.close()
        tell(Ended())


@cache
def _processes() -> Local:
    return Local(_ANY, tries=1)


def _is_wanted(worker: Any, key: str) -> bool:
    """Whether somebody waits for the task, and the worker lives on until it is done."""
    task = worker.state.tasks.get(key)
    is_awaited = task is not None and task.state in ("executing", "long-running")
    return is_awaited and worker.status.name in ("running", "paused", "closing_gracefully")
