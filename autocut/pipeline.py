"""The six stages in order, yielding events: probe, analyze, score, plan, render (and verify), deliver."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from autocut import styles
from autocut.brought import absolute, found, listening
from autocut.checks.checks import verified
from autocut.deliver.deliver import deliver, not_delivered, nothing_passed
from autocut.deliver.manifest import write_manifest
from autocut.deliver.outbox import working_folder
from autocut.deliver.unchanged import delivered_before, unchanged
from autocut.errors import AutocutError, DeliveryError, RenderError
from autocut.lexicons import lexicon_of
from autocut.media.conform import conform
from autocut.media.probe import probe
from autocut.media.tracks import choose_track, sound_notes
from autocut.model.brought import Brought
from autocut.model.event import Event, Failed, Noted, Warned, told, told_of_all
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import PLAN_SCHEMA, Delivery, Plan, Rendition
from autocut.plan.bumpers import beside_bumpers
from autocut.plan.caption_profile import caption_notes
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from autocut.plan.wishes import refuse_conflicts
from autocut.recipe import recipe
from autocut.render.alike import alike
from autocut.render.fonts.faces import emoji_notes, faces_of
from autocut.render.render import Rendered, render, rendered_together
from autocut.render.spoken import word_notes
from autocut.score.passages import passages
from autocut.survey import Sources, analyzed
from autocut.weightings import in_use

_UNCHANGED = "unchanged: it is not rendered again (--force does)"


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
    analyses = yield from analyzed(master, [listening(preset) for preset in presets], sources)
    for preset, heard, analysis, own in zip(presets, masters, analyses, brought, strict=True):
        footage = Footage(heard, analysis, lexicon_of(analysis), own)
        segments = passages(heard, analysis, footage.lexicon, weighting, beside_bumpers(preset, own))
        made = plan(footage, segments, preset)
        renditions.extend(replace(rendition, weighting=weighting.name) for rendition in made)
    return Plan(PLAN_SCHEMA, master, tuple(renditions))


def delivered(plan_: Plan, outbox: Path, *, force: bool = False) -> Generator[Event, None, dict[str, Any]]:
    """Render, verify and deliver every rendition into the folder `outbox`; return what the manifest says.

    Those that play the same are rendered together. One that fails is told of, here and in the manifest, and leaves
    the others be. What an earlier run delivered by the same recipe is kept as it is, but with `force`. Raises
    DeliveryError where the outbox cannot be written.
    """
    master, renditions = plan_.master, plan_.renditions
    deliveries: dict[int, Delivery] = {}
    with working_folder(outbox) as working:
        recipes = {number: recipe(each, master) for number, each in enumerate(renditions) if each.timeline.clips}
        before = () if force else delivered_before(outbox)
        for number, digest in recipes.items():
            kept = unchanged(renditions[number], digest, before, outbox, working)
            if kept is not None:
                deliveries[number] = kept
                yield Noted(_subject(renditions[number], master), _UNCHANGED)
        left = [number for number in recipes if number not in deliveries]
        for group in alike([renditions[number] for number in left], master):
            with working_folder(working) as folder:
                numbers = [left[place] for place in group]
                versions = tuple(renditions[number] for number in numbers)
                made = yield from _rendered(versions, master, folder)
                for number, rendition, file in zip(numbers, versions, made, strict=True):
                    own = folder / f"coded{number}"
                    work = _version(rendition, master, file, outbox, own, recipes[number])
                    deliveries[number] = yield from _told_of(rendition, master, outbox, work)
        for number, rendition in enumerate(renditions):
            if number not in deliveries:
                deliveries[number] = nothing_passed(rendition)
                yield Warned(_subject(rendition, master), f"nothing passed: {rendition.reason}")
        return write_manifest(master, [deliveries[number] for number in sorted(deliveries)], outbox, working)


def _rendered(
    group: Sequence[Rendition], master: Master, folder: Path
) -> Generator[Event, None, Sequence[Rendered | AutocutError]]:
    """The files of versions that play the same, or why there is none; a stage for each of them."""
    subjects = [_subject(rendition, master) for rendition in group]
    try:
        heard = choose_track(master, group[0].preset.analysis)
        work = rendered_together(group, heard, folder)
        made = yield from told_of_all("rendering", subjects, work, failed=AutocutError)
    except AutocutError as error:
        return (error,) * len(group)
    except OSError as error:
        return (DeliveryError(f"{folder.parent} cannot be written: {error.strerror}"),) * len(group)
    return made


def _told_of(
    rendition: Rendition, master: Master, outbox: Path, work: Generator[Event, None, Delivery]
) -> Generator[Event, None, Delivery]:
    """The delivery that comes of the work, or the record of why there is none, which is told."""
    try:
        return (yield from work)
    except RenderError as error:
        delivery, code = not_delivered(rendition, outbox, str(error), error.checks), error.exit_code
    except AutocutError as error:
        delivery, code = not_delivered(rendition, outbox, str(error)), error.exit_code
    except OSError as error:
        delivery = not_delivered(rendition, outbox, f"{outbox} cannot be written: {error.strerror}")
        code = DeliveryError.exit_code
    yield Failed(_subject(rendition, master), delivery.reason, code)
    return delivery


def _version(
    rendition: Rendition, master: Master, made: Rendered | AutocutError, outbox: Path, folder: Path, digest: str
) -> Generator[Event, None, Delivery]:
    if isinstance(made, AutocutError):
        raise made
    subject, preset = _subject(rendition, master), rendition.preset
    master = choose_track(master, preset.analysis)
    measured = yield from told("verifying", subject, verified(made.path, preset, rendition, master))
    failed = [check for check in measured[2] if not check.passed]
    if failed and made.copied:
        folder.mkdir()
        made = yield from told("rendering", subject, render(rendition, master, folder, copying=False))
        measured = yield from told("verifying", subject, verified(made.path, preset, rendition, master))
        failed = [check for check in measured[2] if not check.passed]
    if failed:
        faults = "; ".join(f"{check.name}: {check.measured}, required {check.required}" for check in failed)
        raise RenderError(f"{rendition.name} did not pass its checks and was not delivered: {faults}", measured[2])
    shown = _picture_notes(made, master) if preset.video else ()
    notes = (*rendition.notes, *shown, *sound_notes(master, preset.audio.channels), *made.heard)
    notes += _caption_notes(rendition)
    return deliver(made.path, rendition, outbox, measured, notes, digest)


def _subject(rendition: Rendition, master: Master) -> str:
    return f"{master.path.name} {rendition.name}"


def _picture_notes(made: Rendered, master: Master) -> tuple[str, ...]:
    return ("the picture is copied untouched",) if made.copied else (*conform(master).notes, *made.notes)


def _caption_notes(rendition: Rendition) -> tuple[str, ...]:
    cues, captions = rendition.cues, rendition.preset.captions
    timed = (*word_notes(cues, styles.load(captions.style)), *emoji_notes(faces_of(cues))) if captions.burn else ()
    return (*caption_notes(cues, captions), *timed) if captions.burn or captions.sidecars else ()
