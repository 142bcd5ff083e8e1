"""Several works at once: their events in one stream."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from autocut.model.event import Alive, Event, Finished, Progressed, Started, Warned

T = TypeVar("T")
Work = Generator[Event, None, T]
Passed = type[Exception] | tuple[type[Exception], ...]


def together(works: Sequence[Work[T]], at_most: int, passed_on: Passed = ()) -> Work[list[T | Exception]]:
    """Run the works, so many at once, and yield what they tell; return what each returns, in their order.

    One that raises a `passed_on` leaves the others be, and its error is returned in its place. Any other error ends
    all of them, and so does closing the generator: each at its next event.
    """
    if at_most == 1 or len(works) < 2:
        return (yield from _in_turn(works, passed_on))
    run = _Run(deque(enumerate(works)), passed_on)
    threads = [threading.Thread(target=run.take, daemon=True) for _ in range(min(at_most, len(works)))]
    for thread in threads:
        thread.start()
    try:
        while len(run.results) < len(works):
            told = run.told.get()
            if isinstance(told, BaseException):
                raise told
            if told is not None:
                yield told
    finally:
        run.stopped.set()
        for thread in threads:
            thread.join()
        for _, work in run.left:
            work.close()
    return [run.results[number] for number in range(len(works))]


def as_one(stage: str, works: Sequence[Work[T]]) -> list[Work[T]]:
    """The same works, telling as if they were one of the stage that each goes through, but where it has nothing to do.

    It starts with the first of them and finishes with the last; as much of it is done as of all on average. What
    several warn of alike is told once.
    """
    shared = _Shared(stage, [0.0] * len(works), len(works))
    return [shared.retold(number, work) for number, work in enumerate(works)] if len(works) > 1 else [*works]


@dataclass(slots=True)
class _Shared:
    """A stage that works go through at once: how much of it each has done (0-1), and how many have not ended."""

    stage: str
    shares: list[float]
    left: int
    subject: str | None = None
    warned: set[Warned] = field(default_factory=set)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def retold(self, number: int, work: Work[T]) -> Work[T]:
        try:
            while True:
                try:
                    event = next(work)
                except StopIteration as end:
                    result: T = end.value
                    break
                if (news := self._news(number, event)) is not None:
                    yield news
            if (last := self._ended(number)) is not None:
                yield last
            return result
        finally:
            work.close()

    def _news(self, number: int, event: Event) -> Event | None:
        """What the event tells of the works as one; None where that is nothing."""
        with self.turn:
            if isinstance(event, Warned):
                is_new = event not in self.warned
                self.warned.add(event)
                return event if is_new else None
            if not isinstance(event, (Started, Progressed, Finished)) or event.stage != self.stage:
                return event
            if isinstance(event, Progressed):
                self.shares[number] = event.fraction
                return self._progress(event.subject)
            is_first, self.subject = self.subject is None, event.subject
            return event if is_first else None

    def _ended(self, number: int) -> Event | None:
        with self.turn:
            self.shares[number] = 1.0
            self.left -= 1
            if self.subject is None:
                return None
            return self._progress(self.subject) if self.left else Finished(self.stage, self.subject)

    def _progress(self, subject: str) -> Event:
        return Progressed(self.stage, subject, sum(self.shares) / len(self.shares))


def _in_turn(works: Sequence[Work[T]], passed_on: Passed = ()) -> Work[list[T | Exception]]:
    results: list[T | Exception] = []
    left = deque(works)
    try:
        while left:
            try:
                results.append((yield from left.popleft()))
            except passed_on as error:
                results.append(error)
    finally:
        for work in left:
            work.close()
    return results


@dataclass(slots=True)
class _Run:
    """What the threads share: the works that none has taken, what they told, and how each ended."""

    left: deque[tuple[int, Work[Any]]]
    passed_on: Passed
    told: queue.SimpleQueue[Event | BaseException | None] = field(default_factory=queue.SimpleQueue)
    results: dict[int, Any] = field(default_factory=dict)
    stopped: threading.Event = field(default_factory=threading.Event)

    def take(self) -> None:
        """Run one work after the other while there are any."""
        while not self.stopped.is_set():
            try:
                number, work = self.left.popleft()
            except IndexError:
                return
            try:
                self._follow(number, work)
            except self.passed_on as error:
                self.results[number] = error
            except BaseException as error:
                self.told.put(error)
                return
            self.told.put(None)

    def _follow(self, number: int, work: Work[Any]) -> None:
        try:
            while not self.stopped.is_set():
                event = next(work)
                if not isinstance(event, Alive):
                    self.told.put(event)
        except StopIteration as end:
            self.results[number] = end.value
        finally:
            work.close()
