"""A join with a step in its sound clicks, one that fades does not, and neither does a drum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.laws.clicks import clicks_check, step_at
from autocut.media.probe import probe
from autocut.media.run import ffmpeg, finish
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span
from autocut.model.timeline import Muted
from tests.media.sources import CODING, picture, tone
from tests.render.versions import full_preset, rendered, version
from tests.speech import write_sound

RATE = 48_000


def a_tone(seconds: float, phase: float = 0.0, hertz: float = 220.0) -> NDArray[np.float32]:
    times = np.arange(round(seconds * RATE)) / RATE
    return (0.4 * np.sin(2 * np.pi * hertz * times + phase)).astype(np.float32)


@pytest.fixture
def master(make: Callable[..., Path]) -> Master:
    return probe(make("clicks.mp4", *picture(6), *tone(6, 220), *CODING))


@pytest.fixture
def joined(master: Master) -> Rendition:
    """Two pieces, which join after 1.6 s."""
    return version(master, [Span(0.0, 1.6), Span(3.0, 4.6)], full_preset())


def checked(path: Path, rendition: Rendition, master: Master) -> Check:
    return finish(clicks_check(path, rendition, master))[0]


def coded(pieces: list[NDArray[np.float32]], folder: Path) -> Path:
    path = folder / "coded.mp4"
    finish(
        ffmpeg(["-i", str(write_sound(folder / "pieces.wav", pieces, RATE)), "-c:a", "aac", "-b:a", "192k", str(path)])
    )
    return path


def test_a_rendered_join_does_not_click(joined: Rendition, master: Master, tmp_path: Path) -> None:
    check = checked(rendered(joined, master, tmp_path), joined, master)
    assert check.passed
    assert check.measured == "none at 1 joins"


def test_a_hard_join_clicks_and_the_check_says_when(joined: Rendition, master: Master, tmp_path: Path) -> None:
    # From one peak of the tone to the opposite one.
    hard = coded([a_tone(1.6, np.pi / 2), a_tone(1.6, -np.pi / 2)], tmp_path)
    check = checked(hard, joined, master)
    assert not check.passed
    assert check.measured == "a click at 00:01.6"


def test_a_version_that_begins_or_ends_within_a_tone_clicks_there_and_one_that_fades_does_not(
    joined: Rendition, master: Master, tmp_path: Path
) -> None:
    faded = finish(clicks_check(rendered(joined, master, tmp_path), joined, master))[1]
    assert (faded.passed, faded.measured) == (True, "none")
    hard = coded([a_tone(3.2, np.pi / 2)], tmp_path)
    check = finish(clicks_check(hard, joined, master))[1]
    assert (check.passed, check.measured) == (False, "a click at 00:00.0 and 00:03.2")


def test_a_beep_that_begins_hard_clicks(joined: Rendition, master: Master, tmp_path: Path) -> None:
    sound = a_tone(3.2)
    sound[: 2 * RATE] *= np.float32(0.02)
    for muted, passed in (((), True), ((Muted(Span(0.7, 2.0), beep=True),), False)):
        timeline = replace(joined.timeline, muted=muted)
        assert checked(coded([sound], tmp_path), replace(joined, timeline=timeline), master).passed is passed


def test_a_drum_at_a_join_is_no_click() -> None:
    strokes = np.random.default_rng(2).normal(0, 0.3, RATE // 20).astype(np.float32)
    drum = np.concatenate([0.001 * strokes, strokes * np.exp(-np.arange(len(strokes)) / 1200).astype(np.float32)])
    assert step_at(drum) < 1.5
    assert step_at(np.concatenate([a_tone(0.05, np.pi / 2), a_tone(0.05, -np.pi / 2)])) > 10


def test_noise_that_nobody_hears_is_no_click() -> None:
    quiet = np.zeros(RATE // 10, np.float32)
    quiet[len(quiet) // 2] = 4e-4
    assert step_at(quiet) < 1


def test_a_version_without_sound_has_no_such_check(joined: Rendition, master: Master) -> None:
    silent = replace(master, audio=())
    assert finish(clicks_check(Path("none.mp4"), joined, silent)) == ()
