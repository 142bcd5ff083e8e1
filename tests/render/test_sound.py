"""The sound of a version: at the asked loudness under the asked peak, downmixed whole, silent where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut import presets
from autocut.checks.verify import verify
from autocut.media.inspect import inspect
from autocut.media.measure import meters, speech_loudness
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.preset import Preset
from autocut.model.rendition import Check, Loudness
from autocut.model.span import Span
from tests.render.pictures import heard
from tests.render.versions import full_preset, rendered, version

PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=8")
CODING = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le", "-shortest")


def master_that_sounds(make: Callable[..., Path], name: str, sound: str, *more: str) -> Path:
    """A master of eight seconds with the sound of a lavfi source."""
    return make(name, *PICTURE, "-f", "lavfi", "-i", sound, *more, *CODING)


def version_of(
    path: Path, folder: Path, preset: Preset | None = None, pieces: tuple[Span, ...] = (Span(0.0, 8.0),)
) -> tuple[Path, Loudness, tuple[Check, ...]]:
    """A version of the whole of a master, its loudness and its checks."""
    master = probe(path)
    rendition = version(master, pieces, preset or full_preset())
    made = rendered(rendition, master, folder)
    _, loudness, checks = finish(verify(made, rendition.preset, rendition, master))
    return made, loudness, checks


# Syllables of pink noise on a low voice, four a second.
SPEECH_LIKE = (
    "aevalsrc='{gain}*(0.55+0.45*sin(2*PI*4*t))*(0.5*sin(2*PI*140*t)+0.3*sin(2*PI*280*t)+0.25*(2*random(0)-1))"
    "*(0.35+0.65*lt(mod(t,2.5),1.7))':s=48000:d=8"
)


@pytest.mark.parametrize("gain", [0.004, 0.05, 0.9])
def test_quiet_and_loud_sound_comes_to_the_asked_loudness_under_the_asked_peak(
    gain: float, make: Callable[..., Path], tmp_path: Path
) -> None:
    path = master_that_sounds(make, f"sound-speech{gain}.mkv", SPEECH_LIKE.format(gain=gain))
    made, loudness, checks = version_of(path, tmp_path)
    assert loudness.integrated_lufs == pytest.approx(-14, abs=1.0)
    assert loudness.true_peak_dbtp is not None
    assert loudness.true_peak_dbtp <= -1.0
    assert all(check.passed for check in checks), [check for check in checks if not check.passed]
    facts = inspect(made).sound
    assert facts is not None
    assert (facts.codec, facts.channels, facts.sample_rate) == ("aac", 2, 48000)


def test_a_tone_is_neither_pumped_nor_clipped(make: Callable[..., Path], tmp_path: Path) -> None:
    path = master_that_sounds(make, "sound-tone.mkv", "sine=1000:d=8:r=48000", "-af", "volume=6dB")
    made, loudness, _ = version_of(path, tmp_path)
    assert loudness.integrated_lufs == pytest.approx(-14, abs=0.5)
    levels = [np.abs(heard(made)[:, second * 48000 + 24000 :][:, :24000]).max() for second in range(7)]
    assert max(levels) - min(levels) < 0.02


def test_a_clap_over_whispering_is_held_down_by_its_peak_and_said_to_be(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    sound = "aevalsrc='if(lt(mod(t,2),0.002),0.9,0.002)*(2*random(0)-1)':s=48000:d=8"
    _, loudness, checks = version_of(master_that_sounds(make, "sound-clap.mkv", sound), tmp_path)
    assert loudness.true_peak_dbtp is not None
    assert loudness.true_peak_dbtp <= -1.0
    level = next(check for check in checks if check.name == "loudness")
    assert level.passed
    assert "held down by the true peak" in level.measured


def test_silence_stays_silence_and_passes(make: Callable[..., Path], tmp_path: Path) -> None:
    path = master_that_sounds(make, "sound-silence.mkv", "anullsrc=r=48000:cl=stereo:d=8")
    made, loudness, checks = version_of(path, tmp_path)
    assert loudness.integrated_lufs is None
    assert all(check.passed for check in checks)
    assert float(np.abs(heard(made)).max()) < 1e-4


def test_a_master_without_sound_gives_a_verified_version_without_sound(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    path = make("sound-mute.mp4", *PICTURE, "-c:v", "libx264", "-preset", "ultrafast")
    made, loudness, checks = version_of(path, tmp_path)
    facts = inspect(made)
    assert facts.sound is None
    assert facts.picture is not None
    assert facts.picture.frames == 200
    assert loudness == Loudness(None, None)
    assert all(check.passed for check in checks)


CHANNELS = "|".join(f"0.9*sin(2*PI*{pitch}*t)" for pitch in (300, 500, 700, 60, 1100, 1300))
SIX = f"aevalsrc='{CHANNELS}':c=5.1:s=48000:d=8"


def test_five_channels_are_mixed_to_two_without_losing_the_centre_or_clipping(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    path = master_that_sounds(make, "sound-six.mkv", SIX)
    master = probe(path)
    assert master.sound is not None
    assert master.sound.channels == 6
    made, loudness, _ = version_of(path, tmp_path)
    assert loudness.true_peak_dbtp is not None
    assert loudness.true_peak_dbtp <= -1.0
    left, right = heard(made)[:, 48000:96000]
    strength = {tone: (_tone(left, tone), _tone(right, tone)) for tone in (300, 500, 700, 1100, 1300)}
    assert strength[300][0] > 20 * strength[300][1]
    assert strength[500][1] > 20 * strength[500][0]
    assert strength[1100][0] > 20 * strength[1100][1]
    assert strength[700][0] == pytest.approx(strength[700][1], rel=0.05)
    assert strength[700][0] > 0.5 * strength[300][0]


def _tone(samples: NDArray[np.float32], hertz: int) -> float:
    turns = np.exp(-2j * np.pi * hertz * np.arange(len(samples)) / 48000)
    return float(abs((samples * turns).mean()))


def test_mono_is_heard_on_both_sides(make: Callable[..., Path], tmp_path: Path) -> None:
    path = master_that_sounds(make, "sound-mono.mkv", "sine=440:d=8:r=44100", "-ac", "1")
    left, right = heard(version_of(path, tmp_path)[0])[:, 48000:96000]
    assert _tone(left, 440) == pytest.approx(_tone(right, 440), rel=0.01)
    assert _tone(left, 440) > 0.05


def test_the_default_track_of_several_is_the_one_heard(make: Callable[..., Path], tmp_path: Path) -> None:
    tones = ("-f", "lavfi", "-i", "sine=440:d=8:r=48000", "-f", "lavfi", "-i", "sine=1000:d=8:r=48000")
    tracks = ("-map", "0:v", "-map", "1:a", "-map", "2:a", "-disposition:a:0", "0", "-disposition:a:1", "default")
    path = make("sound-two-tracks.mkv", *PICTURE, *tones, *tracks, *CODING)
    left = heard(version_of(path, tmp_path)[0])[0, 48000:96000]
    assert _tone(left, 1000) > 20 * _tone(left, 440)


def test_sound_that_begins_late_and_ends_early_is_filled_with_silence(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    sound = ("-itsoffset", "2", "-f", "lavfi", "-i", "sine=440:d=3:r=48000")
    path = make(
        "sound-late-and-short.mkv", *PICTURE, *sound, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le"
    )
    made, _, checks = version_of(path, tmp_path)
    loud = np.flatnonzero(np.abs(heard(made)[0]) > 0.02) / 48000
    assert loud[0] == pytest.approx(2, abs=0.03)
    assert loud[-1] == pytest.approx(5, abs=0.03)
    assert all(check.passed for check in checks)


def test_joins_do_not_click(make: Callable[..., Path], tmp_path: Path) -> None:
    path = master_that_sounds(make, "sound-hum.mkv", "sine=100:d=8:r=48000")
    pieces = (Span(0.0, 1.0), Span(3.12, 4.0), Span(1.04, 2.0))
    sound = heard(version_of(path, tmp_path, pieces=pieces)[0])[0]
    steps = np.abs(np.diff(sound))
    assert float(steps.max()) < 3 * float(np.percentile(steps, 99))


def test_sound_alone_is_coded_as_its_preset_says(make: Callable[..., Path], tmp_path: Path) -> None:
    path = master_that_sounds(make, "sound-speech0.05.mkv", SPEECH_LIKE.format(gain=0.05))
    preset = presets.load("podcast-audio", ("duration.min=1",))
    made, loudness, checks = version_of(path, tmp_path, preset)
    facts = inspect(made)
    assert made.suffix == ".mp3"
    assert facts.picture is None
    assert facts.sound is not None
    assert facts.sound.codec.startswith("mp3")
    assert facts.sound.channels == preset.audio.channels
    assert facts.duration == pytest.approx(8, abs=0.1)
    assert loudness.integrated_lufs == pytest.approx(preset.audio.loudness, abs=preset.audio.tolerance)
    assert all(check.passed for check in checks), [check for check in checks if not check.passed]


def test_the_meters_agree_with_what_was_asked_of_broadcast(make: Callable[..., Path], tmp_path: Path) -> None:
    path = master_that_sounds(make, "sound-speech0.05.mkv", SPEECH_LIKE.format(gain=0.05))
    preset = presets.load("broadcast-r128", ("duration.min=1", "canvas.width=320", "canvas.height=180"))
    made, loudness, checks = version_of(path, tmp_path, preset, (Span(0.0, 2.0), Span(4.0, 8.0)))
    again = finish(meters(made, picture=False, sound=True, duration=6.0)).loudness
    assert again == loudness
    assert loudness.integrated_lufs == pytest.approx(-23, abs=preset.audio.tolerance)
    assert all(check.passed for check in checks), [check for check in checks if not check.passed]


APART = (
    "aevalsrc='0.5*(0.6+0.4*sin(2*PI*4*t))*(sin(2*PI*140*t)+0.5*(2*random(0)-1))"
    "|0.5*(0.6+0.4*sin(2*PI*3*t))*(sin(2*PI*200*t)+0.5*(2*random(1)-1))':s=48000:d=8"
)


def test_a_mono_version_of_two_different_sides_is_as_loud_as_asked(make: Callable[..., Path], tmp_path: Path) -> None:
    path = master_that_sounds(make, "sound-apart.mkv", APART)
    _, loudness, checks = version_of(path, tmp_path, full_preset("audio.channels=1", "audio.loudness=-11"))
    assert loudness.integrated_lufs == pytest.approx(-11, abs=1)
    assert all(check.passed for check in checks), [check for check in checks if not check.passed]


@pytest.mark.slow
def test_music_that_a_low_bitrate_lets_overshoot_is_brought_under_the_peak(sample: Path, tmp_path: Path) -> None:
    master = probe(sample)
    preset = full_preset("audio.bitrate=96")
    rendition = version(master, [Span(293 / 24, 769 / 24)], preset)
    made = rendered(rendition, master, tmp_path)
    peak = finish(meters(made, picture=False, sound=True, duration=19.8)).loudness.true_peak_dbtp
    assert peak is not None
    assert peak <= -1.0


def test_dialogue_comes_to_the_asked_loudness_beside_what_is_louder(make: Callable[..., Path], tmp_path: Path) -> None:
    # Speech for three seconds, then noise that is five times as strong.
    loud = "aevalsrc='if(lt(t,3),0.03,0.15)*(0.55+0.45*sin(2*PI*4*t))*(2*random(0)-1)':s=48000:d=8"
    master = probe(master_that_sounds(make, "sound-gated.mkv", loud))
    preset = full_preset("audio.gate=dialogue", "audio.loudness=-27")
    rendition = replace(version(master, [Span(0.0, 8.0)], preset), speech=(Span(0.0, 3.0),))
    path = rendered(rendition, master, tmp_path)
    _, loudness, checks = finish(verify(path, preset, rendition, master))
    assert loudness.integrated_lufs is not None
    assert loudness.integrated_lufs > -17
    level = next(check for check in checks if check.name == "loudness")
    measured, unit = level.measured.split(" ", 1)
    assert (level.passed, unit) == (True, "LUFS of dialogue")
    assert float(measured) == pytest.approx(-27, abs=0.5)
    alone = finish(speech_loudness(path, (Span(0.0, 8.0),)))
    assert alone == pytest.approx(loudness.integrated_lufs, abs=0.2)
