"""What is laid over and under the clips' sound: beeps and silence where they are muted, music that gives way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.checks.verify import verify
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Card, Clip, Music, Muted, Timeline
from tests.render.pictures import heard
from tests.render.versions import full_preset, rendered

RATE = Fraction(25)
SECONDS = 10.0
PICTURE = ("-f", "lavfi", "-i", f"testsrc2=s=160x90:r=25:d={SECONDS}")
CODING = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le")
# Syllables, four a second: loud from 2 s to 4 s, 8 dB softer from 6 s to 8 s, between them the air of a room.
TALK = (
    "aevalsrc='0.3*(between(t,2,4)+0.4*between(t,6,8)+0.005)*(0.55+0.45*sin(2*PI*4*t))"
    f"*(0.5*sin(2*PI*140*t)+0.3*sin(2*PI*280*t)+0.25*(2*random(0)-1))':s=48000:d={SECONDS}"
)
BED = 3000


@pytest.fixture
def talk(make: Callable[..., Path]) -> Master:
    return probe(make("mixing-talk.mkv", *PICTURE, "-f", "lavfi", "-i", TALK, *CODING))


@pytest.fixture
def hum(make: Callable[..., Path]) -> Master:
    return probe(make("mixing-hum.mkv", *PICTURE, "-f", "lavfi", "-i", f"sine=200:r=48000:d={SECONDS}", *CODING))


@pytest.fixture
def silent(make: Callable[..., Path]) -> Master:
    return probe(make("mixing-silent.mp4", *PICTURE, "-c:v", "libx264", "-preset", "ultrafast"))


def a_bed(make: Callable[..., Path], volume: str = "0dB") -> Path:
    """A tone of 30 seconds as a music file."""
    source = ("-f", "lavfi", "-i", f"sine={BED}:r=44100:d=30", "-af", f"volume={volume}")
    return make(f"mixing-bed{volume}.wav", *source)


def made(master: Master, folder: Path, *, music: Music | None = None, muted: tuple[Muted, ...] = ()) -> Path:
    """A verified version of the whole master."""
    timeline = Timeline(RATE, (Clip(str(master.path), Span(0.0, SECONDS)),), music, muted)
    rendition = Rendition("version", full_preset(), timeline)
    path = rendered(rendition, master, folder)
    _, _, checks = finish(verify(path, rendition.preset, rendition, master))
    assert all(check.passed for check in checks), [check for check in checks if not check.passed]
    return path


def level(samples: NDArray[np.float32]) -> float:
    """The root mean square in dBFS."""
    return float(20 * np.log10(max(1e-9, np.sqrt(np.mean(samples.astype(float) ** 2)))))


def parted(path: Path, start: float, end: float) -> tuple[float, float]:
    """Levels in dBFS of the bed's tone and of all else, from `start` to `end`."""
    sound = heard(path).mean(axis=0)[round(start * 48000) : round(end * 48000)]
    turns = np.exp(2j * np.pi * BED * np.arange(len(sound)) / 48000)
    tone = np.real(2 * np.mean(sound * turns.conj()) * turns)
    return level(tone), level(sound - tone)


@pytest.mark.parametrize("volume", ["0dB", "18dB"])
def test_music_gives_way_to_speech_and_comes_back(
    volume: str, talk: Master, make: Callable[..., Path], tmp_path: Path
) -> None:
    path = made(talk, tmp_path, music=Music(str(a_bed(make, volume)), Span(2.0, 2.0 + SECONDS)))
    alone = parted(path, 0.5, 1.9)[0]
    loud, soft = parted(path, 2.2, 4.0), parted(path, 6.2, 8.0)
    assert loud[1] - loud[0] >= 9
    assert soft[1] - soft[0] >= 9
    assert alone - loud[0] >= 9
    assert parted(path, 5.0, 5.9)[0] == pytest.approx(alone, abs=0.5)
    # Within a tenth of a second it is out of the way.
    assert parted(path, 2.1, 2.2)[0] == pytest.approx(loud[0], abs=1.5)


