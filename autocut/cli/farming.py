"""The options that say where work is done."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from autocut.model.task import Executor


@dataclass(frozen=True, slots=True)
class Farm:
    """Where work is done, how much of it at once, and whether it goes on after a failure."""

    jobs: int
    keep_going: bool

    @contextmanager
    def executor(self) -> Iterator[Executor]:
        """What runs the work; it is ended with the context."""
        from autocut.farm.local import Local
        from autocut.model.task import HERE

        made = Local(self.jobs) if self.jobs > 1 else HERE
        try:
            yield made
        finally:
            made.close()


_OPTIONS = (
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="How many masters, or versions of one, are worked on at once.",
    ),
    click.option(
        "--keep-going/--fail-fast",
        default=True,
        help="After a failure go on with the other masters (this is what happens anyway), or begin no more.",
    ),
)


def farm_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command `farm`, from these options."""

    @functools.wraps(command)
    def with_farm(*arguments: Any, jobs: int, keep_going: bool, **given: Any) -> Any:
        return command(*arguments, farm=Farm(jobs, keep_going), **given)

    for option in reversed(_OPTIONS):
        with_farm = option(with_farm)
    return with_farm
