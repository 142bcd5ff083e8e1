"""Versions that play the same, from their plan to the outbox."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from autocut import styles
from autocut.checks.checks import verified
from autocut.deliver.deliver import deliver, not_delivered
from autocut.deliver.outbox import working_folder
from autocut.errors import AutocutError, DeliveryError, RenderError
from autocut.faults import failed
from autocut.media.conform import conform
from autocut.media.tracks import choose_track, sound_notes
from autocut.model.event import Event, told, told_of_all
from autocut.model.media import Master
from autocut.model.rendition import Delivery, Rendition
from autocut.model.task import Executor
from autocut.plan.caption_profile import caption_notes
from autocut.render.fonts.faces import emoji_notes, faces_of
from autocut.render.parts import is_long
from autocut.render.render import Rendered, render, rendered_together
from autocut.render.spoken import word_notes


@dataclass(frozen=True, slots=True)
class Making:
    """A task: render, verify and deliver versions that play the same; the `recipes` are theirs, in their order."""

    master: Master
    renditions: tuple[Rendition, ...]
    recipes: tuple[str, ...]
    outbox: Path

    gpu: ClassVar[bool] = False

    @property
    def subject(self) -> str:
        """The master's name and those of the versions."""
        return " ".join((self.master.path.name, *(rendition.name for rendition in self.renditions)))

    @property
    def has_pieces(self) -> bool:
        """Whether it may have pieces for more than one machine, so that it is to be run where it can give them away."""
        return any(rendition.preset.video is not None and is_long(rendition.timeline) for rendition in self.renditions)

    def run(self, executor: Executor) -> Generator[Event, None, tuple[Delivery, ...]]:
        """The delivery of each, or the record of why there is none, which is told.

        Raises DeliveryError where the outbox cannot be written.
        """
        deliveries: list[Delivery] = []
        with working_folder(self.outbox) as folder:
            made = yield from self._rendered(folder, executor)
            for rendition, digest, file in zip(self.renditions, self.recipes, made, strict=True):
                own = folder / f"coded{len(deliveries)}"
                work = self._version(rendition, file, own, digest, executor)
                deliveries.append((yield from self._told_of(rendition, work)))
        return tuple(deliveries)

    def _rendered(self, folder: Path, executor: Executor) -> Generator[Event, None, Sequence[Rendered | AutocutError]]:
        """The files, or why there is none; a stage for each of them."""
        subjects = [subject_of(rendition, self.master) for rendition in self.renditions]
        try:
            heard = choose_track(self.master, self.renditions[0].preset.analysis)
            work = rendered_together(self.renditions, heard, folder, executor=executor)
            return (yield from told_of_all("rendering", subjects, work, failed=AutocutError))
        except AutocutError as error:
            return (error,) * len(subjects)
        except OSError as error:
            return (_unwritable(folder.parent, error),) * len(subjects)

    def _told_of(
        self, rendition: Rendition, work: Generator[Event, None, Delivery]
    ) -> Generator[Event, None, Delivery]:
        """The delivery that comes of the work, or the record of why there is none, which is told."""
        try:
            return (yield from work)
        except AutocutError as error:
            fault = error
        except OSError as error:
            fault = _unwritable(self.outbox, error)
        yield failed(subject_of(rendition, self.master), fault)
        checks = fault.checks if isinstance(fault, RenderError) else ()
        return not_delivered(rendition, self.outbox, str(fault), checks)

    def _version(
        self, rendition: Rendition, made: Rendered | AutocutError, folder: Path, digest: str, executor: Executor
    ) -> Generator[Event, None, Delivery]:
        if isinstance(made, AutocutError):
            raise made
        subject, preset = subject_of(rendition, self.master), rendition.preset
        master = choose_track(self.master, preset.analysis)
        measured = yield from told("verifying", subject, verified(made.path, preset, rendition, master))
        missed = [check for check in measured[2] if not check.passed]
        if missed and made.copied:
            folder.mkdir()
            anew = render(rendition, master, folder, copying=False, executor=executor)
            made = yield from told("rendering", subject, anew)
            measured = yield from told("verifying", subject, verified(made.path, preset, rendition, master))
            missed = [check for check in measured[2] if not check.passed]
        if missed:
            faults = "; ".join(f"{check.name}: {check.measured}, required {check.required}" for check in missed)
            raise RenderError(f"{rendition.name} did not pass its checks and was not delivered: {faults}", measured[2])
        shown = _picture_notes(made, master) if preset.video else ()
        notes = (*rendition.notes, *shown, *sound_notes(master, preset.audio.channels), *made.heard)
        notes += _caption_notes(rendition)
        return deliver(made.path, rendition, self.outbox, measured, notes, digest)


def subject_of(rendition: Rendition, master: Master) -> str:
    """The master and the version, as events name them."""
    return f"{master.path.name} {rendition.name}"


def _unwritable(folder: Path, error: OSError) -> DeliveryError:
    return DeliveryError(f"{folder} cannot be written: {error.strerror}")


def _picture_notes(made: Rendered, master: Master) -> tuple[str, ...]:
    return ("the picture is copied untouched",) if made.copied else (*conform(master).notes, *made.notes)


def _caption_notes(rendition: Rendition) -> tuple[str, ...]:
    cues, captions = rendition.cues, rendition.preset.captions
    timed = (*word_notes(cues, styles.load(captions.style)), *emoji_notes(faces_of(cues))) if captions.burn else ()
    return (*caption_notes(cues, captions), *timed) if captions.burn or captions.sidecars else ()
