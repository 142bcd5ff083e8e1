"""YAMNet tells the kinds of sound apart in speech, music, noise and applause whose times are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.analyze.sounds import Sounds
from autocut.analyze.sounds.yamnet import _INPUT_SCALE, _INPUT_ZERO, _OUTPUT_SCALE, _OUTPUT_ZERO, RATE, scores
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.span import Span, covered
from autocut.weights import find
from tests.media.sources import X264, picture
from tests.speech import reading, write_sound

Make = Callable[..., Path]
_APPLAUSE, _SILENCE = 62, 494


@pytest.fixture(scope="module")
def yamnet() -> Path:
    return finish(find("yamnet", offline=False))


def kinds(path: Path, yamnet: Path) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for each in finish(Sounds().listen(probe(path), yamnet, Analysis())):
        assert 0 < each.confidence <= 1
        found.setdefault(each.kind, []).append(each.span)
    return found


def applause(seconds: float, people: int = 80) -> NDArray[np.float32]:
    """Many hands that clap three or four times a second, each a short noise with a pitch of its own."""
    random = np.random.default_rng(1)
    heard = np.zeros(int(seconds * RATE) + RATE)
    for _ in range(people):
        pitch, pace, strength = np.exp(random.normal(7.3, 0.35)), random.uniform(2.8, 4.6), random.uniform(0.3, 1)
        width, time = pitch / random.uniform(1, 2.5), random.uniform(0, 0.4)
        hertz = np.fft.rfftfreq(800, 1 / RATE)
        shape = 1 / (1 + ((hertz - pitch) / width) ** 2)
        while time < seconds:
            burst = np.fft.irfft(np.fft.rfft(random.standard_normal(800)) * shape)
            burst *= np.exp(-np.arange(800) / (RATE * random.uniform(0.004, 0.012)))
            heard[int(time * RATE) :][:800] += strength * burst
            time += random.normal(1, 0.06) / pace
    heard = heard[: int(seconds * RATE)]
    clapped: NDArray[np.float32] = (heard / np.abs(heard).max() * 0.5).astype(np.float32)
    return clapped


def laughter(seconds: float, people: int = 6) -> NDArray[np.float32]:
    """People who laugh "ha ha ha", each at a pitch of their own that falls, and breathe in between."""
    random = np.random.default_rng(5)
    heard = np.zeros(int(seconds * RATE) + 2 * RATE)

    def add(time: float, source: NDArray[np.float64], resonances: tuple[tuple[float, float, float], ...]) -> None:
        hertz = np.fft.rfftfreq(len(source), 1 / RATE)
        shape = sum(gain / (1 + ((hertz - peak) / width) ** 2) for peak, width, gain in resonances)
        heard[int(time * RATE) :][: len(source)] += np.fft.irfft(np.fft.rfft(source) * shape, len(source))

    for _ in range(people):
        pitch, time = 260 * np.exp(random.normal(0, 0.25)), random.uniform(0, 0.8)
        while time < seconds - 1.5:
            for count in range(random.integers(5, 9)):
                strength, falling = 0.9**count, pitch * 1.35 * 0.955**count
                breath = strength * np.hanning(RATE * 7 // 100) * random.standard_normal(RATE * 7 // 100)
                add(time, 0.75 * breath, ((900, 300, 1), (1500, 400, 0.8), (2800, 500, 0.5)))
                at = np.arange(int(RATE * random.uniform(0.09, 0.13))) / RATE
                phase = 2 * np.pi * np.cumsum(falling * (1 - 2 * at)) / RATE
                voice = sum(np.sin(k * phase) / k**0.7 for k in range(1, int(7000 / falling)))
                voiced = strength * (voice + random.standard_normal(len(at))) * np.hanning(len(at)) ** 0.6
                add(time + 0.035, voiced, ((850, 120, 1), (1350, 150, 0.7), (2700, 250, 0.4), (3700, 300, 0.2)))
                time += random.normal(1, 0.05) / 4.8
            breath = np.hanning(RATE * 3 // 10) * random.standard_normal(RATE * 3 // 10)
            add(time, 0.5 * breath, ((1200, 500, 1), (2500, 700, 0.8)))
            time += random.uniform(0.45, 0.7)
    heard = heard[: int(seconds * RATE)]
    laughed: NDArray[np.float32] = (heard / np.abs(heard).max() * 0.5).astype(np.float32)
    return laughed


def test_speech_then_applause_then_noise_are_told_apart_and_in_their_places(
    yamnet: Path, make: Make, tmp_path: Path
) -> None:
    noise = 0.1 * np.random.default_rng(2).standard_normal(8 * RATE).astype(np.float32)
    silence = np.zeros(3 * RATE, np.float32)
    heard = write_sound(tmp_path / "heard.wav", [reading()[: 10 * RATE], silence, applause(8), silence, noise], RATE)
    path = make("sounds-mixed.mkv", *picture(32), "-i", str(heard), *X264, "-c:a", "flac")
    found = kinds(path, yamnet)
    assert set(found) == {"speech", "applause", "noise"}
    for kind, start, end in (("speech", 0, 10), ("applause", 13, 21)):
        assert found[kind][0].start == pytest.approx(start, abs=1.5)
        assert found[kind][-1].end == pytest.approx(end, abs=1.5)
        assert covered(found[kind], Span(start, end)) > end - start - 1.5
    assert covered(found["noise"], Span(24, 32)) > 6.5
    assert covered(found["noise"], Span(0, 13)) < 1


def test_laughter_after_speech_is_heard_as_such(yamnet: Path, make: Make, tmp_path: Path) -> None:
    silence = np.zeros(2 * RATE, np.float32)
    heard = write_sound(tmp_path / "laughed.wav", [reading()[: 8 * RATE], silence, laughter(8)], RATE)
    found = kinds(make("sounds-laughed.mkv", *picture(18), "-i", str(heard), *X264, "-c:a", "flac"), yamnet)
    assert covered(found["laughter"], Span(10, 18)) > 2
    assert covered(found["laughter"], Span(0, 9.5)) == 0
    assert covered(found["speech"], Span(0, 8)) > 6.5


@pytest.mark.slow
def test_the_music_of_the_sample_is_heard_and_its_beginning_is_wind(sample: Path, yamnet: Path) -> None:
    found = kinds(sample, yamnet)
    assert covered(found["music"], Span(10, 50)) > 36
    assert covered(found["music"], Span(0, 8)) == 0
    assert covered(found["noise"], Span(3, 9)) > 4
    assert {"laughter", "applause"}.isdisjoint(found)


def test_silence_is_no_kind_of_sound(yamnet: Path, make: Make) -> None:
    quiet = ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo:d=5")
    assert kinds(make("sounds-none.mkv", *picture(5), *quiet, *X264, "-c:a", "flac"), yamnet) == {}


def test_the_scores_do_not_depend_on_how_the_sound_is_cut_into_blocks(yamnet: Path) -> None:
    heard = np.concatenate([applause(3), np.zeros(2 * RATE, np.float32)])

    def blocks(length: int) -> Iterator[NDArray[np.float32]]:
        yield from (heard[k : k + length] for k in range(0, len(heard), length))

    whole = np.stack(list(scores(iter([heard]), yamnet)))
    assert whole.shape == (11, 521)
    assert whole[2, _APPLAUSE] > 0.3
    assert whole[-1, _SILENCE] > 0.9
    for length in (100, 7680, 15_600, 40_000):
        np.testing.assert_allclose(np.stack(list(scores(blocks(length), yamnet))), whole, atol=1e-4)


def test_a_score_is_the_mean_of_those_of_the_two_patches_that_cover_its_time(yamnet: Path) -> None:
    heard = np.concatenate([reading()[: 2 * RATE], applause(2)])
    found = list(scores(iter([heard]), yamnet))
    for k in range(1, len(found)):
        parts = [next(scores(iter([heard[j * 7680 :]]), yamnet)) for j in (k - 1, k)]
        np.testing.assert_allclose(found[k], np.mean(parts, axis=0), atol=1e-5)


def test_bytes_mean_to_the_model_what_its_file_says(yamnet: Path) -> None:
    told = yamnet.read_bytes()
    for name, scale, zero in (("audio", _INPUT_SCALE, _INPUT_ZERO), ("class_scores", _OUTPUT_SCALE, _OUTPUT_ZERO)):
        assert f"{name}_scaleJ\x04".encode() + np.float32(scale).tobytes() in told
        assert f"{name}_zero_pointJ\x01".encode() + bytes([zero]) in told


def test_no_sound_has_no_scores(yamnet: Path) -> None:
    assert list(scores(iter([]), yamnet)) == []
