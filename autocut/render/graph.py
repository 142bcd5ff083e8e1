"""Renditions to ffmpeg arguments, by ffmpeg-python: pure, nothing is run.

One input with its own seek for each clip, joined by the concat filter: exact to the frame, and nothing is
buffered for clips out of order. Versions of the same clips are written by one run, which decodes them once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from autocut.codecs import CODECS
from autocut.codecs.budget import budget, may_exceed
from autocut.codecs.codec import Aim, Options
from autocut.codecs.coding import Coding, software
from autocut.model.rendition import Rendition
from autocut.model.timeline import Music, Timeline
from autocut.render.arguments import Output, arguments
from autocut.render.cleaning import Cleaning, cleaned
from autocut.render.encoding import (
    aimed_options,
    audio_options,
    container_options,
    copy_options,
    joining_options,
    sound_container,
)
from autocut.render.films import Films
from autocut.render.joining import LAYOUTS, SAMPLE_RATE, clips_sound
from autocut.render.mixing import Bed, mixture, music_sound
from autocut.render.parts import pieces
from autocut.render.picture import Drawn, picture

ALL = range(sys.maxsize)
"""The part that is the whole."""
_WAV: Options = {"c:a": "pcm_f32le", "rf64": "auto", "f": "wav"}


@dataclass(frozen=True, slots=True)
class Mix:
    """The joined sound of a version: a file of it, the gain it needs in dB, and the peak its limiter keeps, in dBFS.

    It needs no limiter where `limited` is not set.
    """

    path: str
    gain: float
    ceiling: float
    limited: bool = True


@dataclass(frozen=True, slots=True)
class Aimed:
    """One of two passes, by its number, that come out at so many kbit/s."""

    bitrate: int
    number: int


@dataclass(frozen=True, slots=True)
class Version:
    """One file to write: what of which films it shows, what is laid over that, its name, and files of what it takes in.

    `sound` is its coded sound, None for none, `chapters` ffmpeg metadata. All names are of the folder that ffmpeg
    runs in. `coding` is who codes the picture, the software where it is None; one that is `aimed` is coded by the
    software at that bitrate. `notes` say what of that was not asked for.
    """

    rendition: Rendition
    films: Films
    output: str
    sound: str | None = None
    drawn: Drawn = field(default_factory=Drawn)
    chapters: str | None = None
    coding: Coding | None = None
    aimed: Aimed | None = None
    notes: tuple[str, ...] = ()


def software_of(version: Version) -> Coding:
    """How ffmpeg's own encoder codes its picture."""
    assert version.rendition.preset.video is not None
    return software(version.rendition.preset.video, version.rendition.timeline.frame_rate)


def pieces_of(version: Version) -> tuple[range, ...]:
    """The frames of the version in runs that are coded by themselves, by its plan and master alone.

    Two pictures that become the fields of a frame are never parted. Length alone is no reason where a file might come
    out too large, for its size is then watched and aimed at as a whole, nor for a codec whose groups of pictures or
    whose buffer run on through the file. Inside a clip an uneven master is not parted: its pictures lie anywhere.
    """
    preset, timeline = version.rendition.preset, version.rendition.timeline
    assert preset.video is not None
    codec = CODECS[preset.video.codec]
    if codec.pictures_a_frame(timeline.frame_rate) == 2:
        return (range(timeline.frames),)
    free = not may_exceed(preset, budget(version.rendition, heard=version.sound is not None))
    return pieces(timeline, spread=free and codec.closed, inside=not version.films.master.video.variable_frame_rate)


def sound_arguments(rendition: Rendition, films: Films, output: str, part: range = ALL) -> list[str]:
    """Write the joined sound of the clips to a float WAV, with ebur128's summary in the log."""
    layout = LAYOUTS[rendition.preset.audio.channels]
    return _metered(clips_sound(rendition.timeline, films, layout, part), output)


def sounds_arguments(parts: str, output: str) -> list[str]:
    """Write the sounds that are listed in the file `parts` to one float WAV, with ebur128's summary in the log."""
    return _metered(_listed(parts)["a"], output)


def cleaned_arguments(joined: str, cleaning: Cleaning, output: str) -> list[str]:
    """Write the cleaned sound of the file `joined` to a float WAV, with ebur128's summary in the log."""
    import ffmpeg

    return _metered(cleaned(ffmpeg.input(joined)["a"], cleaning), output)


def music_arguments(rendition: Rendition, music: Music, output: str) -> list[str]:
    """Write the music alone, in its place on the timeline, to a float WAV, with ebur128's summary in the log."""
    layout = LAYOUTS[rendition.preset.audio.channels]
    return _metered(music_sound(music, rendition.timeline.duration, layout), output)


