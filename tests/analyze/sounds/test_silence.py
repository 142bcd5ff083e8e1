"""Silence is where it was put."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.analyze.loudness import LoudnessMeter
from autocut.analyze.sounds import Silence
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from tests.builders import a_master
from tests.media.sources import X264, picture

Make = Callable[..., Path]


def silence(path: Path) -> list[tuple[float, float]]:
    master = probe(path)
    curves = finish(LoudnessMeter().listen(master, None, Analysis()))
    return [(span.start, span.end) for span in Silence().deduce(master, Analysis(loudness=curves))]


def sound(make: Make, name: str, level: str) -> Path:
    heard = f"aevalsrc='{level}*sin(2*PI*330*t)':s=48000:d=8"
    return make(name, *picture(8), "-f", "lavfi", "-i", heard, *X264, "-c:a", "pcm_s16le")


def test_pauses_of_half_a_second_and_more_are_found_to_a_tenth_of_a_second(make: Make) -> None:
    path = sound(make, "silence-pauses.mkv", "0.2*(1-between(t,0,1)-between(t,3,3.3)-between(t,5,6.5))")
    first, second = silence(path)
    assert first == pytest.approx((0, 1), abs=0.11)
    assert second == pytest.approx((5, 6.5), abs=0.11)


@pytest.mark.parametrize(("decibels", "found"), [(-45, []), (-55, [(0.0, 8.0)])])
def test_what_stays_below_fifty_decibels_is_silence(decibels: int, found: list[object], make: Make) -> None:
    assert silence(sound(make, f"silence{decibels}.mkv", f"{10 ** (decibels / 20):.6f}")) == found


def test_without_a_meter_or_without_sound_nothing_is_said_of_silence() -> None:
    assert Silence().deduce(a_master(), Analysis()) == ()
    assert not Silence().concerns(a_master(has_sound=False))
