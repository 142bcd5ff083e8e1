"""The sound of a version: joined, measured, brought to loudness, and measured again as it will be coded."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from autocut.media.measure import loudness_in, meters
from autocut.media.run import ffmpeg
from autocut.model.event import within
from autocut.model.rendition import Rendition
from autocut.render.encoding import sound_container
from autocut.render.films import Films
from autocut.render.graph import (
    Mix,
    mixture_arguments,
    music_arguments,
    sound_arguments,
    sounds_arguments,
    trial_arguments,
)
from autocut.render.joining import SAMPLE_RATE, samples, unbroken
from autocut.render.mixing import bed, yields_to
from autocut.render.parts import part_list, parts

_TRIES = 4
_NEAR_ENOUGH_LU = 0.2
# More would press quiet sound against the limiter only to raise the figure.
_MOST_EXTRA_GAIN_DB = 3.0
# What is quieter is the air of a place: music neither takes its level from it nor gives way to it.
_QUIETEST_VOICE_LUFS = -45.0
_BEEP_DBFS = -20.0
# Lossy codecs overshoot the limiter by about this much; a trial that does more lowers the ceiling further.
_OVERSHOOT_DB = 0.4


def mixed(rendition: Rendition, films: Films, folder: Path) -> Generator[float, None, Mix | None]:
    """The mix that meets the preset's loudness under its true peak as nearly as it can; None without sound.

    Files go to `folder`. Yields the share done (0-1).
    """
    if not films.heard(rendition):
        return None
    audio, duration = rendition.preset.audio, rendition.timeline.duration
    before = yield from _joined(rendition, films, folder)
    gain = 0.0 if before is None else audio.loudness - before
    mix = Mix("sound.wav", gain, audio.true_peak - _OVERSHOOT_DB)
    kept: Mix | None = None
    nearest = 0.0
    for number in range(_TRIES):
        done = 1 - 0.5 ** (number + 1)
        trial = f"trial.{sound_container(rendition.preset.container)}"
        coding = ffmpeg(trial_arguments(rendition, mix, trial), duration=duration, cwd=folder)
        yield from within(done, done, coding)
        metering = meters(folder / trial, picture=False, sound=True, duration=duration)
        heard = (yield from within(done, done, metering)).loudness
        too_high = 0.0 if heard.true_peak_dbtp is None else max(0.0, heard.true_peak_dbtp - audio.true_peak)
        missing = 0.0 if heard.integrated_lufs is None else audio.loudness - heard.integrated_lufs
        if too_high == 0 and (kept is None or abs(missing) < nearest):
            kept, nearest = mix, abs(missing)
        louder = min(mix.gain + missing, gain + _MOST_EXTRA_GAIN_DB)
        if too_high == 0 and (abs(missing) <= _NEAR_ENOUGH_LU or abs(louder - mix.gain) < _NEAR_ENOUGH_LU):
            break
        mix = replace(mix, gain=louder, ceiling=mix.ceiling - (too_high + 0.1 if too_high else 0.0))
    # What was changed after the last trial was not heard: of what was, the nearest that keeps its peak is taken.
    return kept or mix


def _joined(rendition: Rendition, films: Films, folder: Path) -> Generator[float, None, float | None]:
    """Write sound.wav, all that is heard together, and return its loudness in LUFS; None for silence."""
    timeline, target = rendition.timeline, rendition.preset.audio.loudness
    mixing = timeline.music is not None or bool(timeline.muted)
    clips, music = ("clips.wav" if mixing else "sound.wav"), timeline.music
    own = yield from within(0.0, 0.3, _clips(rendition, films, folder, clips))
    if not mixing:
        return own
    under = None
    if music is not None:
        arguments = music_arguments(rendition, music, "music.wav")
        level = yield from within(0.3, 0.4, _measured(arguments, rendition, folder))
        heard = own is not None and own > _QUIETEST_VOICE_LUFS and any(map(yields_to, timeline.clips))
        voice = own if heard else None
        under = bed("music.wav", music, level, voice)
    # The beep is written so much softer as all is made louder afterwards.
    beep = 10 ** ((_BEEP_DBFS - (target - own if own is not None else 0.0)) / 20)
    arguments = mixture_arguments(timeline, clips, beep, under, "sound.wav")
    return (yield from within(0.4, 0.5, _measured(arguments, rendition, folder)))


def _clips(rendition: Rendition, films: Films, folder: Path, output: str) -> Generator[float, None, float | None]:
    """Write the joined sound of the clips and return its loudness in LUFS, in parts where they are many."""
    pieces = list(unbroken(rendition.timeline))
    runs = parts(len(pieces))
    if len(runs) == 1:
        return (yield from _measured(sound_arguments(rendition, films, output), rendition, folder))
    files = []
    for number, run in enumerate(runs):
        name = f"sound{number}.wav"
        yield from within(0.0, 0.0, ffmpeg(sound_arguments(rendition, films, name, run), cwd=folder))
        files.append((name, sum(samples(placed) for _, placed in pieces[run.start : run.stop]) / SAMPLE_RATE))
    (folder / "sounds.txt").write_text(part_list(files), encoding="utf-8")
    return (yield from _measured(sounds_arguments("sounds.txt", output), rendition, folder))


def _measured(arguments: list[str], rendition: Rendition, folder: Path) -> Generator[float, None, float | None]:
    log = yield from ffmpeg(arguments, duration=rendition.timeline.duration, cwd=folder)
    return loudness_in(log).integrated_lufs
