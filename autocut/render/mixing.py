"""The clips' sound with what is laid over and under it as an ffmpeg graph: muted stretches, beeps, a music bed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autocut.model.span import Span, as_ffmpeg_time, united
from autocut.model.timeline import Clip, Music, Muted, Timeline
from autocut.render.joining import SAMPLE_RATE, resampled, samples
from autocut.render.source import joined

_FADE_SAMPLES = round(0.008 * SAMPLE_RATE)
_TAIL_SECONDS = 0.8
_BEEP_HERTZ = 1000

# Audacity's Auto Duck (manual.audacityteam.org/man/auto_duck.html): 12 dB down, and half a second to come back.
_UNDER_VOICE_DB = 12.0
_LEAST_DUCKING_DB = 6.0
_TURNED_DOWN_DB = -6.0
_ATTACK_MS = 20
_RELEASE_MS = 800
_RATIO = 20
# The key is cut off this far under the loudness of the voice, so that quiet words duck as deep as loud ones.
_KEY_DB = -12.0


@dataclass(frozen=True, slots=True)
class Bed:
    """A music bed as a sound file of the version's length, what it is raised by, and what voices lower it by, in dB.

    `voice` is the loudness of the voices in LUFS; None where there is nobody that it gives way to.
    """

    path: str
    gain: float
    voice: float | None
    ducking: float


def yields_to(clip: Clip) -> bool:
    """Whether music is as loud as the clip and gives way to it: not where that is turned down by 6 dB or more."""
    return clip.card is None and clip.gain > _TURNED_DOWN_DB


def bed(path: str, music: Music, music_loudness: float | None, voice: float | None) -> Bed:
    """The bed that is as loud as the voices, raised by the music's own gain, and 12 dB under them while they speak."""
    level = 0.0 if voice is None or music_loudness is None else voice - music_loudness
    return Bed(path, level + music.gain, voice, max(_LEAST_DUCKING_DB, _UNDER_VOICE_DB + music.gain))


def music_sound(music: Music, length: float, layout: str) -> Any:
    """The music from where it starts on the timeline, faded out at the end of its span, filled up to `length` s."""
    import ffmpeg

    played = min(music.span.duration, length - music.at)
    seek = {"t": as_ffmpeg_time(played + 0.5), "vn": None}
    if music.span.start > 0:
        seek["ss"] = as_ffmpeg_time(music.span.start)
    sound = resampled(ffmpeg.input(f"file:{music.source}", **seek)["a"], layout)
    count, tail = round(played * SAMPLE_RATE), min(_TAIL_SECONDS, played / 2)
    trimmed = sound.filter("apad", whole_len=count).filter("atrim", end_sample=count)
    smooth = trimmed.filter("afade", type="in", nb_samples=_FADE_SAMPLES)
    faded = smooth.filter("afade", type="out", start_time=as_ffmpeg_time(played - tail), duration=tail, curve="hsin")
    late = faded.filter("adelay", f"{round(music.at * SAMPLE_RATE)}S", all=1) if music.at > 0 else faded
    return late.filter("apad", whole_len=samples(Span(0.0, length)))


def mixture(timeline: Timeline, clips: str, beep: float, under: Bed | None) -> Any:
    """The clips' sound in the file `clips`, silent or a beep of the amplitude `beep` where muted, over the bed."""
    import ffmpeg

    whole = timeline.duration
    heard = _muted(ffmpeg.input(clips)["a"], whole, timeline.muted, beep)
    if under is None:
        return heard
    music = ffmpeg.input(under.path)["a"].filter("volume", f"{under.gain:.3f}dB")
    if under.voice is not None:
        sides = heard.filter_multi_output("asplit", 2)
        key = _muted(sides[1], whole, tuple(_turned_down(timeline)), 0.0)
        heard, music = sides[0], _ducked(music, key, under.voice, under.ducking)
    return ffmpeg.filter([heard, music], "amix", inputs=2, normalize=0, duration="first")


def _ducked(music: Any, key: Any, voice: float, ducking: float) -> Any:
    import ffmpeg

    flat = key.filter("volume", f"{-voice:.3f}dB").filter("asoftclip", type="hard", threshold=_amplitude(_KEY_DB))
    threshold = _amplitude(_KEY_DB - ducking / (1 - 1 / _RATIO))
    shape = {"threshold": threshold, "ratio": _RATIO, "attack": _ATTACK_MS, "release": _RELEASE_MS, "link": "maximum"}
    return ffmpeg.filter([music, flat], "sidechaincompress", **shape)


def _turned_down(timeline: Timeline) -> Iterator[Muted]:
    return (Muted(placed) for clip, placed in timeline.heard() if not yields_to(clip) and placed.duration > 0)


def _muted(stream: Any, duration: float, muted: Sequence[Muted], beep: float) -> Any:
    """Cut at the bounds of what is muted, and joined again; what lies around it fades within 8 ms."""
    parts = _parts(duration, muted)
    if not any(part.muted for part in parts):
        return stream
    bounds = [str(part.start) for part in parts[1:]]
    cut = stream.filter_multi_output("asegment", samples="|".join(bounds)) if bounds else {0: stream}
    pieces = [_sounding(cut[k].filter("asetpts", "PTS-STARTPTS"), part, beep) for k, part in enumerate(parts)]
    return joined(pieces, v=0, a=1).filter("asetpts", "N/SR/TB")


@dataclass(frozen=True, slots=True)
class _Part:
    """Samples from `start` up to `end`, muted or not, with a beep or not; `whole` is how many there are in all."""

    start: int
    end: int
    whole: int
    muted: bool = False
    beep: bool = False


def _parts(duration: float, muted: Sequence[Muted]) -> list[_Part]:
    """The whole timeline, in order, cut where it is muted."""
    whole = Span(0.0, duration)
    reached, end = 0, samples(whole)
    found: list[_Part] = []
    for span in united(each.span.clipped(whole) for each in muted):
        first, last = round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE)
        if first > reached:
            found.append(_Part(reached, first, end))
        if last > first:
            beep = any(each.beep and each.span.overlap(span) > 0 for each in muted)
            found.append(_Part(first, last, end, True, beep))
        reached = last
    return [*found, _Part(reached, end, end)] if reached < end else found


def _sounding(stream: Any, part: _Part, beep: float) -> Any:
    length = part.end - part.start
    if part.muted and not part.beep:
        return stream.filter("volume", 0)
    if part.beep:
        stream = stream.filter("aeval", f"{beep:.6f}*sin(2*PI*{_BEEP_HERTZ}*t)", channel_layout="same")
    fade = min(_FADE_SAMPLES, length // 4)
    if part.start > 0:
        stream = stream.filter("afade", type="in", nb_samples=fade)
    if part.end < part.whole:
        stream = stream.filter("afade", type="out", start_sample=length - fade, nb_samples=fade)
    return stream


def _amplitude(level: float) -> str:
    return f"{10 ** (level / 20):.6f}"
