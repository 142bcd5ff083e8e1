"""Sound that is moved against its picture is found at every cut; where nothing tells, that is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autocut.checks.sync import match, sync_check
from autocut.media.probe import probe
from autocut.media.run import ffmpeg, finish
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span
from autocut.model.timeline import Muted
from tests.media.sources import X264, picture, tone
from tests.render.versions import full_preset, rendered, version
from tests.speech import TWO_CITIES

FRAME = 0.04
PIECES = [Span(0.0, 2.6), Span(4.8, 6.4), Span(10.52, 13.12)]


@pytest.fixture
def read(make: Callable[..., Path]) -> Master:
    """The reading with a picture."""
    sound = ("-i", str(TWO_CITIES), "-map", "0:v", "-map", "1:a")
    return probe(make("reading.mkv", *picture(16), *sound, *X264, "-c:a", "flac"))


@pytest.fixture
def rendition(read: Master) -> Rendition:
    return version(read, PIECES, full_preset())


@pytest.fixture
def good(read: Master, rendition: Rendition, tmp_path: Path) -> Path:
    return rendered(rendition, read, tmp_path)


def checked(path: Path, rendition: Rendition, master: Master) -> Check:
    (check,) = finish(sync_check(path, rendition, master))
    return check


def changed(path: Path, *arguments: str) -> Path:
    made = path.with_name("changed.mp4")
    finish(ffmpeg(["-i", str(path), "-c:v", "copy", "-c:a", "aac", *arguments, str(made)]))
    return made


def test_what_is_rendered_is_in_sync_at_every_cut(good: Path, rendition: Rendition, read: Master) -> None:
    check = checked(good, rendition, read)
    assert check.passed, check
    assert "+0.000 s at most, at 3 of 3 places" in check.measured


@pytest.mark.parametrize("frames", [-3, 3])
def test_sound_that_is_three_frames_off_fails(frames: int, good: Path, rendition: Rendition, read: Master) -> None:
    moved = f"atrim=start={-frames * FRAME},asetpts=PTS-STARTPTS" if frames < 0 else f"adelay={frames * 40}:all=1"
    check = checked(changed(good, "-af", moved), rendition, read)
    assert not check.passed
    assert f"{frames * FRAME:+.2f}" in check.measured


def test_sound_that_drifts_is_late_at_the_end_alone(make: Callable[..., Path], read: Master, tmp_path: Path) -> None:
    rendition = version(read, [Span(0.0, 16.0)], full_preset())
    slower = changed(rendered(rendition, read, tmp_path), "-af", "atempo=0.992")
    check = checked(slower, rendition, read)
    assert not check.passed
    assert "too much at 00:14.0" in check.measured


def test_one_clip_with_the_sound_of_another_place_fails(good: Path, rendition: Rendition, read: Master) -> None:
    elsewhere = version(read, [PIECES[0], Span(7.0, 8.6), PIECES[2]], full_preset())
    check = checked(good, elsewhere, read)
    assert not check.passed
    assert "another sound at 00:02.6" in check.measured


def test_a_tone_and_silence_tell_nothing() -> None:
    times = np.arange(24_000) / 8000
    hum = np.sin(2 * np.pi * 220 * times).astype(np.float32)
    assert match(hum[4000:20_000], hum) == match(hum[4000:20_000] * 0, hum) == match(hum[:4000], hum * 0)
    assert match(hum[4000:20_000], hum).seconds is None


def test_where_nothing_tells_the_check_says_so(make: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(make("sync-tone.mkv", *picture(4), *tone(4), *X264, "-c:a", "flac"))
    rendition = version(master, [Span(0.0, 3.0)], full_preset())
    check = checked(rendered(rendition, master, tmp_path), rendition, master)
    assert check.passed
    assert check.measured.endswith("at 0 of 1 places, cannot be told")


def test_a_beep_over_a_cut_is_not_held_against_it(read: Master, rendition: Rendition, tmp_path: Path) -> None:
    beep = (Muted(Span(2.6, 4.0), beep=True),)
    beeped = replace(rendition, timeline=replace(rendition.timeline, muted=beep))
    check = checked(rendered(beeped, read, tmp_path), beeped, read)
    assert check.passed
    assert "at 2 of 2 places" in check.measured


def test_a_master_without_sound_has_no_such_check(make: Callable[..., Path]) -> None:
    master = probe(make("sync-mute.mkv", *picture(4), *X264))
    assert finish(sync_check(master.path, version(master, [Span(0.0, 3.0)], full_preset()), master)) == ()
