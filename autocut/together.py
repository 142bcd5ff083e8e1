"""Several works at once: their events in one stream."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from autocut.model.event import Alive, Event

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
