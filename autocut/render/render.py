"""Renditions to files: subtitles and cards first, then the sound, then everything in one ffmpeg run."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from autocut.errors import AutocutError, FfmpegError, PlanError
from autocut.media.run import ffmpeg
from autocut.model.event import Progressed, within
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.model.task import HERE, Executor
from autocut.render.coder import chosen, without_hardware
from autocut.render.copying import copies
from autocut.render.drawing import Drawings
from autocut.render.films import films_of
from autocut.render.fitting import first_try, fitted, refuse_impossible
from autocut.render.graph import (
    Version,
    copying_arguments,
    parts_arguments,
    pieces_of,
    software_of,
    version_arguments,
)
from autocut.render.layout import canvas_size
from autocut.render.parts import part_list
from autocut.render.piece import Piece
from autocut.render.sound import Sounds
from autocut.render.umid import number_material
from autocut.together import together

_SOUND_SHARE = 0.1
_CODED_SHARE = 0.95
_TOGETHER_SHARE = 0.98


@dataclass(frozen=True, slots=True)
class Rendered:
    """An unverified file, whether its picture is the master's own, untouched, and what is to be told of its coding.

    `heard` is what is to be told of its sound.
    """

    path: Path
    copied: bool = False
    notes: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


Work = Generator[float, None, Rendered]
Results = tuple[Rendered | AutocutError, ...]


def render(
    rendition: Rendition, master: Master, folder: Path, *, copying: bool = True, executor: Executor = HERE
) -> Work:
    """The unverified file in `folder`, a working folder of its own; yields the share done (0-1).

    Where nothing of the master's picture changes it is copied, if `copying`. Raises FfmpegError or ToolError;
    InputError where a bumper or the logo cannot be read; PresetError where the captions' style cannot; PlanError
    where the plan has nothing to play.
    """
    (made,) = yield from rendered_together((rendition,), master, folder, copying=copying, executor=executor)
    if isinstance(made, AutocutError):
        raise made
    return made


def rendered_together(
    renditions: Sequence[Rendition],
    master: Master,
    folder: Path,
    *,
    copying: bool = True,
    executor: Executor = HERE,
) -> Generator[float, None, Results]:
    """The unverified files of versions of the same clips, or why one could not be made; yields the share done (0-1).

    The master is decoded once for all of them. Pieces of long ones go to the `executor`, where the folder must be seen.
    What keeps one from being made leaves the others be.
    """
    made: dict[int, Rendered | AutocutError] = {}
    versions: dict[int, Version] = {}
    heard: dict[int, tuple[str, ...]] = {}
    drawings, sounds = Drawings(folder), Sounds(folder)
    for number, rendition in enumerate(renditions):
        share = _SOUND_SHARE / len(renditions)
        preparing = _prepared(number, rendition, master, drawings, sounds)
        try:
            version, heard[number] = yield from within(number * share, (number + 1) * share, preparing)
            if rendition.preset.video is None:
                made[number] = Rendered(folder / version.output)
            elif copying and copies(rendition, master) and (yield from _copied(version, folder)):
                made[number] = Rendered(folder / version.output, copied=True)
            else:
                versions[number] = version
        except AutocutError as error:
            made[number] = error
    coded = yield from within(_SOUND_SHARE, 1.0, _coded(tuple(versions.values()), folder, executor))
    made.update(zip(versions, coded, strict=True))
    yield 1.0
    results = (made[number] for number in range(len(renditions)))
    return tuple(
        replace(each, heard=heard[number]) if isinstance(each, Rendered) else each
        for number, each in enumerate(results)
    )


def _prepared(
    number: int, rendition: Rendition, master: Master, drawings: Drawings, sounds: Sounds
) -> Generator[float, None, tuple[Version, tuple[str, ...]]]:
    """The version with all that it takes in, as files, and what is to be told of its sound."""
    if not rendition.timeline.clips:
        raise PlanError(f"{rendition.name} has no clips: {rendition.reason}")
    films, size = films_of(rendition, master), canvas_size(rendition, master)
    refuse_impossible(rendition, size, heard=films.heard(rendition))
    drawn = yield from drawings.of(rendition, size)
    chapters = drawings.chapters(rendition.timeline)
    sound, heard = yield from sounds.of(rendition, films, chapters)
    if rendition.preset.video is not None:
        coding, notes = chosen(rendition.preset.video, rendition.timeline.frame_rate)
        name = f"version{number}.{rendition.preset.container}"
        return Version(rendition, films, name, sound, drawn, chapters, coding, notes=notes), heard
    if sound is None:
        raise PlanError(f"{rendition.name} is sound alone, and the master has none")
    return Version(rendition, films, sound), heard


def _copied(version: Version, folder: Path) -> Generator[float, None, bool]:
    """Write the version with the master's own picture and return whether that could be done."""
    # A picture that ffmpeg cannot copy into this container it can still code anew.
    with suppress(FfmpegError):
        yield from within(0.0, 0.0, ffmpeg(copying_arguments(version), cwd=folder))
        return True
    return False


