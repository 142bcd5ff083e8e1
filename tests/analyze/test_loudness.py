"""The loudness curves are those of EBU Tech 3341: a tone of 1 kHz at -23 dBFS in both channels is at -23 LUFS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import mean

import pytest

from autocut.analyze.loudness import LoudnessMeter
from autocut.model.sound import LoudnessCurves
from tests.analyze.looking import look
from tests.media.sources import X264, picture

Make = Callable[..., Path]


def curves(make: Make, name: str, first: float, then: float, hertz: int = 1000) -> LoudnessCurves:
    """Six seconds of a tone at one level (dBFS) and six at another."""
    level = f"if(lt(t,6),{10 ** (first / 20):.6f},{10 ** (then / 20):.6f})"
    tone = f"{level}*sin(2*PI*{hertz}*t)"
    heard = ("-f", "lavfi", "-i", f"aevalsrc='{tone}|{tone}':s=48000:d=12")
    found: LoudnessCurves = look(LoudnessMeter(), make(name, *picture(12), *heard, *X264, "-c:a", "pcm_s24le"))
    return found


def test_momentary_and_short_term_loudness_are_those_of_the_tone(make: Make) -> None:
    found = curves(make, "loudness.mkv", -33, -23)
    for curve, settling in ((found.momentary, 0.4), (found.short_term, 3.0)):
        assert curve.rate == 10
        assert len(curve.values) == pytest.approx(120, abs=1)
        first, then = (slice(round((at + settling) * 10) + 1, round((at + 6) * 10) - 1) for at in (0, 6))
        assert mean(curve.values[first]) == pytest.approx(-33, abs=0.1)
        assert mean(curve.values[then]) == pytest.approx(-23, abs=0.1)


def test_momentary_loudness_follows_faster_than_short_term(make: Make) -> None:
    found = curves(make, "loudness.mkv", -33, -23)
    at = 6 * 10 + 8
    assert found.momentary.values[at] == pytest.approx(-23, abs=0.3)
    assert found.short_term.values[at] < -24


def test_true_peaks_lie_between_the_samples(make: Make) -> None:
    """A quarter of the sampling rate, an eighth of a turn late: the samples reach -9 dBFS, the wave -6."""
    wave = "0.5*sin(2*PI*12000*t+PI/4)"
    heard = ("-f", "lavfi", "-i", f"aevalsrc='{wave}|{wave}':s=48000:d=4")
    found = look(LoudnessMeter(), make("true-peak.mkv", *picture(4), *heard, *X264, "-c:a", "pcm_s24le"))
    assert max(found.true_peak.values[5:-5]) == pytest.approx(-6.0, abs=0.4)
