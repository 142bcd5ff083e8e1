"""What the pipeline tells while it works; whoever listens draws a bar, prints lines or writes NDJSON."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Started:
    """A stage began on a subject: a master's or a version's name."""

    stage: str
    subject: str


@dataclass(frozen=True, slots=True)
class Progressed:
    """How much of the stage is done, 0-1."""

    stage: str
    subject: str
    fraction: float


@dataclass(frozen=True, slots=True)
class Finished:
    """A stage ended well."""

    stage: str
    subject: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something is degraded, or a version was honestly not made; the sentence says what and why."""

    subject: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Something was taken into account that the user may not have in mind; the sentence says what."""

    subject: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is known of a failure beside its sentence: the error's class, whether it may go well later, what to do.

    Where a program failed, also its command and the last lines that it wrote to stderr.
    """

    kind: str
    transient: bool
    remedy: str
    command: tuple[str, ...] = ()
    stderr: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """One master or version failed; the others go on."""

    subject: str
    sentence: str
    exit_code: int
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Alive:
    """Nothing new: the work goes on, somewhere else."""


Event = Started | Progressed | Finished | Warned | Noted | Failed | Alive


def told(stage: str, subject: str, work: Generator[float, None, T]) -> Generator[Event, None, T]:
    """Run `work`, which yields the share done (0-1), as a stage; return what it returns."""
    yield Started(stage, subject)
    try:
        while True:
            yield Progressed(stage, subject, next(work))
    except StopIteration as end:
        yield Finished(stage, subject)
        result: T = end.value
        return result


def told_of_all(
    stage: str, subjects: Sequence[str], work: Generator[float, None, Sequence[T]], failed: type[object]
) -> Generator[Event, None, Sequence[T]]:
    """Run `work`, which yields the share done (0-1), as a stage of each subject; return what it returns of each.

    Where that is of the type `failed`, the subject's stage does not finish.
    """
    yield from (Started(stage, subject) for subject in subjects)
    try:
        while True:
            share = next(work)
            yield from (Progressed(stage, subject, share) for subject in subjects)
    except StopIteration as end:
        results: Sequence[T] = end.value
    for subject, result in zip(subjects, results, strict=True):
        if not isinstance(result, failed):
            yield Finished(stage, subject)
    return results


def told_if_any(stage: str, subject: str, work: Generator[float, None, T]) -> Generator[Event, None, T]:
    """Like `told`, but silent about work that yields nothing because there was nothing to do."""
    try:
        first = next(work)
    except StopIteration as end:
        result: T = end.value
        return result
    return (yield from told(stage, subject, _resumed(first, work)))


def _resumed(first: float, work: Generator[float, None, T]) -> Generator[float, None, T]:
    yield first
    return (yield from work)


def within(start: float, end: float, work: Generator[float, None, T]) -> Generator[float, None, T]:
    """The work's shares as those of the part from `start` to `end` (0-1) of something larger."""
    yield start
    try:
        while True:
            yield start + next(work) * (end - start)
    except StopIteration as stop:
        result: T = stop.value
        return result
