"""The six stages in order, yielding events: probe, analyze, score, plan, render (and verify), deliver."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from autocut import styles
from autocut.brought import absolute, found
from autocut.checks.checks import verified
from autocut.deliver.deliver import deliver, not_delivered, nothing_passed
from autocut.deliver.manifest import write_manifest
from autocut.deliver.outbox import working_folder
from autocut.errors import AutocutError, DeliveryError, RenderError
from autocut.lexicons import lexicon_of
from autocut.media.conform import conform
from autocut.media.probe import probe
from autocut.media.tracks import choose_track, sound_notes
from autocut.model.brought import Brought
from autocut.model.event import Event, Failed, Warned, told
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import PLAN_SCHEMA, Delivery, Plan, Rendition
from autocut.plan.bumpers import beside_bumpers
from autocut.plan.caption_profile import caption_notes
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from autocut.plan.wishes import refuse_conflicts
from autocut.render.render import Rendered, render
from autocut.render.spoken import word_notes
from autocut.score.passages import passages
from autocut.survey import Sources, analyzed
from autocut.weightings import in_use


def planned(path: Path, presets: Sequence[Preset], sources: Sources) -> Generator[Event, None, Plan]:
    """The plan of every preset for the master at `path`."""
    master, weighting = probe(path), in_use()
    presets = [absolute(preset) for preset in presets]
    brought: list[Brought] = []
    renditions: list[Rendition] = []
    masters = [choose_track(master, preset.analysis) for preset in presets]
    for preset in presets:
        brought.append((yield from found(preset)))
    for preset, own in zip(presets, brought, strict=True):
        # Also here, so that nobody waits for an analysis of which nothing can come.
        refuse_conflicts(master, beside_bumpers(preset, own))
    analyses = yield from analyzed(master, [preset.analysis for preset in presets], sources)
    for preset, heard, analysis, own in zip(presets, masters, analyses, brought, strict=True):
        footage = Footage(heard, analysis, lexicon_of(analysis), own)
        segments = passages(heard, analysis, footage.lexicon, weighting, beside_bumpers(preset, own))
        made = plan(footage, segments, preset)
        renditions.extend(replace(rendition, weighting=weighting.name) for rendition in made)
    return Plan(PLAN_SCHEMA, master, tuple(renditions))


def delivered(plan_: Plan, outbox: Path) -> Generator[Event, None, dict[str, Any]]:
    """Render, verify and deliver every rendition into the folder `outbox`; return what the manifest says.

    One that fails is told of, here and in the manifest, and leaves the others be. Raises DeliveryError where the
    outbox cannot be written.
    """
    master = plan_.master
    deliveries: list[Delivery] = []
    with working_folder(outbox) as working:
        for rendition in plan_.renditions:
            subject = f"{master.path.name} {rendition.name}"
            try:
                with working_folder(working) as folder:
                    delivery = yield from _version(rendition, master, outbox, folder)
            except RenderError as error:
                delivery = not_delivered(rendition, outbox, str(error), error.checks)
                yield Failed(subject, delivery.reason, error.exit_code)
            except AutocutError as error:
                delivery = not_delivered(rendition, outbox, str(error))
                yield Failed(subject, delivery.reason, error.exit_code)
            except OSError as error:
                delivery = not_delivered(rendition, outbox, f"{outbox} cannot be written: {error.strerror}")
                yield Failed(subject, delivery.reason, DeliveryError.exit_code)
            deliveries.append(delivery)
            if delivery.status == "nothing-passed":
                yield Warned(subject, f"nothing passed: {delivery.reason}")
        return write_manifest(master, deliveries, outbox, working)


def _version(rendition: Rendition, master: Master, outbox: Path, folder: Path) -> Generator[Event, None, Delivery]:
    if not rendition.timeline.clips:
        return nothing_passed(rendition)
    master = choose_track(master, rendition.preset.analysis)
    subject = f"{master.path.name} {rendition.name}"
    made = yield from told("rendering", subject, render(rendition, master, folder))
    measured = yield from told("verifying", subject, verified(made.path, rendition.preset, rendition, master))
    failed = [check for check in measured[2] if not check.passed]
    if failed and made.copied:
        made = yield from told("rendering", subject, render(rendition, master, folder, copying=False))
        measured = yield from told("verifying", subject, verified(made.path, rendition.preset, rendition, master))
        failed = [check for check in measured[2] if not check.passed]
    if failed:
        faults = "; ".join(f"{check.name}: {check.measured}, required {check.required}" for check in failed)
        raise RenderError(f"{rendition.name} did not pass its checks and was not delivered: {faults}", measured[2])
    shown = _picture_notes(made, master) if rendition.preset.video else ()
    notes = (*rendition.notes, *shown, *sound_notes(master, rendition.preset.audio.channels))
    notes += _caption_notes(rendition)
    return deliver(made.path, rendition, outbox, measured, notes)


def _picture_notes(made: Rendered, master: Master) -> tuple[str, ...]:
    return ("the picture is copied untouched",) if made.copied else conform(master).notes


def _caption_notes(rendition: Rendition) -> tuple[str, ...]:
    cues, captions = rendition.cues, rendition.preset.captions
    timed = word_notes(cues, styles.load(captions.style)) if captions.burn else ()
    return (*caption_notes(cues, captions), *timed) if captions.burn or captions.sidecars else ()
