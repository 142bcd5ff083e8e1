"""Tasks in processes of this machine, supervised here."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from autocut.errors import AutocutError, BugError, LostError
from autocut.farm.wire import Beat, Broken, Done, Ready, Refused, packed, unpacked
from autocut.media.run import Outcome, run
from autocut.model.event import Alive, Event, Warned
from autocut.model.task import Task

T = TypeVar("T")

_COMMAND = (sys.executable, "-m", "autocut.farm.worker")
_WAIT_SECONDS = 1.0
# A worker beats every second, but not while a library holds Python's lock.
_SILENT_SECONDS = 300.0
# A second more than a worker gives itself to end.
_ENDING_SECONDS = 6.0


class Local:
    """Runs tasks in up to `slots` processes, which live on from task to task and are started when they are needed.

    A task whose process dies is done again by another, `tries` times in all; then its error is LostError.
    """

    spreads = False

    def __init__(self, slots: int, tries: int = 3) -> None:
        self.slots = slots
        self._tries = tries
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._change = threading.Condition()
        self._closed = False

    def work(self, task: Task[T]) -> Generator[Event, None, T]:
        """Run the task, as Executor says; it ends within six seconds of being closed."""
        left = self._tries
        while True:
            try:
                return (yield from self._once(task))
            except LostError as error:
                left -= 1
                if not left or self._closed:
                    raise
                yield Warned(task.subject, f"{error}; it is done again")

    def close(self) -> None:
        """End all workers and what they do; those that wait for a slot get LostError."""
        with self._change:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._change.notify_all()
        for worker in workers:
            worker.dismiss()
        for worker in workers:
            worker.end()

    def _once(self, task: Task[T]) -> Generator[Event, None, T]:
        worker = yield from self._taken()
        ended = False
        try:
            result = yield from worker.work(task)
            ended = True
            return result
        except AutocutError as error:
            ended = not isinstance(error, LostError)
            raise
        finally:
            if not ended:
                worker.end()
            self._give_back(worker, fit=ended)

    def _taken(self) -> Generator[Event, None, _Worker]:
        while True:
            with self._change:
                if self._closed:
                    raise LostError("the workers were ended")
                if self._idle or len(self._busy) < self.slots:
                    worker = self._idle.pop() if self._idle else _Worker()
                    self._busy.add(worker)
                    return worker
                self._change.wait(_WAIT_SECONDS)
            yield Alive()

    def _give_back(self, worker: _Worker, *, fit: bool) -> None:
        with self._change:
            self._busy.discard(worker)
            if fit and not self._closed:
                self._idle.append(worker)
            self._change.notify()


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, with a thread that reads what it tells."""

    tasks: queue.SimpleQueue[bytes | None] = field(default_factory=queue.SimpleQueue)
    told: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)
    pid: int = 0
    reader: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def work(self, task: Task[T]) -> Generator[Event, None, T]:
        """Run the task; raises LostError where the process ends or falls silent."""
        self.tasks.put(packed(task))
        heard = time.monotonic()
        while True:
            try:
                told = self.told.get(timeout=_WAIT_SECONDS)
                heard = time.monotonic()
            except queue.Empty:
                if time.monotonic() - heard > _SILENT_SECONDS:
                    raise LostError(f"a worker said nothing for {_SILENT_SECONDS:g} s and was ended") from None
                told = Beat()
            if isinstance(told, Done):
                result: T = told.result
                return result
            yield from self._passed_on(told)

    def _passed_on(self, told: Any) -> Iterator[Event]:
        """An event, or the error that was told."""
        if isinstance(told, Refused):
            raise told.error
        if isinstance(told, Broken):
            raise BugError(told.traceback)
        if isinstance(told, Outcome):
            self.told.put(told)
            raise LostError(_why(told))
        yield Alive() if isinstance(told, Beat | Ready) else told

    def dismiss(self) -> None:
        """Tell it to end, and with it all that it started."""
        self.tasks.put(None)

    def end(self) -> None:
        """The same, and see that it does."""
        self.dismiss()
        self.reader.join(_ENDING_SECONDS)
        if self.reader.is_alive() and self.pid:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.reader.join()

    def _read(self) -> None:
        lines = run(_COMMAND, feed=iter(self.tasks.get, None))
        try:
            while True:
                told = unpacked(next(lines))
                if isinstance(told, Ready):
                    self.pid = told.pid
                self.told.put(told)
        except StopIteration as end:
            self.told.put(end.value)
        except AutocutError as error:
            self.told.put(Refused(error))
        except Exception:
            self.told.put(Broken(traceback.format_exc()))
        finally:
            lines.close()


def _why(outcome: Outcome) -> str:
    code = outcome.return_code
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    last = outcome.stderr.strip().splitlines()[-1:]
    return ": ".join((f"a worker {how}", *last))
