"""A joined sound to its coded file: brought to loudness under its true peak, and measured as it was coded."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from autocut.media.measure import loudness_in, meters, speech_loudness
from autocut.media.run import ffmpeg
from autocut.model.event import within
from autocut.model.rendition import Loudness, Rendition
from autocut.render.encoding import sound_container
from autocut.render.graph import Mix, coded_arguments, mix_arguments

_TRIES = 4
_NEAR_ENOUGH_LU = 0.2
# Listening to what is not coded yet costs an eighth of coding it.
_HEARINGS = 4
_NEAR_BEFORE_CODING_LU = 0.05
_LEAST_SLOPE = 0.2
# More would press quiet sound against the limiter only to raise the figure.
_MOST_EXTRA_GAIN_DB = 3.0
# Lossy codecs overshoot the limiter by about this much; a trial that does more lowers the ceiling further.
_OVERSHOOT_DB = 0.4
_LEAST_ROOM_DB = 0.5
_LAST_STEP_DB = 1.1


def coded(
    rendition: Rendition, joined: str, before: Loudness, folder: Path, name: str, chapters: str | None = None
) -> Generator[float, None, str]:
    """The name of the coded file of the sound in the file `joined`, whose loudness is `before`.

    It meets the preset's loudness under its true peak as nearly as it can. Names of files in `folder` begin with
    `name`; yields the share done (0-1).
    """
    audio, duration = rendition.preset.audio, rendition.timeline.duration
    aim, ceiling = audio.loudness, audio.true_peak - _OVERSHOOT_DB
    if rendition.speech and before.integrated_lufs is not None:
        spoken = yield from within(0.0, 0.0, speech_loudness(folder / joined, rendition.speech))
        # One gain for all: the programme comes out as much louder or softer than its dialogue as it goes in.
        aim += 0.0 if spoken is None else before.integrated_lufs - spoken
    most = aim - (aim if before.integrated_lufs is None else before.integrated_lufs) + _MOST_EXTRA_GAIN_DB
    kept, nearest = "", 0.0
    for number in range(_TRIES):
        begun, done = 1 - 0.5**number, 1 - 0.5 ** (number + 1)
        mix = yield from within(begun, begun, _mixed(joined, before, aim, most, ceiling, folder))
        trial = f"{name}-{number}.{sound_container(rendition.preset.container)}"
        coding = ffmpeg(coded_arguments(rendition, mix, trial, chapters), duration=duration, cwd=folder)
        yield from within(begun, done, coding)
        metering = meters(folder / trial, picture=False, sound=True, duration=duration)
        heard = (yield from within(done, done, metering)).loudness
        too_high = 0.0 if heard.true_peak_dbtp is None else max(0.0, heard.true_peak_dbtp - audio.true_peak)
        level = heard.integrated_lufs
        if rendition.speech:
            level = yield from within(done, done, speech_loudness(folder / trial, rendition.speech))
        missing = 0.0 if level is None else audio.loudness - level
        if too_high == 0 and (not kept or abs(missing) < nearest):
            kept, nearest = trial, abs(missing)
        room = 0.0 if heard.true_peak_dbtp is None else audio.true_peak - heard.true_peak_dbtp
        if too_high == 0 and (abs(missing) <= _NEAR_ENOUGH_LU or (mix.gain == most and room < _LEAST_ROOM_DB)):
            break
        # How much of its overshoot a codec keeps under a lower ceiling is not known beforehand: the last step is long.
        lower = too_high + (_LAST_STEP_DB if number == _TRIES - 2 and not kept else 0.1)
        ceiling += -lower if too_high else room / 2 if mix.limited else 0.0
        aim += missing
    # Of all trials the nearest that keeps its peak; where none does the last, which will not pass.
    return kept or trial


def _mixed(
    joined: str, before: Loudness, aim: float, most: float, ceiling: float, folder: Path
) -> Generator[float, None, Mix]:
    """The mix that comes to `aim` LUFS before it is coded, or as near as a gain of `most` dB brings it.

    Where the limiter works, loudness rises by less than the gain: it is heard, and the gain sought along its curve.
    """
    level, peak = before.integrated_lufs, before.true_peak_dbtp
    if level is None or peak is None:
        return Mix(joined, 0.0, ceiling, limited=peak is not None and peak > ceiling)
    gain, slope = min(aim - level, most), 1.0
    last: tuple[float, float] | None = None
    for _ in range(_HEARINGS):
        mix = Mix(joined, gain, ceiling, limited=peak + gain > ceiling)
        if not mix.limited:
            break
        reached = loudness_in((yield from ffmpeg(mix_arguments(mix), cwd=folder))).integrated_lufs
        if reached is None or abs(aim - reached) <= _NEAR_BEFORE_CODING_LU:
            break
        if last is not None and gain != last[0]:
            slope = min(1.0, max(_LEAST_SLOPE, (reached - last[1]) / (gain - last[0])))
        last = gain, reached
        gain = min(gain + (aim - reached) / slope, most)
        if gain == mix.gain:
            break
    return mix
