"""The six stages in order, yielding events: probe, analyze, score, plan, render (and verify), deliver."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from autocut.brought import Bringing, absolute, found, has_beats, listening
from autocut.deliver.deliver import not_delivered, nothing_passed
from autocut.deliver.manifest import write_manifest
from autocut.deliver.outbox import working_folder
from autocut.deliver.unchanged import delivered_before, unchanged
from autocut.errors import AutocutError
from autocut.faults import failed
from autocut.making import Making, subject_of
from autocut.media.probe import probe
from autocut.media.tracks import choose_track
from autocut.model.event import Event, Noted, Warned
from autocut.model.preset import Preset
from autocut.model.rendition import PLAN_SCHEMA, Delivery, Plan
from autocut.model.task import HERE, Executor
from autocut.plan.bumpers import beside_bumpers
from autocut.plan.wishes import refuse_conflicts
from autocut.planning import Planning
from autocut.recipe import recipe
from autocut.render.alike import alike
from autocut.survey import Sources, analyzed
from autocut.together import Work, together
from autocut.weightings import in_use

T = TypeVar("T")

_UNCHANGED = "unchanged: it is not rendered again (--force does)"


def planned(
    path: Path, presets: Sequence[Preset], sources: Sources, executor: Executor = HERE
) -> Generator[Event, None, Plan]:
    """The plan of every preset for the master at `path`.

    The beats of music, the passes of the analysis and the planning of each preset are tasks for the `executor`; the
    plan does not depend on it. Raises AutocutError where nothing can be planned: of several presets' errors that of the
    first.
    """
    master, weighting = probe(path), in_use()
    presets = [absolute(preset) for preset in presets]
    masters = [choose_track(master, preset.analysis) for preset in presets]
    bringing = [executor.work(Bringing(each)) if has_beats(each) else found(each) for each in presets]
    brought = yield from _each(bringing, executor)
    for preset, own in zip(presets, brought, strict=True):
        # Also here, so that nobody waits for an analysis of which nothing can come.
        refuse_conflicts(master, beside_bumpers(preset, own))
    analyses = yield from analyzed(master, [listening(preset) for preset in presets], sources, executor=executor)
    asked = zip(masters, analyses, brought, presets, strict=True)
    made = yield from _each([executor.work(Planning(*each, weighting)) for each in asked], executor)
    return Plan(PLAN_SCHEMA, master, tuple(rendition for own in made for rendition in own))


def _each(works: Sequence[Work[T]], executor: Executor) -> Work[list[T]]:
    """What each of the works returns; where some raise AutocutError, that of the first of them in their order."""
    results: list[T] = []
    for result in (yield from together(works, executor.slots, passed_on=AutocutError)):
        if isinstance(result, Exception):
            raise result
        results.append(result)
    return results


def delivered(
    plan_: Plan, outbox: Path, *, force: bool = False, executor: Executor = HERE
) -> Generator[Event, None, dict[str, Any]]:
    """Render, verify and deliver every rendition into the folder `outbox`; return what the manifest says.

    Those that play the same are one task for the `executor`; the pieces of long ones are tasks of their own. One that
    fails is told of, here and in the manifest, and leaves the others be. What an earlier run delivered by the same
    recipe is kept as it is, but with `force`; the manifest is renewed with every task, so that this run can be such a
    one. Raises DeliveryError where the outbox cannot be written.
    """
    master, renditions = plan_.master, plan_.renditions
    deliveries: dict[int, Delivery] = {}
    turn = threading.Lock()
    with working_folder(outbox) as working:

        def recorded() -> dict[str, Any]:
            with turn:
                return write_manifest(master, [deliveries[number] for number in sorted(deliveries)], outbox, working)

        def made(numbers: Sequence[int], task: Making) -> Generator[Event, None, None]:
            found = yield from _made(task, executor)
            deliveries.update(zip(numbers, found, strict=True))
            recorded()

        recipes = {number: recipe(each, master) for number, each in enumerate(renditions) if each.timeline.clips}
        before = () if force else delivered_before(outbox)
        for number, digest in recipes.items():
            kept = unchanged(renditions[number], digest, before, outbox, working)
            if kept is not None:
                deliveries[number] = kept
                yield Noted(subject_of(renditions[number], master), _UNCHANGED)
        left = [number for number in recipes if number not in deliveries]
        works = []
        for group in alike([renditions[number] for number in left], master):
            numbers = [left[place] for place in group]
            task = Making(master, tuple(renditions[k] for k in numbers), tuple(recipes[k] for k in numbers), outbox)
            works.append(made(numbers, task))
        yield from together(works, executor.slots, passed_on=())
        for number, rendition in enumerate(renditions):
            if number not in deliveries:
                deliveries[number] = nothing_passed(rendition)
                yield Warned(subject_of(rendition, master), f"nothing passed: {rendition.reason}")
        return recorded()


def _made(task: Making, executor: Executor) -> Generator[Event, None, tuple[Delivery, ...]]:
    """What comes of the task, or the records of why nothing does: nothing is wrong with the others."""
    try:
        spread = task.has_pieces and executor.slots > 1
        return (yield from task.run(executor) if spread else executor.work(task))
    except AutocutError as error:
        for rendition in task.renditions:
            yield failed(subject_of(rendition, task.master), error)
        return tuple(not_delivered(rendition, task.outbox, str(error)) for rendition in task.renditions)
