"""Renditions to files: subtitles and cards first, then the sound, then everything in one ffmpeg run."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from autocut.errors import AutocutError, FfmpegError, PlanError
from autocut.media.run import ffmpeg
from autocut.model.event import within
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.render.coder import chosen, without_hardware
from autocut.render.copying import copies
from autocut.render.drawing import Drawings
from autocut.render.films import films_of
from autocut.render.fitting import first_try, fitted, refuse_impossible
from autocut.render.graph import (
    Version,
    copying_arguments,
    has_fields,
    part_arguments,
    parts_arguments,
    software_of,
    version_arguments,
)
from autocut.render.layout import canvas_size
from autocut.render.parts import part_list, parts
from autocut.render.sound import Sounds
from autocut.render.umid import number_material

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


def render(rendition: Rendition, master: Master, folder: Path, *, copying: bool = True) -> Work:
    """The unverified file in `folder`, a working folder of its own; yields the share done (0-1).

    Where nothing of the master's picture changes it is copied, if `copying`. Raises FfmpegError or ToolError;
    InputError where a bumper or the logo cannot be read; PresetError where the captions' style cannot; PlanError
    where the plan has nothing to play.
    """
    (made,) = yield from rendered_together((rendition,), master, folder, copying=copying)
    if isinstance(made, AutocutError):
        raise made
    return made


def rendered_together(
    renditions: Sequence[Rendition], master: Master, folder: Path, *, copying: bool = True
) -> Generator[float, None, Results]:
    """The unverified files of versions of the same clips, or why one could not be made; yields the share done (0-1).

    The master is decoded once for all of them. What keeps one from being made leaves the others be.
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
    coded = yield from within(_SOUND_SHARE, 1.0, _coded(tuple(versions.values()), folder))
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


def _coded(versions: Sequence[Version], folder: Path) -> Generator[float, None, Results]:
    """The versions written in one run, or by themselves where that fails."""
    together, shared = len(versions) > 1, 0.0
    if together:
        try:
            yield from within(0.0, _TOGETHER_SHARE, _written(versions, folder))
            shared = _TOGETHER_SHARE
        except FfmpegError:
            together = False
    results: list[Rendered | AutocutError] = []
    for number, version in enumerate(versions):
        begun, ended = (shared + (1 - shared) * k / len(versions) for k in (number, number + 1))
        try:
            results.append((yield from within(begun, ended, _alone(version, folder, written=together))))
        except AutocutError as error:
            results.append(error)
    return tuple(results)


def _alone(version: Version, folder: Path, *, written: bool) -> Work:
    """The version, within the bytes that are allowed; it may have been `written` already."""

    def writing(each: Version) -> Generator[float, None, None]:
        return _written((each,), folder)

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


def _written(versions: Sequence[Version], folder: Path) -> Generator[float, None, None]:
    timeline = versions[0].rendition.timeline
    # Parts of an odd number of pictures would each end in half a frame.
    count = 1 if any(map(has_fields, versions)) else len(timeline.clips)
    runs = parts(count)
    if len(runs) == 1:
        yield from ffmpeg(version_arguments(versions), duration=timeline.duration, cwd=folder)
        return
    lists = yield from within(0.0, _CODED_SHARE, _coded_parts(versions, folder, runs))
    for version, listed in zip(versions, lists, strict=True):
        joining = ffmpeg(parts_arguments(version, listed), duration=timeline.duration, cwd=folder)
        yield from within(_CODED_SHARE, _CODED_SHARE, joining)


def _coded_parts(
    versions: Sequence[Version], folder: Path, runs: Sequence[range]
) -> Generator[float, None, tuple[str, ...]]:
    """Write the pictures in parts and return the names of lists of them; yields the share done (0-1)."""
    timelines = [version.rendition.timeline for version in versions]
    whole = timelines[0].duration
    written: list[list[tuple[str, float]]] = [[] for _ in versions]
    for number, run in enumerate(runs):
        names = [f"part{number}-{version.output}" for version in versions]
        spans = [list(timeline.placed())[run.start : run.stop] for timeline in timelines]
        lengths = [placed[-1][1].end - placed[0][1].start for placed in spans]
        start, end = spans[0][0][1].start, spans[0][-1][1].end
        coding = ffmpeg(part_arguments(versions, run, names), duration=lengths[0], cwd=folder)
        yield from within(start / whole, end / whole, coding)
        for files, each in zip(written, zip(names, lengths, strict=True), strict=True):
            files.append(each)
    for version, files in zip(versions, written, strict=True):
        (folder / f"{version.output}.txt").write_text(part_list(files), encoding="utf-8")
    return tuple(f"{version.output}.txt" for version in versions)
