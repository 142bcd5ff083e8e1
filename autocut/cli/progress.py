"""Events to what a person or a script sees on stderr."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, TypeVar

import click

from autocut.model.event import Event, Failed, Finished, Noted, Progressed, Started, Warned

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
Show = Callable[[Event], None]


_KINDS = {Warned: "warning", Noted: "note", Failed: "failed"}
_STYLES = {Warned: "yellow", Noted: "default", Failed: "red"}


@dataclass(slots=True)
class Listener:
    """Shows events as `mode` says and remembers the failures among them."""

    mode: str
    failures: list[Failed] = field(default_factory=list)

    def follow(self, events: Generator[Event, None, T]) -> T:
        """Run the work to its end, showing what it tells; return what it returns."""
        with _SHOWS[self._resolved()]() as show:
            try:
                while True:
                    event = next(events)
                    if isinstance(event, Failed):
                        self.failures.append(event)
                    show(event)
            except StopIteration as end:
                result: T = end.value
                return result
            finally:
                # Also when showing was interrupted: the work must end its children now, not when it is collected.
                events.close()

    def fail(self, failure: Failed) -> None:
        """Take note of a failure outside of any work."""
        self.failures.append(failure)
        with _SHOWS[self._resolved()]() as show:
            show(failure)

    @property
    def exit_code(self) -> int:
        """The worst of the failures, 0 without any."""
        return max((failure.exit_code for failure in self.failures), default=0)

    def _resolved(self) -> str:
        return ("bar" if sys.stderr.isatty() else "plain") if self.mode == "auto" else self.mode


def _say(text: str) -> None:
    click.echo(text, err=True)


def _sentence(event: Warned | Noted | Failed) -> str:
    return f"{_KINDS[type(event)]}: {event.subject}: {event.sentence}"


@contextmanager
def _plain() -> Iterator[Show]:
    began: dict[tuple[str, str], float] = {}

    def show(event: Event) -> None:
        if isinstance(event, Started):
            began[event.stage, event.subject] = time.monotonic()
            _say(f"{event.stage}: {event.subject}")
        elif isinstance(event, Finished):
            seconds = time.monotonic() - began.pop((event.stage, event.subject))
            _say(f"{event.stage}: {event.subject}: done in {seconds:.1f} s")
        elif isinstance(event, (Warned, Noted, Failed)):
            _say(_sentence(event))

    yield show


@contextmanager
def _ndjson() -> Iterator[Show]:
    yield lambda event: _say(json.dumps({"event": type(event).__name__.lower(), **asdict(event)}, ensure_ascii=False))


@contextmanager
def _silent() -> Iterator[Show]:
    yield lambda event: _say(_sentence(event)) if isinstance(event, Failed) else None


@contextmanager
def _bars() -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = [TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()]
    console = Console(stderr=True)
    with Progress(*columns, console=console) as bars:
        tasks: dict[tuple[str, str], TaskID] = {}

        def show(event: Event) -> None:
            if isinstance(event, Started):
                tasks[event.stage, event.subject] = bars.add_task(f"{event.stage} {event.subject}", total=1.0)
            elif isinstance(event, Progressed):
                bars.update(tasks[event.stage, event.subject], completed=event.fraction)
            elif isinstance(event, Finished):
                bars.update(tasks[event.stage, event.subject], completed=1.0)
            elif isinstance(event, (Warned, Noted, Failed)):
                console.print(
                    _sentence(event),
                    style=_STYLES[type(event)],
                    markup=False,
                    highlight=False,
                )

        yield show


_SHOWS: dict[str, Callable[[], AbstractContextManager[Show]]] = {
    "plain": _plain,
    "json": _ndjson,
    "none": _silent,
    "bar": _bars,
}
