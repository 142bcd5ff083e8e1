"""Several works at once: their events in one stream."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from autocut.model.event import Alive, Event, Finished, Progressed, Started

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
    """The same works, each of which goes through the stage once, telling of it as if they were one.

    It starts with the first of them and finishes with the last; as much of it is done as of all on average.
    """
    shared = _Shared(stage, [0.0] * len(works), len(works))
    return [shared.retold(number, work) for number, work in enumerate(works)] if len(works) > 1 else [*works]


@dataclass(slots=True)
class _Shared:
    """A stage that works go through at once: how much of it each has done (0-1), and how many have not finished."""

    stage: str
    shares: list[float]
    left: int
    is_started: bool = False
    turn: threading.Lock = field(default_factory=threading.Lock)

    def retold(self, number: int, work: Work[T]) -> Work[T]:
        try:
            while True:
                event = next(work)
                if not isinstance(event, (Started, Progressed, Finished)) or event.stage != self.stage:
                    yield event
                elif (news := self._news(number, event)) is not None:
                    yield news
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            work.close()

    def _news(self, number: int, event: Started | Progressed | Finished) -> Event | None:
        """What the event tells of the works as one; None where that is nothing."""
        with self.turn:
            if isinstance(event, Started):
                is_first, self.is_started = not self.is_started, True
                return event if is_first else None
            self.shares[number] = event.fraction if isinstance(event, Progressed) else 1.0
            if isinstance(event, Finished):
                self.left -= 1
                return event if not self.left else None
            return Progressed(event.stage, event.subject, sum(self.shares) / len(self.shares))


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
