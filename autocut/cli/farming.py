"""The options that say where work is done."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from autocut.model.task import Executor


@dataclass(frozen=True, slots=True)
class Farm:
    """Where work is done, how much of it at once, and whether it goes on after a failure."""

    jobs: int
    keep_going: bool
    name: str = "local"
    maps: tuple[str, ...] = ()

    @property
    def prints(self) -> bool:
        """Whether commands are printed that others run."""
        return self.name == _PRINT

    @contextmanager
    def executor(self) -> Iterator[Executor]:
        """What runs the work; it is ended with the context."""
        from autocut.farm.executor import executor_of
        from autocut.model.task import HERE

        alone = self.name == "local" and self.jobs == 1 and not self.maps
        made = HERE if alone else executor_of(self.name, self.jobs, self.maps)
        try:
            yield made
        finally:
            made.close()


_PRINT = "print"

_OPTIONS = (
    click.option(
        "--executor",
        "name",
        default="local",
        show_default=True,
        metavar="WHERE",
        help="Where it is done: local; dask://HOST:PORT, a cluster; dask-local:N, one of N processes of this machine; "
        "print, which writes a shell command for each master instead.",
    ),
    click.option(
        "--map",
        "maps",
        multiple=True,
        metavar="HERE=THERE",
        help="A folder that other machines see under another path; repeatable.",
    ),
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
    def with_farm(*arguments: Any, **given: Any) -> Any:
        farm = Farm(**{field.name: given.pop(field.name) for field in fields(Farm)})
        return command(*arguments, farm=farm, **given)

    for option in reversed(_OPTIONS):
        with_farm = option(with_farm)
    return with_farm
