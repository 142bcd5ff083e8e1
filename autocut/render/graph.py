"""A rendition to ffmpeg arguments, by ffmpeg-python: pure, nothing is run.

One input with its own seek for each clip, joined by the concat filter: exact to the frame, and nothing is
buffered for clips out of order.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autocut.codecs.codec import Options
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition
from autocut.model.timeline import Music, Timeline
from autocut.render.encoding import (
    audio_options,
    container_options,
    copy_options,
    joining_options,
    sound_container,
    video_options,
)
from autocut.render.films import Films
from autocut.render.joining import LAYOUTS, SAMPLE_RATE, clips_sound
from autocut.render.mixing import Bed, mixture, music_sound
from autocut.render.picture import Drawn, picture

ALL = range(sys.maxsize)
"""The part that is the whole."""
_LAST = "the input after the last"
_WAV: Options = {"c:a": "pcm_f32le", "rf64": "auto", "f": "wav"}


@dataclass(frozen=True, slots=True)
class Mix:
    """The joined sound of a version: a file of it, the gain it needs in dB, and the peak its limiter keeps, in dBFS."""

    path: str
    gain: float
    ceiling: float


def sound_arguments(rendition: Rendition, films: Films, output: str, part: range = ALL) -> list[str]:
    """Write the joined sound of the clips to a float WAV, with ebur128's summary in the log."""
    layout = LAYOUTS[rendition.preset.audio.channels]
    return _metered(clips_sound(rendition.timeline, films, layout, part), output)


def sounds_arguments(parts: str, output: str) -> list[str]:
    """Write the sounds that are listed in the file `parts` to one float WAV, with ebur128's summary in the log."""
    return _metered(_listed(parts)["a"], output)


def music_arguments(rendition: Rendition, music: Music, output: str) -> list[str]:
    """Write the music alone, in its place on the timeline, to a float WAV, with ebur128's summary in the log."""
    layout = LAYOUTS[rendition.preset.audio.channels]
    return _metered(music_sound(music, rendition.timeline.duration, layout), output)


def mixture_arguments(timeline: Timeline, clips: str, beep: float, under: Bed | None, output: str) -> list[str]:
    """Mute, beep and lay the music under the sound in the file `clips`, with ebur128's summary in the log."""
    return _metered(mixture(timeline, clips, beep, under), output)


def trial_arguments(rendition: Rendition, mix: Mix, output: str) -> list[str]:
    """Encode the mix alone as the version will, to be measured."""
    container = sound_container(rendition.preset.container)
    options = {**audio_options(rendition.preset.audio), **container_options(container)}
    return _arguments([_mastered(mix)], output, options)


def version_arguments(
    rendition: Rendition, films: Films, output: str, mix: Mix | None, drawn: Drawn, chapters: str | None = None
) -> list[str]:
    """Write the finished version; `chapters` is a file of ffmpeg metadata in the folder that ffmpeg runs in."""
    preset, coding = rendition.preset, {}
    if preset.video is not None:
        coding = {**video_options(preset.video, rendition.timeline.frame_rate)}
    pictures = [picture(rendition, films, drawn, ALL)] if preset.video else []
    return _finished(pictures, coding, preset, output, mix, chapters)


def part_arguments(rendition: Rendition, films: Films, output: str, drawn: Drawn, part: range) -> list[str]:
    """Write the coded picture of one part of the clips, without sound."""
    preset = rendition.preset
    assert preset.video is not None
    options = {**video_options(preset.video, rendition.timeline.frame_rate), **container_options(preset.container)}
    return _arguments([picture(rendition, films, drawn, part)], output, options)


def parts_arguments(
    rendition: Rendition, parts: str, output: str, mix: Mix | None, chapters: str | None = None
) -> list[str]:
    """Write the finished version of the coded pictures that are listed in the file `parts`."""
    coding = joining_options(rendition.timeline.frame_rate)
    return _finished([_listed(parts)["v"]], coding, rendition.preset, output, mix, chapters)


def copying_arguments(
    rendition: Rendition, master: Master, output: str, mix: Mix | None, chapters: str | None = None
) -> list[str]:
    """Write the finished version with the master's own picture, not a bit of it coded anew."""
    import ffmpeg

    shown = ffmpeg.input(f"file:{master.path}", an=None)[str(master.video.index)]
    return _finished([shown], copy_options(master), rendition.preset, output, mix, chapters)


def _finished(
    pictures: list[Any], coding: Options, preset: Preset, output: str, mix: Mix | None, chapters: str | None
) -> list[str]:
    sounds = [_mastered(mix)] if mix else []
    options = {**coding, **(audio_options(preset.audio) if mix else {}), **container_options(preset.container)}
    return _arguments([*pictures, *sounds], output, options, chapters)


def _listed(parts: str) -> Any:
    import ffmpeg

    return ffmpeg.input(parts, f="concat", safe=0)


def _metered(stream: Any, output: str) -> list[str]:
    return _arguments([stream.filter("ebur128", peak="true", framelog="quiet")], output, _WAV)


def _arguments(
    streams: list[Any], output: str, options: Mapping[str, str | int], chapters: str | None = None
) -> list[str]:
    import ffmpeg

    if chapters is None:
        return list(ffmpeg.output(*streams, output, map_metadata=-1, map_chapters=-1, **options).get_args())
    # Of all metadata those of chapters alone are taken over, for these are their titles.
    settings = {"map_metadata:g": -1, "map_metadata:s": -1, "map_chapters": _LAST, **options}
    arguments: list[str] = ffmpeg.output(*streams, output, **settings).get_args()
    # A file of metadata has no streams, so that ffmpeg-python cannot name it: it is the input after the last.
    places = [k for k, argument in enumerate(arguments) if argument == "-i"]
    arguments[arguments.index(_LAST)] = str(len(places))
    end = places[-1] + 2
    return [*arguments[:end], "-f", "ffmetadata", "-i", chapters, *arguments[end:]]


def _mastered(mix: Mix) -> Any:
    """Gain, then a limiter at four times the rate so that it sees the peaks between samples."""
    import ffmpeg

    limit = f"{10 ** (mix.ceiling / 20):.6f}"
    louder = ffmpeg.input(mix.path).filter("volume", f"{mix.gain:.3f}dB").filter("aresample", 4 * SAMPLE_RATE)
    return louder.filter("alimiter", limit=limit, level="disabled", latency=1).filter("aresample", SAMPLE_RATE)
