"""Several orders: so many at once, with an outlook while they run and a row of the table for each version."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

from autocut import store
from autocut.convert import to_json
from autocut.deliver.manifest import version_of
from autocut.errors import AutocutError
from autocut.faults import failed
from autocut.media.probe import stated_duration
from autocut.model.event import Event, Finished, Noted, Started
from autocut.model.task import Executor
from autocut.order import Order
from autocut.outlook import Left, Pace, left
from autocut.together import together

_SUBJECT = "batch"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a version, or of a master of which none could be made; `seconds` is the time that it took."""

    master: str
    version: str
    status: str
    seconds: float
    reason: str
    path: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The manifests, in the order of the orders that got so far, and a row for each version."""

    manifests: tuple[dict[str, Any], ...]
    rows: tuple[Row, ...]


def batch(orders: Sequence[Order], executor: Executor, *, keep_going: bool) -> Generator[Event, None, Outcome]:
    """Run the orders, as many at once as the executor has slots; one that fails leaves the others be, if `keep_going`.

    Where there are fewer orders than slots, their parts run at once. At the start and after each master it is told
    how long the rest will take, by what earlier ones took.
    """
    run = _Run(orders, executor, keep_going)
    told = run.outlook("")
    if told:
        yield Noted(_SUBJECT, told)
    at_once = max(1, min(executor.slots, len(orders)))
    yield from together([run.follow(number) for number in range(len(orders))], at_once)
    run.remember()
    return run.outcome()


@dataclass(slots=True)
class _Run:
    orders: Sequence[Order]
    executor: Executor
    keep_going: bool
    lengths: list[float | None] = field(init=False)
    kind: str = field(init=False)
    before: tuple[Pace, ...] = field(init=False)
    began: dict[int, float] = field(default_factory=dict)
    ended: dict[int, float] = field(default_factory=dict)
    paces: list[Pace] = field(default_factory=list)
    manifests: dict[int, dict[str, Any]] = field(default_factory=dict)
    rows: dict[int, list[Row]] = field(default_factory=dict)
    stopped: bool = False

    def __post_init__(self) -> None:
        alone = len(self.orders) == 1
        self.lengths = [None if alone else stated_duration(order.source) for order in self.orders]
        asked = "".join(to_json(order.request) for order in self.orders[:1])
        at_once = min(self.executor.slots, len(self.orders))
        self.kind = hashlib.blake2b(f"{asked}{at_once}".encode(), digest_size=8).hexdigest()
        self.before = tuple(Pace(*each) for each in store.recall_paces(self.kind))

    def follow(self, number: int) -> Generator[Event, None, None]:
        """Run one order to its end, whatever that is."""
        if self.stopped:
            return
        order = self.orders[number]
        clock = _Stopwatch()
        self.began[number] = time.monotonic()
        spread = len(self.orders) < self.executor.slots and not self.executor.spreads
        work = order.run(self.executor) if spread else self.executor.work(order)
        try:
            manifest = yield from clock.timing(work)
        except AutocutError as error:
            yield failed(order.subject, error)
            self.rows[number] = [Row(order.subject, "", "failed", self._took(number), str(error), "")]
            self.stopped = not self.keep_going
        else:
            self.manifests[number] = manifest
            entries = manifest["deliveries"]
            self.rows[number] = [_row(order, entry, clock) for entry in entries]
            self.stopped = not self.keep_going and any(entry["status"] == "failed" for entry in entries)
            self._paced(number, entries)
        self.ended[number] = time.monotonic()
        if self.stopped:
            yield Noted(_SUBJECT, "stopped at the first failure; run it again to go on")
        elif told := self.outlook(f"{len(self.ended)} of {len(self.orders)} masters done; "):
            yield Noted(_SUBJECT, told)

    def outlook(self, head: str) -> str:
        """How long the rest will take, in words; empty where there is nothing to say."""
        rest = [number for number in range(len(self.orders)) if number not in self.ended]
        lengths = {number: length for number in rest if (length := self.lengths[number])}
        if len(self.orders) == 1 or not rest:
            return ""
        now = time.monotonic()
        begun = {place: now - self.began[number] for place, number in enumerate(lengths) if number in self.began}
        found = left(tuple(lengths.values()), begun, self.paces or self.before, min(self.executor.slots, len(rest)))
        return f"{head}{self._in_words(found, sum(lengths.values()), len(rest) - len(lengths), head)}"

    def _in_words(self, found: Left | None, seconds: float, unread: int, head: str) -> str:
        material = "" if head else f"{len(self.orders)} masters, {seconds / 60:.1f} min of material; "
        unknown = f", not counting {unread} that cannot be read" if unread else ""
        if found is None:
            return f"{material}how long it will take is known after the first{unknown}"
        by = " (by earlier batches)" if not self.paces else ""
        return f"{material}{found} left{by}{unknown}"

    def remember(self) -> None:
        """Keep the paces for the next batch."""
        if self.paces:
            store.remember_paces(self.kind, [(pace.lasts, pace.took) for pace in self.paces])

    def outcome(self) -> Outcome:
        """What became of all."""
        rows = [row for number in sorted(self.rows) for row in self.rows[number]]
        rows += [Row(o.subject, "", "not begun", 0.0, "", "") for n, o in enumerate(self.orders) if n not in self.rows]
        return Outcome(tuple(self.manifests[number] for number in sorted(self.manifests)), tuple(rows))

    def _took(self, number: int) -> float:
        return time.monotonic() - self.began[number]

    def _paced(self, number: int, entries: Sequence[dict[str, Any]]) -> None:
        """Take note of the pace, unless something of the master was kept from an earlier run or failed."""
        length = self.lengths[number]
        if length and entries and all(e["status"] != "failed" and not e.get("unchanged") for e in entries):
            self.paces.append(Pace(length, self._took(number)))


@dataclass(slots=True)
class _Stopwatch:
    """The seconds that the stages of each subject took."""

    began: dict[tuple[str, str], float] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def timing(self, work: Generator[Event, None, dict[str, Any]]) -> Generator[Event, None, dict[str, Any]]:
        """The same work, timed."""
        while True:
            try:
                event = next(work)
            except StopIteration as end:
                manifest: dict[str, Any] = end.value
                return manifest
            now = time.monotonic()
            if isinstance(event, Started):
                self.began[event.stage, event.subject] = now
            elif isinstance(event, Finished):
                took = now - self.began.pop((event.stage, event.subject), now)
                self.seconds[event.subject] = self.seconds.get(event.subject, 0.0) + took
            yield event


def _row(order: Order, entry: dict[str, Any], clock: _Stopwatch) -> Row:
    path = entry["path"] or ""
    version = version_of(entry)
    status = "unchanged" if entry.get("unchanged") else entry["status"]
    seconds = clock.seconds.get(f"{order.subject} {version}", 0.0)
    return Row(order.subject, version, status, seconds, entry["reason"], path)
