"""One try of a task on a Dask cluster, as its client follows it."""

from __future__ import annotations

import queue
import time
from collections.abc import Collection, Generator
from dataclasses import dataclass, field
from typing import Any

from autocut.errors import LostError, ToolError
from autocut.farm.carrying import Began, Ended
from autocut.farm.wire import Done, Refused, unpacked
from autocut.model.event import Alive, Event, Warned

_WAIT_SECONDS = 1.0
_LOOK_SECONDS = 0.1
# A worker looks once a second whether a task is wanted, and gives it six to end.
_ENDING_SECONDS = 9.0


@dataclass(eq=False, slots=True)
class Submitted:
    """The future of a task, what it told and nobody has heard yet, and the worker that has it, empty where none has."""

    client: Any
    subject: str
    future: Any = None
    told: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)
    worker: str = ""
    is_cancelled: bool = False

    def hear(self, told: Any) -> None:
        """Take what the worker tells."""
        if isinstance(told, Began):
            if self.worker:
                self.told.put(Warned(self.subject, f"{self.worker} was lost; it is done again by {told.worker}"))
            self.worker = told.worker
        elif isinstance(told, Ended):
            self.worker = ""
        else:
            self.told.put(told)

    def followed(self, among: Collection[str]) -> Generator[Event, None, Any]:
        """Yield what it tells and return what it returns; it ends within nine seconds of being closed.

        Raises what the task raised, and LostError where all the workers `among` which it was to run are gone.
        """
        self.future.add_done_callback(lambda _: self.told.put(None))
        try:
            while (told := self._next()) is not None:
                yield told
                if isinstance(told, Alive) and not set(among) & set(_threads(self.client)):
                    raise LostError("every worker that could do it was lost")
            while not self.told.empty():
                yield self.told.get()
            return self._outcome()
        finally:
            self.end()

    def end(self) -> None:
        """Have it cancelled, and wait until nothing of it runs."""
        if self.future is None:
            return
        if not self.future.done():
            self.is_cancelled = True
            self.future.cancel()
            deadline = time.monotonic() + _ENDING_SECONDS
            while self.worker in _threads(self.client) and time.monotonic() < deadline:
                time.sleep(_LOOK_SECONDS)
        self.future.release()

    def _next(self) -> Any:
        try:
            return self.told.get(timeout=_WAIT_SECONDS)
        except queue.Empty:
            return Alive()

    def _outcome(self) -> Any:
        from distributed import CancelledError, KilledWorker

        if self.is_cancelled:
            raise LostError("the cluster was left")
        try:
            told = unpacked(self.future.result())
        except CancelledError as error:
            raise LostError(f"the cluster at {self.client.scheduler.address} was lost or has ended it") from error
        except KilledWorker as error:
            raise LostError(f"one worker after the other was lost at it, at last {error.last_worker}") from error
        except RuntimeError as error:
            if "deserialization" not in str(error):
                raise
            raise ToolError("the scheduler has no autocut that understands this one: install the same there") from error
        if isinstance(told, Refused):
            raise told.error
        assert isinstance(told, Done)
        return told.result


def _threads(client: Any) -> dict[str, int]:
    """Those of each worker that is there; none where the scheduler is gone."""
    try:
        threads: dict[str, int] = client.nthreads()
    except (OSError, RuntimeError):
        return {}
    return threads