def test_louder_music_is_ducked_further(talk: Master, make: Callable[..., Path], tmp_path: Path) -> None:
    path = made(talk, tmp_path, music=Music(str(a_bed(make)), Span(0.0, SECONDS), gain=6.0))
    loud = parted(path, 2.2, 4.0)
    assert loud[1] - loud[0] >= 9
    assert parted(path, 0.5, 1.9)[0] - loud[0] >= 15


def test_music_fades_out_at_the_end_of_its_span_and_silence_follows(
    talk: Master, make: Callable[..., Path], tmp_path: Path
) -> None:
    path = made(talk, tmp_path, music=Music(str(a_bed(make)), Span(0.0, 5.8), at=0.5))
    assert parted(path, 0.0, 0.48)[0] < -60
    full = parted(path, 0.6, 1.9)[0]
    falling = [parted(path, start, start + 0.2)[0] for start in (5.2, 5.6, 5.8, 6.05)]
    assert falling[0] == pytest.approx(full, abs=1)
    assert falling == sorted(falling, reverse=True)
    assert falling[3] < full - 15
    assert parted(path, 8.5, 9.5)[0] < -60


def test_a_master_without_sound_gets_a_sound_of_music_alone(
    silent: Master, make: Callable[..., Path], tmp_path: Path
) -> None:
    path = made(silent, tmp_path, music=Music(str(a_bed(make, "-12dB")), Span(0.0, SECONDS)))
    levels = [parted(path, start, start + 1)[0] for start in (0.5, 4.0, 8.0)]
    assert max(levels) - min(levels) < 0.2
    assert heard(path).shape[1] == pytest.approx(SECONDS * 48000, abs=1200)


def test_music_lies_under_cards_too(hum: Master, make: Callable[..., Path], tmp_path: Path) -> None:
    clips = (Clip(str(hum.path), Span(0.0, 2.0)), Clip("card", Span(0.0, 2.0), Card("Title")))
    timeline = Timeline(RATE, clips, Music(str(a_bed(make)), Span(0.0, 9.0)))
    path = rendered(Rendition("version", full_preset(), timeline), hum, tmp_path)
    under, alone = parted(path, 0.5, 1.9), parted(path, 2.9, 3.1)
    assert under[1] - under[0] >= 9
    assert alone[0] > under[0] + 9
    assert alone[1] < -50


def test_music_does_not_give_way_to_clips_that_are_turned_down(
    talk: Master, make: Callable[..., Path], tmp_path: Path
) -> None:
    path = str(talk.path)
    low, off = Clip(path, Span(2.0, 4.0), gain=-12.0), Clip(path, Span(2.0, 5.0), gain=-96.0)
    clips = (Clip(path, Span(2.0, 4.0)), low, off)
    timeline = Timeline(RATE, clips, Music(str(a_bed(make)), Span(0.0, 9.0)))
    made = rendered(Rendition("version", full_preset(), timeline), talk, tmp_path)
    spoken, softly, silently = (parted(made, start + 1.0, start + 1.8) for start in (0.0, 2.0, 4.0))
    assert spoken[1] - spoken[0] >= 9
    assert softly[0] - spoken[0] >= 9
    assert softly[0] == pytest.approx(silently[0], abs=1.0)
    assert silently[1] < -55


def test_music_over_clips_that_are_all_turned_down_keeps_its_own_level(
    talk: Master, make: Callable[..., Path], tmp_path: Path
) -> None:
    clips = (Clip(str(talk.path), Span(0.0, SECONDS), gain=-12.0),)
    timeline = Timeline(RATE, clips, Music(str(a_bed(make)), Span(0.0, SECONDS)))
    made = rendered(Rendition("version", full_preset(), timeline), talk, tmp_path)
    levels = [parted(made, start, start + 1.0)[0] for start in (0.5, 2.5, 6.5)]
    assert max(levels) - min(levels) < 0.5
    assert levels[1] > parted(made, 2.5, 3.5)[1]


