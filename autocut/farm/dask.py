"""Tasks on the workers of a Dask cluster (https://distributed.dask.org).

A task goes through the scheduler as a pickle, and what it tells comes back as events of a topic. Dask has no
authentication of its own: a scheduler without TLS belongs in a network all of which is trusted.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from uuid import uuid4

from autocut.errors import LostError, PlanError, ToolError
from autocut.farm.carrying import From, carried
from autocut.farm.crew import Crew, Worker
from autocut.farm.local import Local
from autocut.farm.paths import Mapped, here, there
from autocut.farm.places import Places, marked
from autocut.farm.submitted import Submitted
from autocut.farm.wire import packed, unpacked
from autocut.model.event import Alive, Event, Noted, Warned
from autocut.model.task import Near, Task
from autocut.order import Order, is_plan
from autocut.planfile import read_plan

T = TypeVar("T")

_CARD = "GPU"
_NEAR = 2
_NO_PAGE = "127.0.0.1:0"
# A worker of Dask looks a hundred times a second what its threads are at, which nobody reads here.
_UNWATCHED = {"distributed.worker.profile.enabled": False, "distributed.admin.tick.interval": "500ms"}
_CONNECTING_SECONDS = 10.0
# In which a lost worker is started again by its nanny, or another joins.
_JOINING_SECONDS = 60.0
_WAIT_SECONDS = 1.0


class Dask:
    """Runs tasks on the fit workers of the cluster at `address`, or of one of so many processes of this machine.

    An order is run here, and its parts are tasks for workers that see its master and its outbox; what is near is done
    by processes of this machine. A task whose worker is lost is done again by another; one that is lost `tries` times
    has LostError. Raises ToolError where there is no cluster, or none of its workers is fit.
    """

    spreads = True

    def __init__(self, address: str | int, maps: Sequence[Mapped] = (), tries: int = 3) -> None:
        self._maps, self._tries = tuple(maps), tries
        self._topic = f"autocut-{uuid4().hex}"
        self._running: dict[str, Submitted] = {}
        self._closed = threading.Event()
        self._is_no_card_told = False
        self._near = Local(_NEAR, tries)
        self._cluster = _cluster(address) if isinstance(address, int) else None
        self._client: Any = None
        try:
            self._client = _client(self._cluster or address)
            self._client.subscribe_topic(self._topic, self._hear)
            self._crew = Crew(self._client, self._maps)
        except ToolError:
            self.close()
            raise

    @property
    def slots(self) -> int:
        """How many threads the fit workers have."""
        return max(1, self._crew.threads)

    def work(self, task: Task[T]) -> Generator[Event, None, T]:
        """Run the task, as Executor says; what it started ends within nine seconds of being closed."""
        if isinstance(task, Near):
            return (yield from self._near.work(task))
        if not isinstance(task, Order):
            return (yield from self.work_at(task, None))
        with ExitStack() as stack:
            # Where its master or its plan cannot be read, the order itself says so best.
            places = None
            with suppress(OSError, PlanError):
                places = stack.enter_context(marked(_master_of(task), task.output))
            yield from self._able(places)
            result: T = yield from task.run(_At(self, places))
            return result

    def work_at(self, task: Task[T], places: Places | None) -> Generator[Event, None, T]:
        """The same, on workers that see the places."""
        start = places.start if places and places.start else Path.cwd()
        line = packed(there(From(start, task), self._maps))
        left = self._tries
        while True:
            workers = yield from self._able(places)
            try:
                result: T = here((yield from self._once(task, line, workers)), self._maps)
                return result
            except LostError as error:
                left -= 1
                if not left or self._closed.is_set():
                    raise
                yield Warned(task.subject, f"{error}; it is done again")

    def close(self) -> None:
        """End all tasks and what they started, and the cluster where it is one of this machine."""
        self._closed.set()
        self._near.close()
        if self._client is not None:
            for each in list(self._running.values()):
                each.end()
            self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _once(self, task: Task[T], line: bytes, workers: dict[str, Worker]) -> Generator[Event, None, Any]:
        key = f"autocut-{type(task).__name__}-{uuid4().hex}"
        asked: dict[str, Any] = {}
        if task.gpu:
            if any(worker.cards for worker in workers.values()):
                asked["resources"] = {_CARD: 1}
            elif not self._is_no_card_told:
                self._is_no_card_told = True
                yield Noted(task.subject, f"no worker was started with --resources {_CARD}=1: it runs on processors")
        run = self._running[key] = Submitted(self._client, task.subject)
        try:
            among = list(workers)
            run.future = self._client.submit(
                carried, line, key, self._topic, key=key, workers=among, allow_other_workers=False, **asked
            )
            return (yield from run.followed(among))
        finally:
            del self._running[key]

    def _hear(self, event: tuple[float, Any]) -> None:
        key, line = event[1]
        if key in self._running:
            self._running[key].hear(here(unpacked(line), self._maps))

    def _able(self, places: Places | None) -> Generator[Event, None, dict[str, Worker]]:
        """The workers, waiting for one where all were lost."""
        deadline = time.monotonic() + _JOINING_SECONDS
        while True:
            if self._closed.is_set():
                raise LostError("the cluster was left")
            workers = self._crew.able(places)
            yield from self._crew.news()
            if workers:
                return workers
            if time.monotonic() > deadline:
                raise LostError(f"every fit worker was lost, and none has come for {_JOINING_SECONDS:g} s")
            yield Alive()
            self._closed.wait(_WAIT_SECONDS)


@dataclass(frozen=True, slots=True)
class _At:
    """The executor of an order's parts: the cluster, as far as it sees what the order needs."""

    dask: Dask
    places: Places | None
    spreads: ClassVar[bool] = True

    @property
    def slots(self) -> int:
        return self.dask.slots

    def work(self, task: Task[T]) -> Generator[Event, None, T]:
        return self.dask.work_at(task, self.places)

    def close(self) -> None:
        """It is not this one's to end."""


def _master_of(order: Order) -> Path:
    return read_plan(order.source).master.path if is_plan(order.source) else order.source


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ToolError("Dask is not installed: pip install autocut-versions[farm]") from error
    return distributed


def _cluster(workers: int) -> Any:
    """So many processes of this machine, that nobody else can reach and that share no open page."""
    distributed = _distributed()
    import dask

    with dask.config.set(_UNWATCHED):
        return distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=_NO_PAGE,
            scheduler_kwargs={"dashboard": False},
            worker_dashboard_address=_NO_PAGE,
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )


def _client(cluster: Any) -> Any:
    distributed = _distributed()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if isinstance(cluster, str):
        try:
            asyncio.run(_answered(cluster))
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise ToolError(
                f"no Dask scheduler answers at {cluster} ({error}): start one there with `dask scheduler`"
            ) from error
    client = distributed.Client(cluster, timeout=_CONNECTING_SECONDS, set_as_default=False)
    theirs = client.get_versions()["scheduler"]["packages"].get("distributed")
    if theirs == distributed.__version__:
        return client
    client.close()
    own = distributed.__version__
    raise ToolError(f"the scheduler at {cluster} has distributed {theirs}, this machine {own}: install the same")


async def _answered(address: str) -> None:
    # A client that cannot connect holds up the end of its process.
    from distributed import Security
    from distributed.comm import connect

    comm = await connect(address, timeout=_CONNECTING_SECONDS, **Security().get_connection_args("client"))
    await comm.close()