def _coded(versions: Sequence[Version], folder: Path, executor: Executor) -> Generator[float, None, Results]:
    """The versions written in one run, or by themselves where that fails or they are not coded in as many pieces."""
    joint, shared = len(versions) > 1 and len({len(pieces_of(version)) for version in versions}) == 1, 0.0
    if joint:
        try:
            yield from within(0.0, _TOGETHER_SHARE, _written(versions, folder, executor))
            shared = _TOGETHER_SHARE
        except FfmpegError:
            joint = False
    results: list[Rendered | AutocutError] = []
    for number, version in enumerate(versions):
        begun, ended = (shared + (1 - shared) * k / len(versions) for k in (number, number + 1))
        try:
            results.append((yield from within(begun, ended, _alone(version, folder, executor, written=joint))))
        except AutocutError as error:
            results.append(error)
    return tuple(results)


def _alone(version: Version, folder: Path, executor: Executor, *, written: bool) -> Work:
    """The version, within the bytes that are allowed; it may have been `written` already."""

    def writing(each: Version) -> Generator[float, None, None]:
        return _written((each,), folder, executor)

    if not written:
        try:
            yield from first_try(version, folder, writing)
        except FfmpegError as error:
            instead = without_hardware(version.coding, software_of(version), error)
            if instead is None:
                raise
            version = replace(version, coding=instead[0], notes=instead[1])
            yield from within(0.0, 0.0, first_try(version, folder, writing))
    notes = yield from within(1.0, 1.0, fitted(version, folder, writing))
    if version.rendition.preset.container == "mxf":
        number_material(folder / version.output)
    # What was told of hardware is not true of what the software coded again.
    told = () if notes and version.coding != software_of(version) else version.notes
    return Rendered(folder / version.output, notes=(*told, *notes))


def _written(versions: Sequence[Version], folder: Path, executor: Executor) -> Generator[float, None, None]:
    timeline = versions[0].rendition.timeline
    runs = [pieces_of(version) for version in versions]
    if len(runs[0]) == 1:
        yield from ffmpeg(version_arguments(versions), duration=timeline.duration, cwd=folder)
        return
    parts = [
        Piece(tuple(versions), frames, tuple(f"part{number}-{version.output}" for version in versions), folder)
        for number, frames in enumerate(zip(*runs, strict=True))
    ]
    yield from within(0.0, _CODED_SHARE, _all_coded(parts, executor))
    for place, version in enumerate(versions):
        rate, listed = version.rendition.timeline.frame_rate, f"{version.output}.txt"
        files = [(part.outputs[place], float(len(part.frames[place]) / rate)) for part in parts]
        (folder / listed).write_text(part_list(files), encoding="utf-8")
        joining = ffmpeg(parts_arguments(version, listed), duration=timeline.duration, cwd=folder)
        yield from within(_CODED_SHARE, _CODED_SHARE, joining)


def _all_coded(parts: Sequence[Piece], executor: Executor) -> Generator[float, None, None]:
    """Code the pieces, as many at once as the executor runs; yields the share done (0-1)."""
    whole = sum(part.seconds for part in parts)
    shares = {part.subject: part.seconds / whole for part in parts}
    done: dict[str, float] = {}
    where = executor if executor.slots > 1 else HERE
    with closing(together([where.work(part) for part in parts], executor.slots)) as work:
        for event in work:
            if isinstance(event, Progressed):
                done[event.subject] = event.fraction * shares[event.subject]
                yield sum(done.values())
