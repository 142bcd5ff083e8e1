"""A lost side of the sound is filled from the other; noise is less and voices keep their level, where that is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.rendition import PLAN_SCHEMA, Plan
from autocut.model.span import Span
from autocut.pipeline import delivered
from autocut.render.films import films_of
from autocut.render.sound import Sounds
from tests.media.sources import X264, picture
from tests.render.pictures import heard
from tests.render.versions import full_preset, version

Make = Callable[..., Path]
LEFT, RIGHT = "0.2*sin(2*PI*440*t)", "0.2*sin(2*PI*1000*t)"
AAC = ("-c:a", "aac", "-b:a", "160k")
FILLED = "the {} side of the sound is silent: it is filled from the {} one"
EQUAL = "both sides of the master's sound are the same: it is mono in stereo"


def delivery(make: Make, folder: Path, name: str, sides: str, *overrides: str) -> tuple[list[float], list[str]]:
    """The level in dBFS of the strongest pitch of each side of a version of the master, and its notes."""
    source = ("-f", "lavfi", "-i", f"aevalsrc='{sides}':s=48000:d=4")
    master = probe(make(f"cleaning-{name}.mp4", *picture(4), *source, *X264, *AAC))
    rendition = version(master, [Span(0.0, 2.0), Span(2.5, 4.0)], full_preset(*overrides))
    (entry,) = finish(delivered(Plan(PLAN_SCHEMA, master, (rendition,)), folder))["deliveries"]
    sound = heard(Path(entry["path"]))[:, 24_000:72_000]
    levels = [20 * np.log10(np.abs(np.fft.rfft(side)).max() / 24_000 + 1e-9) for side in sound]
    return levels, [note for note in entry["notes"] if " side" in note]


@pytest.mark.parametrize(
    ("name", "sides", "silent", "whole"),
    [("left-only", f"{LEFT}|0", "right", "left"), ("right-only", f"0.0003*sin(300*t)|{RIGHT}", "left", "right")],
)
def test_a_silent_side_is_filled_from_the_other(
    name: str, sides: str, silent: str, whole: str, make: Make, tmp_path: Path
) -> None:
    levels, notes = delivery(make, tmp_path, name, sides)
    assert levels[0] == pytest.approx(levels[1], abs=0.2)
    assert min(levels) > -25
    assert notes == [FILLED.format(silent, whole)]


def test_two_equal_sides_are_told_and_stay(make: Make, tmp_path: Path) -> None:
    levels, notes = delivery(make, tmp_path, "equal", f"{LEFT}|{LEFT}")
    assert levels[0] == pytest.approx(levels[1], abs=0.2)
    assert notes == [EQUAL]


def test_stereo_and_a_side_that_is_only_quiet_are_left_as_they_are(make: Make, tmp_path: Path) -> None:
    levels, notes = delivery(make, tmp_path, "quiet", f"{LEFT}|0.03*{RIGHT}")
    assert levels[0] - levels[1] == pytest.approx(30.5, abs=1)
    assert notes == []


def test_a_version_in_mono_has_no_sides(make: Make, tmp_path: Path) -> None:
    _, notes = delivery(make, tmp_path, "left-only", f"{LEFT}|0", "audio.channels=1")
    assert notes == []


# Syllables for two of three seconds over steady noise, 30 dB under them.
NOISY = "0.2*(0.5+0.5*sin(2*PI*4*t))*(sin(2*PI*220*t)+sin(2*PI*880*t))*lt(mod(t,3),2)+0.01*(2*random(0)-1)"


def joined(make: Make, folder: Path, *overrides: str) -> tuple[float, float, tuple[str, ...]]:
    """The levels in dB of what is voiced and of what is not, in the uncoded sound of a version, and its notes."""
    source = ("-f", "lavfi", "-i", f"aevalsrc='{NOISY}':s=48000:d=9")
    master = probe(make("cleaning-noisy.mkv", *picture(9), *source, *X264, "-c:a", "pcm_s16le"))
    rendition = version(master, [Span(0.0, 9.0)], full_preset(*overrides))
    (folder / "sound").mkdir()
    name, _, notes = finish(Sounds(folder / "sound")._joined(rendition, films_of(rendition, master)))
    sound = heard(folder / "sound" / name)[0].reshape(9, 48_000)
    inner = [20 * np.log10(np.sqrt(np.square(sound[k::3, 9_600:38_400]).mean())) for k in (1, 2)]
    return inner[0], inner[1], notes


def test_denoising_lowers_the_noise_in_pauses_and_not_the_voice(make: Make, tmp_path: Path) -> None:
    for folder in ("off", "gentle"):
        (tmp_path / folder).mkdir()
    voice, noise, _ = joined(make, tmp_path / "off")
    cleaned_voice, cleaned_noise, notes = joined(make, tmp_path / "gentle", "audio.denoise=gentle")
    assert noise - cleaned_noise >= 5
    assert cleaned_voice == pytest.approx(voice, abs=1)
    assert notes == (f"noise at {noise:.0f} dBFS is reduced gently",)


def test_clarity_evens_a_voice_out_and_keeps_it_within_a_decibel(make: Make, tmp_path: Path) -> None:
    for folder in ("off", "gentle"):
        (tmp_path / folder).mkdir()
    voice, noise, none = joined(make, tmp_path / "off")
    clear_voice, clear_noise, notes = joined(make, tmp_path / "gentle", "audio.clarity=gentle")
    assert clear_voice == pytest.approx(voice, abs=1)
    assert 0.8 < (clear_noise - noise) - (clear_voice - voice) < 2
    assert (none, notes) == ((), ("voices are made a little clearer",))


def test_denoised_sound_stays_in_time_and_whole_to_its_faded_end(make: Make, tmp_path: Path) -> None:
    source = ("-f", "lavfi", "-i", "aevalsrc='0.3*sin(2*PI*440*t)*gt(t,1)+0.001*(2*random(0)-1)':s=48000:d=4")
    master = probe(make("cleaning-onset.mkv", *picture(4), *source, *X264, "-c:a", "pcm_s16le"))
    rendition = version(master, [Span(0.0, 4.0)], full_preset("audio.denoise=gentle"))
    (entry,) = finish(delivered(Plan(PLAN_SCHEMA, master, (rendition,)), tmp_path))["deliveries"]
    sound = np.abs(heard(Path(entry["path"]))[0])
    assert np.flatnonzero(sound > 0.1)[0] / 48_000 == pytest.approx(1.0, abs=0.003)
    assert np.flatnonzero(sound > 0.05)[-1] / 48_000 == pytest.approx(4.0, abs=0.012)
