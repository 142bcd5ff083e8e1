"""Work that can be done elsewhere: tasks, and what runs them."""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol, TypeVar

from autocut.model.event import Event

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Task(Protocol[T_co]):
    """Work that any machine can do that sees the same files, told in plain frozen values.

    Doing it twice does no harm: a task may be run again after it failed or its machine was lost.
    """

    @property
    def subject(self) -> str:
        """What it works on, as events name it."""

    @property
    def gpu(self) -> bool:
        """Whether it gains by a graphics card: it is given to a machine that has one, one at a time."""

    def run(self, executor: Executor) -> Generator[Event, None, T_co]:
        """Do it, and return what comes of it; parts of it that are tasks go to the `executor`."""


class Executor(Protocol):
    """Where tasks run."""

    @property
    def slots(self) -> int:
        """How many tasks it runs at once."""

    def work(self, task: Task[T]) -> Generator[Event, None, T]:
        """Run the task, yielding what it tells; return what it returns, raise what it raises.

        Closing the generator ends the task, and all that it started.
        """

    def close(self) -> None:
        """End all that runs."""


class Here:
    """Runs tasks in this process, one after the other."""

    slots = 1

    def work(self, task: Task[T]) -> Generator[Event, None, T]:
        """Run the task, as Executor says."""
        return (yield from task.run(self))

    def close(self) -> None:
        """There is nothing to end."""


HERE = Here()
