"""Samples lie on master time and last as long as the sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.media.probe import probe
from autocut.media.samples import samples, sound
from tests.media.sources import CODING, X264, picture, tone

Make = Callable[..., Path]
RATE = 16_000


def loud(heard: NDArray[np.float32]) -> tuple[float, float]:
    """When the sound begins and ends, in seconds."""
    found = np.flatnonzero(np.abs(heard) > 0.02) / RATE
    return float(found[0]), float(found[-1])


@pytest.mark.parametrize(
    ("name", "coding"),
    [
        ("samples-heard.mp4", CODING),
        ("samples-heard.mkv", (*X264, "-c:a", "libopus")),
        ("samples-heard.mov", (*X264, "-c:a", "pcm_s24le")),
        ("samples-heard.ts", (*X264, "-c:a", "mp2")),
        ("samples-heard-mp3.mkv", (*X264, "-c:a", "libmp3lame")),
    ],
)
@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_the_samples_last_as_long_as_the_sound(name: str, coding: tuple[str, ...], rate: int, make: Make) -> None:
    master = probe(make(name, *picture(4), *tone(4), *coding))
    heard = samples(master, rate)
    assert heard.dtype == np.float32
    assert heard.ndim == 1
    assert len(heard) / rate == pytest.approx(4, abs=0.03)
    assert float(np.abs(heard).max()) == pytest.approx(0.14, abs=0.03)


def test_a_late_start_is_silence(make: Make) -> None:
    heard = samples(probe(make("samples-starts-late.mkv", *picture(4), "-itsoffset", "1.5", *tone(2), *CODING)), RATE)
    assert loud(heard) == pytest.approx((1.5, 3.5), abs=0.02)
    assert float(np.abs(heard[: int(1.45 * RATE)]).max()) == 0


def test_a_gap_in_the_sound_is_silence(make: Make) -> None:
    gap = ("-af", "aselect='not(between(t,1,2))'", "-c:v", "copy", "-c:a", "pcm_s16le")
    whole = make("samples-whole-tone.mkv", *picture(4), *tone(4), *CODING)
    master = probe(make("samples-gap.mkv", "-i", str(whole), *gap))
    heard = samples(master, RATE)
    assert len(heard) / RATE == pytest.approx(4, abs=0.05)
    assert float(np.abs(heard[int(1.1 * RATE) : int(1.9 * RATE)]).max()) < 0.001
    assert float(np.abs(heard[int(2.1 * RATE) : int(3.9 * RATE)]).max()) > 0.1


def test_clicks_lie_at_their_seconds(numbered: Make) -> None:
    heard = samples(probe(numbered("25", 240, "320x180")), RATE)
    steps = np.flatnonzero(np.abs(heard) > 0.4) / RATE
    begins = [time for k, time in enumerate(steps) if k == 0 or time - steps[k - 1] > 0.1]
    assert begins == pytest.approx(list(range(10)), abs=0.005)


def test_the_track_that_is_heard_is_the_default_one(make: Make) -> None:
    maps = ("-map", "0:v", "-map", "1:a", "-map", "2:a", "-disposition:a:0", "0", "-disposition:a:1", "default")
    silent = ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono:d=2")
    master = probe(make("samples-silent-first.mkv", *picture(), *silent, *tone(), *maps, *CODING))
    assert float(np.abs(samples(master, RATE)).max()) > 0.1


def test_all_channels_are_mixed_to_one(make: Make) -> None:
    sides = ("-f", "lavfi", "-i", "aevalsrc='0|0.4*sin(2*PI*440*t)':s=48000:d=2")
    heard = samples(probe(make("samples-right-side.mkv", *picture(), *sides, *X264, "-c:a", "pcm_s16le")), RATE)
    assert float(np.abs(heard).max()) == pytest.approx(0.2, abs=0.1)


def test_without_sound_there_are_no_samples(make: Make) -> None:
    assert len(samples(probe(make("samples-mute.mp4", *picture(), *X264)), RATE)) == 0


@pytest.mark.parametrize("seconds", [0.032, 0.7, 30.0])
def test_blocks_are_as_long_as_asked_and_add_up_to_all_of_it(seconds: float, numbered: Make) -> None:
    master = probe(numbered("25", 240, "320x180"))
    blocks = list(sound(master, RATE, seconds))
    assert {len(block) for block in blocks[:-1]} <= {round(seconds * RATE)}
    assert 0 < len(blocks[-1]) <= round(seconds * RATE)
    assert np.array_equal(np.concatenate(blocks), samples(master, RATE))


def test_a_long_gap_is_made_up_of_many_blocks(make: Make) -> None:
    late = make("samples-starts-very-late.mkv", *picture(40), "-itsoffset", "35", *tone(2), *CODING)
    blocks = list(sound(probe(late), RATE, 1.0))
    assert max(len(block) for block in blocks) == RATE
    assert float(np.abs(np.concatenate(blocks[:34])).max()) == 0
    assert loud(np.concatenate(blocks)) == pytest.approx((35, 37), abs=0.03)


def test_sound_that_overlaps_itself_keeps_the_clock(make: Make) -> None:
    once = make("samples-one.ts", *picture(3), *tone(3), *X264, "-c:a", "mp2")
    whole = make("samples-again.ts", *picture(3), *tone(3), *X264, "-c:a", "mp2", "-output_ts_offset", "2.7")
    joined = once.with_name("samples-overlapping.ts")
    joined.write_bytes(once.read_bytes() + whole.read_bytes())
    assert len(samples(probe(joined), RATE)) / RATE == pytest.approx(5.7, abs=0.05)


def test_damaged_packets_are_silence(make: Make) -> None:
    whole = make("samples-sound.mkv", *picture(6), *tone(6), *X264, "-c:a", "flac")
    damage = ("-map", "0", "-c", "copy", "-bsf:a", "noise=amount=if(mod(n\\,3)\\,0\\,50)")
    master = probe(make("samples-damaged.mkv", "-i", str(whole), *damage))
    assert len(samples(master, RATE)) / RATE == pytest.approx(6, abs=0.3)