def test_what_is_muted_is_silent_to_the_sample_and_nothing_else_is(hum: Master, tmp_path: Path) -> None:
    path = made(hum, tmp_path, muted=(Muted(Span(2.0, 2.5)), Muted(Span(6.123, 6.4))))
    sound = np.abs(heard(path).mean(axis=0))
    for start, end in ((2.0, 2.5), (6.123, 6.4)):
        inside = sound[round((start + 0.005) * 48000) : round((end - 0.005) * 48000)]
        assert float(inside.max()) < 0.003
        before, after = (sound[round(at * 48000) :][:960] for at in (start - 0.03, end + 0.01))
        assert min(float(before.max()), float(after.max())) > 0.9 * float(sound[48000:].max())
    assert len(sound) == pytest.approx(SECONDS * 48000, abs=1200)


@pytest.mark.parametrize("volume", ["-20dB", "0dB"])
def test_a_beep_is_a_tone_of_1_khz_at_about_minus_20_dbfs_however_loud_the_master_is(
    volume: str, make: Callable[..., Path], tmp_path: Path
) -> None:
    sound = ("-f", "lavfi", "-i", f"sine=200:r=48000:d={SECONDS}", "-af", f"volume={volume}")
    master = probe(make(f"mixing-hum{volume}.mkv", *PICTURE, *sound, *CODING))
    path = made(master, tmp_path, muted=(Muted(Span(3.0, 3.5), beep=True), Muted(Span(0.0, 0.4), beep=True)))
    beeps = heard(path).mean(axis=0)[round(3.02 * 48000) : round(3.48 * 48000)]
    turns = np.exp(-2j * np.pi * 1000 * np.arange(len(beeps)) / 48000)
    peak = 20 * np.log10(2 * abs(np.mean(beeps * turns)))
    assert peak == pytest.approx(-20, abs=1.5)
    first = heard(path).mean(axis=0)[480:16800]
    assert abs(level(first) - level(beeps)) < 1


def test_joins_of_what_is_muted_do_not_click(hum: Master, tmp_path: Path) -> None:
    path = made(hum, tmp_path, muted=(Muted(Span(2.0013, 2.5), beep=True), Muted(Span(6.123, 6.4007))))
    steps = np.abs(np.diff(heard(path).mean(axis=0)[4800:]))
    # A beep of 1 kHz is steeper than the hum, though softer.
    assert float(steps.max()) < 1.5 * float(np.percentile(steps, 99))


def test_music_goes_on_over_what_is_muted(hum: Master, make: Callable[..., Path], tmp_path: Path) -> None:
    bed = Music(str(a_bed(make)), Span(0.0, SECONDS))
    path = made(hum, tmp_path, music=bed, muted=(Muted(Span(3.0, 6.0)),))
    over, muted = parted(path, 1.0, 2.9), parted(path, 4.0, 5.9)
    assert muted[1] < -50
    assert muted[0] > over[0] + 9


def test_all_of_a_version_may_be_muted(hum: Master, tmp_path: Path) -> None:
    path = made(hum, tmp_path, muted=(Muted(Span(0.0, 4.0)), Muted(Span(3.0, SECONDS + 5))))
    assert float(np.abs(heard(path)).max()) < 1e-3


def test_what_is_muted_may_lie_over_a_cut(hum: Master, tmp_path: Path) -> None:
    clips = (Clip(str(hum.path), Span(0.0, 1.0)), Clip(str(hum.path), Span(5.0, 6.0)))
    timeline = Timeline(RATE, clips, muted=(Muted(Span(0.9, 1.1)),))
    sound = np.abs(heard(rendered(replace(a_rendition(), timeline=timeline), hum, tmp_path)).mean(axis=0))
    assert float(sound[round(0.905 * 48000) : round(1.095 * 48000)].max()) < 0.003
    assert float(sound[round(1.11 * 48000) :][:4800].max()) > 0.1


def a_rendition() -> Rendition:
    """With an empty timeline, to be filled."""
    return Rendition("version", full_preset(), Timeline(RATE, ()))
