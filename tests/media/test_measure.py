"""The meters agree with signals whose levels are known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.errors import FfmpegError
from autocut.media.measure import Meters, loudness_curves, loudness_in, meters
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.rendition import Loudness
from autocut.model.sound import LoudnessCurves
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


def curves(path: Path) -> LoudnessCurves:
    master = probe(path)
    assert master.sound is not None
    return finish(loudness_curves(master.path, master.tracks, master.duration))


@pytest.mark.parametrize("decibels", [-23.0, -33.0])
def test_each_curve_of_the_reference_tone_reads_its_level_once_its_window_is_full(decibels: float, make: Make) -> None:
    sound = REFERENCE.format(level=10 ** (decibels / 20))
    found = curves(make(f"measure-reference{decibels}.mkv", *picture(8), "-f", "lavfi", "-i", sound, *PCM))
    for curve, first in ((found.momentary, 3), (found.short_term, 29), (found.true_peak, 0)):
        assert curve.rate == 10
        assert len(curve.values) == 80
        assert curve.values[:first] == (-70,) * first
        assert curve.values[first:] == pytest.approx([decibels] * (80 - first), abs=0.1)


def test_a_short_loud_tone_is_in_the_curves_for_as_long_as_their_windows(make: Make) -> None:
    # 0.4 s at -20 dBFS from second 4 on: the whole of one momentary window, 4/30 of a short-term one (-8.75 dB).
    steps = "0.1*sin(2*PI*1000*t)*between(t,4,4.4)"
    sound = f"aevalsrc='{steps}|{steps}':s=48000:d=10"
    found = curves(make("measure-burst.mkv", *picture(10), "-f", "lavfi", "-i", sound, *PCM))
    assert max(found.momentary.values) == found.momentary.values[43] == pytest.approx(-20, abs=0.1)
    assert max(*found.momentary.values[:40], *found.momentary.values[47:]) < -60
    assert found.short_term.values[44:70] == pytest.approx([-28.75] * 26, abs=0.1)
    assert max(*found.short_term.values[:40], *found.short_term.values[73:]) < -60


def test_a_peak_is_that_of_its_own_tenth_of_a_second_and_of_the_loudest_channel(make: Make) -> None:
    # The right channel is 0.05 throughout, the left 0.5 from 1 to 1.3 s: a quarter of the sampling rate at 45
    # degrees, whose samples reach 0.707 of the wave's height.
    left, right = "if(between(t,1,1.3),0.5,0)*sin(2*PI*12000*t+PI/4)", "0.05*sin(2*PI*997*t)"
    sound = f"aevalsrc='{left}|{right}':s=48000:d=3"
    found = curves(make("measure-peaks.mkv", *picture(3), "-f", "lavfi", "-i", sound, *PCM)).true_peak.values
    assert found[:9] == pytest.approx([-26.0] * 9, abs=0.1)
    assert found[11:12] == pytest.approx([-6.0], abs=0.2)
    assert found[14:] == pytest.approx([-26.0] * 16, abs=0.1)


def test_silence_reads_the_floor(make: Make) -> None:
    silence = ("-f", "lavfi", "-i", "anullsrc=r=44100:cl=stereo:d=3")
    found = curves(make("measure-floor.mkv", *picture(3), *silence, *PCM))
    assert {*found.momentary.values, *found.short_term.values, *found.true_peak.values} == {-70.0}


def test_the_curves_wait_for_sound_that_starts_late(make: Make) -> None:
    late = ("-itsoffset", "3", *tone(3))
    found = curves(make("measure-late-tone.mkv", *picture(6), *late, *CODING))
    for curve in (found.momentary, found.true_peak):
        first = next(k for k, value in enumerate(curve.values) if value > -60)
        assert first == pytest.approx(30, abs=2)


def test_a_track_that_cannot_be_metered_is_an_error(make: Make) -> None:
    with pytest.raises(FfmpegError):
        finish(loudness_curves(make("measure-mute.mkv", *picture(1), *X264), (7,), 1.0))


def test_the_share_done_grows_to_one(make: Make) -> None:
    master = probe(make("measure-moving.mp4", *picture(8), *tone(8), *CODING))
    assert master.sound is not None
    shares = list(loudness_curves(master.path, master.tracks, master.duration))
    assert shares == sorted(shares)
    assert len(shares) > 70
    assert shares[-1] == pytest.approx(1, abs=0.02)


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