def mixture_arguments(timeline: Timeline, clips: str, beep: float, under: Bed | None, output: str) -> list[str]:
    """Mute, beep and lay the music under the sound in the file `clips`, with ebur128's summary in the log."""
    return _metered(mixture(timeline, clips, beep, under), output)


def mix_arguments(mix: Mix) -> list[str]:
    """Write the mix nowhere, with ebur128's summary in the log."""
    return arguments([Output((_mastered(mix).filter("ebur128", peak="true", framelog="quiet"),), "-", {"f": "null"})])


def coded_arguments(rendition: Rendition, mix: Mix, output: str, chapters: str | None = None) -> list[str]:
    """Write the mix alone, coded as the version asks for."""
    preset = rendition.preset
    options = {**audio_options(preset.audio), **container_options(sound_container(preset.container))}
    return arguments([Output((_mastered(mix),), output, options, chapters)])


def version_arguments(versions: Sequence[Version]) -> list[str]:
    """Write finished versions of the same clips."""
    return [*_devices(versions), *arguments([_finished(each, _picture(each, ALL)) for each in versions])]


def part_arguments(
    versions: Sequence[Version], frames: Sequence[range], outputs: Sequence[str], files: Sequence[str]
) -> list[str]:
    """Write the coded pictures of some frames of each version, without sound, to the `files`.

    What two passes tell each other has the names of the `outputs`.
    """
    each = zip(versions, frames, outputs, files, strict=True)
    return [*_devices(versions), *arguments([_part(*one) for one in each])]


def parts_arguments(version: Version, parts: str) -> list[str]:
    """Write the finished version of the coded pictures that are listed in the file `parts`, each packet as it is."""
    return arguments([_finished(version, _listed(parts)["v"], joining_options(version.rendition.timeline.frame_rate))])


def copying_arguments(version: Version) -> list[str]:
    """Write the finished version with the master's own picture, not a bit of it coded anew."""
    import ffmpeg

    master = version.films.master
    shown = ffmpeg.input(f"file:{master.path}", an=None)[str(master.video.index)]
    return arguments([_finished(version, shown, copy_options(master))])


def _finished(version: Version, shown: Any, coding: Options | None = None) -> Output:
    import ffmpeg

    own = {**(_video_options(version, version.output) if coding is None else coding)}
    sounds = [ffmpeg.input(version.sound)["a"]] if version.sound is not None else []
    options = {**own, **({"c:a": "copy"} if sounds else {}), **container_options(version.rendition.preset.container)}
    return Output((shown, *sounds), version.output, options, version.chapters)


def _part(version: Version, part: range, output: str, file: str) -> Output:
    options = {**_video_options(version, output), **container_options(version.rendition.preset.container)}
    return Output((_picture(version, part),), file, options)


def _picture(version: Version, part: range) -> Any:
    shown = picture(version.rendition, version.films, version.drawn, part)
    for name, *values in (version.coding or software_of(version)).filters:
        shown = shown.filter(name, *values)
    return shown


def _devices(versions: Sequence[Version]) -> list[str]:
    """Global arguments, each device once."""
    used = dict.fromkeys(version.coding.device for version in versions if version.coding is not None)
    return [argument for device in used for argument in device]


def _video_options(version: Version, output: str) -> Options:
    video, rate = version.rendition.preset.video, version.rendition.timeline.frame_rate
    assert video is not None
    if version.aimed is not None:
        return aimed_options(video, rate, Aim(version.aimed.bitrate, version.aimed.number, f"{output}.passes"))
    return (version.coding or software_of(version)).options


def _listed(parts: str) -> Any:
    import ffmpeg

    return ffmpeg.input(parts, f="concat", safe=0, auto_convert=0)


def _metered(stream: Any, output: str) -> list[str]:
    return arguments([Output((stream.filter("ebur128", peak="true", framelog="quiet"),), output, _WAV)])


def _mastered(mix: Mix) -> Any:
    """Gain, then a limiter at four times the rate so that it sees the peaks between samples."""
    import ffmpeg

    louder = ffmpeg.input(mix.path).filter("volume", f"{mix.gain:.3f}dB")
    if not mix.limited:
        return louder
    limit = f"{10 ** (mix.ceiling / 20):.6f}"
    limited = louder.filter("aresample", 4 * SAMPLE_RATE).filter("alimiter", limit=limit, level="disabled", latency=1)
    return limited.filter("aresample", SAMPLE_RATE)
