"""An order: all that must be known to make the versions of one master, here or elsewhere."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from autocut.media.probe import probe
from autocut.model.event import Event
from autocut.model.rendition import Plan
from autocut.model.task import HERE, Executor
from autocut.pipeline import delivered, planned
from autocut.planfile import bound_to, read_plan
from autocut.request import Request


@dataclass(frozen=True, slots=True)
class Order:
    """A task: make what is asked of the master, or what a plan file says, into a folder of the outbox.

    The folder has the `name`, or where that is empty the master's own. Done again, it does what is missing.
    """

    source: Path
    request: Request
    output: Path
    name: str = ""
    force: bool = False

    gpu: ClassVar[bool] = False

    @property
    def subject(self) -> str:
        """The file's name."""
        return self.source.name

    def run(self, executor: Executor) -> Generator[Event, None, dict[str, Any]]:
        """Plan and deliver; return what the manifest says. Raises AutocutError where nothing can be made."""
        plan = yield from plan_of(self.source, self.request, executor)
        outbox = self.output / (self.name or plan.master.path.stem)
        return (yield from delivered(plan, outbox, force=self.force, executor=executor))


def is_plan(path: Path) -> bool:
    """Whether the file is a plan, by its name."""
    return path.suffix.lower() == ".json"


def plan_of(source: Path, request: Request, executor: Executor = HERE) -> Generator[Event, None, Plan]:
    """The plan in a plan file, or that of what is asked of the master, by the request and in its sidecar."""
    if is_plan(source):
        plan = read_plan(source)
        return bound_to(plan, probe(plan.master.path))
    presets, notes = yield from request.versions_of(source)
    made = yield from planned(source, presets, request.sources(), executor)
    renditions = (replace(rendition, notes=(*notes, *rendition.notes)) for rendition in made.renditions)
    return replace(made, renditions=tuple(renditions))
