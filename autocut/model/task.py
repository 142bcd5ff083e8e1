"""Work that can be done elsewhere: tasks, and what runs them."""

from __future__ import annotations

from collections.abc import Generator
from typing import ClassVar, Literal, Protocol, TypeVar, runtime_checkable

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


@runtime_checkable
class Near(Protocol):
    """A task that is done on the machine that asks for it: it looks at files that only this may see."""

    is_near: ClassVar[Literal[True]]


class Executor(Protocol):
    """Where tasks run."""

    @property
    def slots(self) -> int:
        """How many tasks it runs at once."""

    @property
    def spreads(self) -> bool:
        """Whether it runs a task that has parts here, and the parts elsewhere; else all of it goes elsewhere."""

    def work(self, task: Task[T]) -> Generator[Event, None, T]:
        """Run the task, yielding what it tells; return what it returns, raise what it raises.

        Closing the generator ends the task, and all that it started.
        """

    def close(self) -> None:
        """End all that runs."""


class Here:
    """Runs tasks in this process, one after the other."""

    slots = 1
    spreads = False

    def work(self, task: Task[T]) -> Generator[Event, None, T]:
        """Run the task, as Executor says."""
        return (yield from task.run(self))

    def close(self) -> None:
        """There is nothing to end."""


HERE = Here()
