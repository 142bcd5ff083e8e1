"""The versions of one preset, from what is known of the master to their plan."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import ClassVar

from autocut.lexicons import lexicon_of
from autocut.model.analysis import Analysis
from autocut.model.brought import Brought
from autocut.model.event import Event
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition
from autocut.model.task import Executor
from autocut.model.weighting import Weighting
from autocut.plan.bumpers import beside_bumpers
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from autocut.score.passages import passages


@dataclass(frozen=True, slots=True)
class Planning:
    """A task: score the passages of the master, choose from them and plan the versions of the preset."""

    master: Master
    analysis: Analysis
    brought: Brought
    preset: Preset
    weighting: Weighting

    gpu: ClassVar[bool] = False

    @property
    def subject(self) -> str:
        """The master's name and that of the preset."""
        return f"{self.master.path.name} {self.preset.name}"

    def run(self, executor: Executor) -> Generator[Event, None, tuple[Rendition, ...]]:
        """The renditions, silently; raises PlanError where what is asked for can't all be met."""
        yield from ()
        footage = Footage(self.master, self.analysis, lexicon_of(self.analysis), self.brought)
        room = beside_bumpers(self.preset, self.brought)
        segments = passages(self.master, self.analysis, footage.lexicon, self.weighting, room)
        made = plan(footage, segments, self.preset)
        return tuple(replace(rendition, weighting=self.weighting.name) for rendition in made)
