"""Voice is found where it is, to a few hundredths of a second, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from autocut.analyze.voice import Voice
from autocut.analyze.voice.activity import RATE, STEP, VoiceActivity, stretches
from autocut.media.probe import probe
from autocut.media.samples import samples
from autocut.model.analysis import Analysis
from autocut.model.event import told
from autocut.model.span import Span
from tests.media.sources import X264, picture
from tests.speech import TWO_CITIES

Make = Callable[..., Path]
# The pauses of the reading, read off the level of the sound, 10 ms at a time.
PAUSES = ((4.57, 5.03), (6.18, 6.68), (8.22, 8.82), (10.31, 10.75), (12.75, 13.48), (14.81, 15.14))


def voices(path: Path) -> tuple[Span, ...]:
    hearing = told("", "", Voice().listen(probe(path), None, Analysis()))
    while True:
        try:
            next(hearing)
        except StopIteration as end:
            found: tuple[Span, ...] = end.value
            return found


def test_the_sample_speaks_three_times(sample: Path) -> None:
    first, second, third, *rest = voices(sample)
    assert (first.start, first.end) == pytest.approx((12.43, 14.33), abs=0.1)
    assert (second.start, second.end) == pytest.approx((18.8, 19.65), abs=0.2)
    assert third.start == pytest.approx(42.5, abs=0.1)
    assert all(42.5 < span.start < span.end < 44 for span in rest)


@pytest.mark.parametrize(("from_second", "quiet"), [(2.0, 0.25), (2.0, 1.5), (0.0, 4.0)])
def test_edges_of_voice_are_where_silence_is_put(from_second: float, quiet: float, sample: Path, make: Make) -> None:
    line = f"atrim=12.43:14.33,asetpts=PTS-STARTPTS,adelay={round(1000 * (from_second + quiet))}:all=1,apad=pad_dur=2"
    spoken = make(f"voice-after-{from_second + quiet}.mkv", *picture(12), "-i", str(sample), "-map", "0:v",
                  "-map", "1:a", "-af", line, *X264, "-c:a", "pcm_s16le")  # fmt: skip
    found = voices(spoken)
    assert found[0].start == pytest.approx(from_second + quiet, abs=0.05)
    assert found[-1].end == pytest.approx(from_second + quiet + 1.9, abs=0.08)


def test_the_pauses_of_a_reading_part_its_voice(make: Make) -> None:
    read = ("-i", str(TWO_CITIES), "-map", "0:v", "-map", "1:a")
    found = voices(make("reading.mkv", *picture(16), *read, *X264, "-c:a", "flac"))
    gaps = [(before.end, after.start) for before, after in pairwise(found)]
    for pause in PAUSES:
        assert any(gap == pytest.approx(pause, abs=0.08) for gap in gaps)


def test_a_voice_that_never_pauses_is_parted_where_it_is_faintest_before_twenty_seconds() -> None:
    voiced = np.full(1300, 0.9)
    voiced[[400, 800]] = 0.6
    bounds = [0, 400 * STEP, 800 * STEP, 1300 * STEP]
    assert stretches(voiced) == tuple(Span(*pair) for pair in pairwise(bounds))


@pytest.mark.parametrize(
    "sound",
    ["anoisesrc=d=20:a=0.3", "anoisesrc=d=20:c=brown:a=0.5", "sine=d=20:f=220", "anullsrc=d=20",
     "aevalsrc='0.4*sin(2*PI*220*t)*exp(-3*mod(t,0.5))+0.3*sin(2*PI*330*t)*exp(-5*mod(t,0.25))':d=20"],
)  # fmt: skip
def test_noise_and_tones_are_no_voice(sound: str, make: Make) -> None:
    name = f"voiceless-{sum(sound.encode())}.mkv"
    assert voices(make(name, *picture(20), "-f", "lavfi", "-i", sound, *X264, "-c:a", "pcm_s16le")) == ()


def test_the_network_hears_a_stream_as_it_hears_the_whole(sample: Path) -> None:
    heard = samples(probe(sample), RATE)
    whole = VoiceActivity().probabilities(heard)
    stream = VoiceActivity()
    parts = [stream.probabilities(heard[k : k + 5120]) for k in range(0, len(heard), 5120)]
    assert np.allclose(np.concatenate(parts), whole, atol=1e-4)
