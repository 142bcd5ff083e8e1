"""What is put right in the joined sound of the clips, before its loudness is measured, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autocut.media.levels import levels, noise_floor
from autocut.model.rendition import Loudness, Rendition
from autocut.model.span import as_ffmpeg_time
from autocut.render.films import Films
from autocut.render.joining import unbroken

_SILENT_DBFS = -60.0
_APART_DB = 40.0
# What a lossy codec makes of two equal sides.
_SAME_DB = 50.0

_RUMBLE_HERTZ = 70
# In speech with pink noise 15 dB under it the pauses become 6.3 dB quieter and the voice 0.3 dB.
_NOISE_REDUCTION_DB = 10
_ABOVE_NOISE_DB = 3.0
_ADAPTIVITY = 0.9
# The filter is so much behind at 48 kHz, and would leave out as much of the end.
_LATE_SAMPLES = 1200
_FADE_SECONDS = 0.01
_LOWEST_FLOOR, _HIGHEST_FLOOR = -80.0, -20.0
# Where consonants are told apart.
_PRESENCE_HERTZ, _PRESENCE_DB = 3000, 2
_OVER_VOICE_DB, _LOWEST_THRESHOLD = 3.0, -60.0
# Speech keeps its level within 1 dB by it.
_MAKEUP = 1.15


@dataclass(frozen=True, slots=True)
class Cleaning:
    """The side that is taken for both, the left as 0, None where both stay; and what is to be told of the sound.

    `noise` is the level in dBFS of the noise that is to be less, `voice` the loudness in LUFS of what is to be made
    clearer; None where neither is asked for. `length` is that of the sound in seconds.
    """

    side: int | None = None
    noise: float | None = None
    voice: float | None = None
    notes: tuple[str, ...] = ()
    length: float = 0.0

    @property
    def needed(self) -> bool:
        """Whether anything changes."""
        return (self.side, self.noise, self.voice) != (None, None, None)


def cleaned(stream: Any, cleaning: Cleaning) -> Any:
    """The stream with all of that done to it."""
    if cleaning.side is not None:
        stream = stream.filter("pan", args=f"stereo|c0=c{cleaning.side}|c1=c{cleaning.side}")
    if cleaning.noise is not None:
        floor = min(_HIGHEST_FLOOR, max(_LOWEST_FLOOR, cleaning.noise + _ABOVE_NOISE_DB))
        less = {"nr": _NOISE_REDUCTION_DB, "nf": f"{floor:.1f}", "ad": _ADAPTIVITY}
        late = stream.filter("highpass", _RUMBLE_HERTZ).filter("apad", pad_len=_LATE_SAMPLES).filter("afftdn", **less)
        whole = late.filter("atrim", start_sample=_LATE_SAMPLES).filter("asetpts", "PTS-STARTPTS")
        begun = whole.filter("afade", type="in", duration=_FADE_SECONDS)
        # What was faded is not any more, as the filter works on windows.
        ends = as_ffmpeg_time(cleaning.length - _FADE_SECONDS)
        stream = begun.filter("afade", type="out", start_time=ends, duration=_FADE_SECONDS)
    if cleaning.voice is not None:
        threshold = f"{10 ** (min(0.0, max(_LOWEST_THRESHOLD, cleaning.voice + _OVER_VOICE_DB)) / 20):.6f}"
        stream = stream.filter("highpass", _RUMBLE_HERTZ)
        stream = stream.filter("equalizer", f=_PRESENCE_HERTZ, t="q", w=1, g=_PRESENCE_DB)
        stream = stream.filter("acompressor", threshold=threshold, ratio=2, attack=10, release=150, makeup=_MAKEUP)
    return stream


def cleaning(rendition: Rendition, films: Films, path: Path, loudness: Loudness) -> Cleaning:
    """What the joined sound of the clips in the WAV at `path`, so loud, needs and what the preset asks for."""
    audio = rendition.preset.audio
    found = replace(_sides(rendition, films, path), length=rendition.timeline.duration)
    if audio.denoise == "gentle":
        noise = noise_floor(path, audio.channels)
        told = "noise is reduced gently" if noise is None else f"noise at {noise:.0f} dBFS is reduced gently"
        found = replace(found, noise=noise, notes=(*found.notes, told))
    if audio.clarity == "gentle":
        found = replace(found, voice=loudness.integrated_lufs, notes=(*found.notes, "voices are made a little clearer"))
    return found


def _sides(rendition: Rendition, films: Films, path: Path) -> Cleaning:
    """A side that is silent is filled from the other."""
    pieces = [(clip, placed) for clip, placed in unbroken(rendition.timeline) if clip.card is None]
    own = [placed for clip, placed in pieces if clip.of_master]
    if rendition.preset.audio.channels != 2 or not own or not _has_sides(films):
        return Cleaning()
    found = levels(path, own)
    louder = max(found.left, found.right)
    silent, whole = ("right", "left") if found.left > found.right else ("left", "right")
    if min(found.left, found.right) < min(_SILENT_DBFS, louder - _APART_DB) and louder > _SILENT_DBFS:
        if len(own) < len(pieces):
            return Cleaning(notes=(f"the {silent} side of the master's sound is silent, and stays so beside bumpers",))
        return Cleaning(
            0 if whole == "left" else 1,
            notes=(f"the {silent} side of the sound is silent: it is filled from the {whole} one",),
        )
    if louder > _SILENT_DBFS and found.difference < louder - _SAME_DB:
        return Cleaning(notes=("both sides of the master's sound are the same: it is mono in stereo",))
    return Cleaning()


def _has_sides(films: Films) -> bool:
    sound = films.master.sound
    return sound is not None and (sound.channels == 2 or films.master.right is not None)
