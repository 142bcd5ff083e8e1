"""Beats are where they were struck."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from autocut.analyze.beats import Beats, tune
from autocut.errors import InputError
from autocut.media.probe import probe
from autocut.media.recording import recording
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.sound import Sound
from autocut.model.span import Span
from tests.media.sources import X264, picture

Make = Callable[..., Path]

CLICKS = "0.7*sin(2*PI*1000*t)*exp(-80*mod(t,{period}))"
DRUMS = (
    "0.8*sin(2*PI*60*mod(t,{period}))*exp(-25*mod(t,{period}))+0.1*(random(0)-0.5)*exp(-120*mod(t+{period}/2,{period}))"
)


def strokes(make: Make, name: str, form: str, period: float, seconds: float) -> Path:
    heard = f"aevalsrc='{form.format(period=period)}':s=22050:d={seconds}"
    return make(name, "-f", "lavfi", "-i", heard)


def near(beats: Sequence[float], period: float) -> float:
    """The share of the beats after two seconds that are within 40 ms of a stroke."""
    late = [beat for beat in beats if beat > 2]
    return sum(abs(beat - period * round(beat / period)) <= 0.04 for beat in late) / len(late)


@pytest.mark.parametrize("per_minute", [96, 120, 132])
@pytest.mark.parametrize("form", [CLICKS, DRUMS], ids=["clicks", "drums"])
def test_nine_tenths_of_the_beats_are_within_40_ms_of_a_stroke(make: Make, form: str, per_minute: int) -> None:
    period = 60 / per_minute
    kind = "clicks" if form is CLICKS else "drums"
    found = finish(tune(recording(strokes(make, f"beats-{kind}-{per_minute}.wav", form, period, 15))))
    assert found.duration == pytest.approx(15, abs=0.01)
    assert near(found.beats, period) >= 0.9
    assert len(found.beats) >= 0.9 * 15 / period
    assert list(found.beats) == sorted(set(found.beats))
    assert Path(os.environ["NUMBA_CACHE_DIR"]).is_dir()


def test_beats_go_on_in_step_through_a_long_tune(make: Make) -> None:
    found = finish(tune(recording(strokes(make, "beats-long.wav", DRUMS, 0.5, 130))))
    assert near(found.beats, 0.5) >= 0.9
    assert max(after - before for before, after in zip(found.beats, found.beats[1:], strict=False)) < 0.8
    assert len(found.beats) == pytest.approx(260, abs=8)


def test_beats_of_a_master_are_looked_for_where_its_music_is(make: Make) -> None:
    heard = f"aevalsrc='{CLICKS.format(period=0.5)}':s=22050:d=16"
    path = make("beats.mkv", *picture(16), "-f", "lavfi", "-i", heard, *X264, "-c:a", "pcm_s16le")
    master = probe(path)
    music = (Sound(Span(4.0, 13.0), "music", 0.9), Sound(Span(13.5, 15.0), "music", 0.9))
    beats = finish(Beats().listen(master, None, Analysis(sounds=music)))
    assert all(4.0 <= beat <= 13.0 for beat in beats)
    assert len(beats) >= 16
    assert near(beats, 0.5) >= 0.9
    assert finish(Beats().listen(master, None, Analysis(sounds=(Sound(Span(0, 16), "noise", 0.9),)))) == ()


def test_silence_has_no_beats(make: Make) -> None:
    assert finish(tune(recording(strokes(make, "beats-none.wav", "0*t*{period}", 0.5, 6)))).beats == ()


def test_a_file_without_sound_is_no_music(make: Make, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no sound in it"):
        recording(make("beats-picture.mkv", *picture(1), *X264))
    with pytest.raises(InputError, match="cannot be read as music"):
        recording(tmp_path / "none.wav")
    (tmp_path / "text.wav").write_text("no music")
    with pytest.raises(InputError, match="cannot be read as music"):
        recording(tmp_path / "text.wav")
