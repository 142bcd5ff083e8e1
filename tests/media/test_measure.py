"""The meters agree with signals whose levels are known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.media.measure import Meters, loudness_in, meters, momentary_loudness
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.rendition import Loudness
from autocut.model.span import Span
from tests.media.sources import CODING, X264, picture, tone

Make = Callable[..., Path]
PCM = (*X264, "-c:a", "pcm_s16le")
# EBU Tech 3341, test case 1: a stereo sine of 1 kHz at -23 dBFS reads -23 LUFS.
REFERENCE = "aevalsrc='{level}*sin(2*PI*1000*t)|{level}*sin(2*PI*1000*t)':s=48000:d=8"


def read(path: Path, duration: float = 8.0) -> Meters:
    return finish(meters(path, picture=True, sound=True, duration=duration))


@pytest.mark.parametrize("decibels", [-23.0, -33.0, -10.0])
def test_the_reference_tone_reads_its_level(decibels: float, make: Make) -> None:
    sound = REFERENCE.format(level=10 ** (decibels / 20))
    found = read(make(f"measure-reference{decibels}.mkv", *picture(8), "-f", "lavfi", "-i", sound, *PCM)).loudness
    assert found.integrated_lufs == pytest.approx(decibels, abs=0.1)
    assert found.true_peak_dbtp == pytest.approx(decibels, abs=0.2)


def test_a_peak_between_samples_is_seen(make: Make) -> None:
    # A quarter of the sampling rate at 45 degrees: samples reach 0.707 of the wave's height.
    between = ("-f", "lavfi", "-i", "aevalsrc='0.9*min(1,t)*sin(2*PI*12000*t+PI/4)':s=48000:d=8")
    found = read(make("measure-between.mkv", *picture(8), *between, *PCM)).loudness
    assert found.true_peak_dbtp == pytest.approx(-0.9, abs=0.4)


def test_silence_has_no_level(make: Make) -> None:
    silence = ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo:d=8")
    assert read(make("measure-silent.mkv", *picture(8), *silence, *PCM)).loudness == Loudness(None, None)


def test_a_log_without_a_summary_has_no_level() -> None:
    assert loudness_in("nothing here") == Loudness(None, None)


def test_momentary_loudness_follows_the_sound_ten_times_a_second(make: Make) -> None:
    steps = "0.1*sin(2*PI*1000*t)*between(t,2,4)"
    sound = f"aevalsrc='{steps}|{steps}':s=48000:d=6"
    master = probe(make("measure-steps.mkv", *picture(6), "-f", "lavfi", "-i", sound, *PCM))
    assert master.sound is not None
    values = finish(momentary_loudness(master.path, master.sound.index, master.duration))
    assert len(values) == pytest.approx(60, abs=2)
    assert max(values[:19]) == -70
    assert values[25:39] == pytest.approx([-20] * 14, abs=0.3)
    assert max(values[46:]) == -70


def test_momentary_loudness_waits_for_sound_that_starts_late(make: Make) -> None:
    late = ("-itsoffset", "3", *tone(3))
    master = probe(make("measure-late-tone.mkv", *picture(6), *late, *CODING))
    assert master.sound is not None
    values = finish(momentary_loudness(master.path, master.sound.index, master.duration))
    first = next(k for k, value in enumerate(values) if value > -60)
    assert first == pytest.approx(30, abs=2)


BLACK = ("-vf", "drawbox=c=black:t=fill:enable='between(t,2,3.96)'")
FROZEN = ("-vf", "trim=end=2,tpad=stop=100:stop_mode=clone")


def test_black_is_found_where_it_is(make: Make) -> None:
    found = read(make("measure-black.mp4", *picture(8), *tone(8), *BLACK, *CODING))
    (black,) = found.black
    assert (black.start, black.end) == pytest.approx((2, 4), abs=0.05)


def test_a_frozen_picture_is_found_to_its_end(make: Make) -> None:
    found = read(make("measure-frozen.mp4", *picture(8), *tone(6), *FROZEN, *CODING), 6.0)
    assert found.frozen[0].start == pytest.approx(2, abs=0.1)
    assert found.frozen[-1].end == pytest.approx(6, abs=0.1)
    # A new group of pictures may end one stretch and begin the next.
    assert sum(span.duration for span in found.frozen) == pytest.approx(4, abs=0.2)
    assert found.black == ()


def test_a_moving_picture_is_neither_black_nor_frozen(make: Make) -> None:
    found = read(make("measure-moving.mp4", *picture(8), *tone(8), *CODING))
    assert found.black == ()
    assert found.frozen == ()
    assert found.faults == ()


def test_spoilt_bytes_are_a_fault(make: Make, tmp_path: Path) -> None:
    spoilt = bytearray(make("measure-moving.mp4", *picture(8), *tone(8), *CODING).read_bytes())
    for place in range(len(spoilt) // 3, len(spoilt) // 2, 501):
        spoilt[place : place + 40] = bytes(40)
    path = tmp_path / "spoilt.mp4"
    path.write_bytes(spoilt)
    assert read(path).faults


def test_spans_are_frozen_dataclasses_of_file_time(make: Make) -> None:
    found = read(make("measure-black.mp4", *picture(8), *tone(8), *BLACK, *CODING))
    assert all(isinstance(span, Span) for span in (*found.black, *found.frozen))
