"""A cut into a word of real speech is heard, one into a pause is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autocut.laws.words import voice_at, words_check
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span
from autocut.model.timeline import Music
from tests.analyze.voice.test_voice import PAUSES
from tests.media.sources import X264, picture
from tests.render.versions import full_preset, rendered, version
from tests.speech import RATE, TWO_CITIES, reading

# The middles of: best, worst, age, foolishness, epoch, incredulity, season.
IN_WORDS = (1.86, 3.57, 5.5, 7.77, 9.46, 12.28, 14.0)
PLACES = [time for start, end in PAUSES for time in (start + 0.08, (start + end) / 2, end - 0.08)]


def heard(time: float, *, opens: bool) -> np.ndarray:
    """Two seconds of the reading up to the time, or those after it, backwards."""
    whole, at, reach = reading(), round(time * RATE), 2 * RATE
    return whole[at : at + reach][::-1] if opens else whole[max(0, at - reach) : at]


@pytest.fixture
def read(make: Callable[..., Path]) -> Master:
    """The reading with a picture."""
    sound = ("-i", str(TWO_CITIES), "-map", "0:v", "-map", "1:a")
    return probe(make("reading.mkv", *picture(16), *sound, *X264, "-c:a", "flac"))


def checked(pieces: list[Span], read: Master, folder: Path) -> Check:
    rendition = version(read, pieces, full_preset())
    (check,) = finish(words_check(rendered(rendition, read, folder), rendition, read))
    return check


@pytest.mark.parametrize("opens", [False, True])
@pytest.mark.parametrize("time", IN_WORDS)
def test_a_cut_in_the_middle_of_a_word_is_heard_from_both_sides(time: float, opens: bool) -> None:
    assert voice_at(heard(time, opens=opens)) == "voice"


@pytest.mark.parametrize("opens", [False, True])
@pytest.mark.parametrize("time", PLACES)
def test_a_cut_in_a_pause_is_quiet_from_both_sides(time: float, opens: bool) -> None:
    assert voice_at(heard(time, opens=opens)) == "quiet"


def test_a_word_under_loud_noise_cannot_be_told() -> None:
    noise = np.random.default_rng(4).normal(0, 0.04, 2 * RATE).astype(np.float32)
    assert voice_at(heard(7.77, opens=False) + noise) == "cannot be told"


def test_silence_noise_and_sound_that_is_too_short_are_quiet() -> None:
    assert voice_at(np.zeros(2 * RATE, np.float32)) == "quiet"
    assert voice_at(np.random.default_rng(4).normal(0, 0.1, 2 * RATE).astype(np.float32)) == "quiet"
    assert voice_at(np.zeros(100, np.float32)) == "quiet"


def test_a_version_cut_in_pauses_passes(read: Master, tmp_path: Path) -> None:
    check = checked([Span(4.8, 6.4), Span(10.52, 13.12)], read, tmp_path)
    assert check.passed
    assert check.measured == "none at 4 cuts"


def test_a_version_that_cuts_into_a_word_fails_and_says_when(read: Master, tmp_path: Path) -> None:
    check = checked([Span(4.8, 7.76), Span(10.52, 12.28)], read, tmp_path)
    assert not check.passed
    assert check.measured == "voice at 00:03.0 and 00:04.7"


def test_a_file_that_is_cut_elsewhere_than_planned_fails(read: Master, tmp_path: Path) -> None:
    path = rendered(version(read, [Span(4.04, 7.76)], full_preset()), read, tmp_path)
    planned = version(read, [Span(4.8, 8.52)], full_preset())
    (check,) = finish(words_check(path, planned, read))
    assert check.measured == "voice at 00:00.0 and 00:03.7"


def test_a_file_is_held_against_the_laws_also_where_its_master_is_gone(read: Master, tmp_path: Path) -> None:
    gone = replace(read, path=tmp_path / "gone.mkv")
    for end, passed in ((8.52, True), (7.76, False)):
        planned = version(read, [Span(4.8, end)], full_preset())
        folder = tmp_path / f"{end}"
        folder.mkdir()
        (check,) = finish(words_check(rendered(planned, read, folder), planned, gone))
        assert check.passed is passed


def test_under_music_the_master_is_listened_to_and_the_check_says_so(read: Master, tmp_path: Path) -> None:
    for end, passed in ((6.4, True), (7.76, False)):
        plain = version(read, [Span(4.8, end)], full_preset())
        under = replace(plain, timeline=replace(plain.timeline, music=Music("/music/bed.wav", Span(0.0, 9.0))))
        (check,) = finish(words_check(tmp_path / "not-listened-to.mp4", under, read))
        assert check.passed is passed
        assert check.measured.endswith("by the master's own sound, as music lies over it")


def test_a_master_without_sound_has_no_such_check(read: Master) -> None:
    silent = replace(read, audio=())
    rendition: Rendition = version(silent, [Span(4.8, 6.4)], full_preset())
    assert finish(words_check(Path("none.mp4"), rendition, silent)) == ()
