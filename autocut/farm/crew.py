"""The workers of a Dask cluster that are fit for a task: each is asked before it is used."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autocut.errors import ToolError
from autocut.farm.fitness import Machine, machine, machine_or_why, unfit
from autocut.farm.paths import Mapped, there
from autocut.farm.places import Places
from autocut.model.event import Warned

# Whoever starts a cluster and a client at once.
_JOINING_SECONDS = 10.0
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker: why it is not used (empty where it is), and how many graphics cards its own resources name."""

    fault: str
    cards: float = 0.0


class Crew:
    """The workers of a cluster, also those that join later. Raises ToolError where none is fit."""

    def __init__(self, client: Any, maps: Sequence[Mapped]) -> None:
        self._client, self._maps = client, tuple(maps)
        self._mine = machine()
        self._known: dict[str, Worker] = {}
        self._seen: dict[tuple[str, Places], str] = {}
        self._untold: deque[Warned] = deque()
        self._turn = threading.Lock()
        self.threads = 0
        deadline = time.monotonic() + _JOINING_SECONDS
        while not self.fit() and not self._known and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
        if not self.threads:
            address = client.scheduler.address
            faults = [f"  {worker}: {known.fault}" for worker, known in self._known.items()]
            raise ToolError(
                "\n".join((f"no worker of {address} can be used:", *faults))
                if faults
                else f"{address} has no workers; start some with `dask worker {address}`"
            )

    def fit(self) -> dict[str, Worker]:
        """The workers that are there now and fit, by their addresses."""
        with self._turn:
            threads: Mapping[str, int] = self._client.nthreads()
            for address, said in self._asked(present, [each for each in threads if each not in self._known]):
                worker = self._judged(said)
                self._known[address] = worker
                if worker.fault:
                    self._untold.append(Warned(address, f"this worker is not used: {worker.fault}"))
            found = {each: self._known[each] for each in threads if each in self._known}
            found = {each: worker for each, worker in found.items() if not worker.fault}
            self.threads = sum(threads[each] for each in found)
            return found

    def able(self, places: Places | None) -> dict[str, Worker]:
        """Those that also see the places. Raises ToolError where no fit worker does."""
        found = self.fit()
        if places is None:
            return found
        with self._turn:
            unasked = [each for each in found if (each, places) not in self._seen]
            for address, said in self._asked(_unseen, unasked, there(places, self._maps)):
                fault = said if isinstance(said, str) else _why(said) if said is not None else ""
                self._seen[address, places] = fault
                if fault:
                    self._untold.append(Warned(address, f"this worker is not used for {places.file.name}: {fault}"))
            faults = {each: self._seen.get((each, places), "it was lost") for each in found}
        if found and all(faults.values()):
            said = "\n".join(f"  {each}: {fault}" for each, fault in faults.items())
            raise ToolError(f"no worker can be used for {places.file.name}:\n{said}")
        return {each: worker for each, worker in found.items() if not faults[each]}

    def news(self) -> Iterator[Warned]:
        """What is to be told of workers, once."""
        while self._untold:
            yield self._untold.popleft()

    def _asked(self, question: Any, workers: Sequence[str], *given: object) -> Iterator[tuple[str, Any]]:
        """What each worker answers, or the error that it raised; nothing of those that are gone."""
        if workers:
            answers = self._client.run(question, *given, workers=list(workers), on_error="return")
            yield from ((each, said) for each, said in answers.items() if not isinstance(said, OSError))

    def _judged(self, said: object) -> Worker:
        if not isinstance(said, tuple):
            return Worker(_why(said))
        facts, cards = said
        return Worker(facts if isinstance(facts, str) else unfit(facts, self._mine) or "", cards)


def present(dask_worker: Any) -> tuple[Machine | str, float]:
    """On a worker: its machine or what that lacks, and how many graphics cards it was started with."""
    return machine_or_why(), dask_worker.state.total_resources.get("GPU", 0.0)


def _unseen(places: Places) -> str | None:
    return places.unseen()


def _why(error: object) -> str:
    return f"it has no autocut that understands this one ({error}): install the same as here"
