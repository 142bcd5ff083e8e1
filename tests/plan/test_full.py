from __future__ import annotations

from dataclasses import replace

import pytest

from autocut.model.media import Master
from autocut.model.span import Span
from autocut.plan.footage import Footage
from autocut.plan.full import full
from tests.builders import NTSC, a_master, a_preset, a_segment


def test_a_full_version_plays_the_whole_master() -> None:
    master = a_master(float(1800 / NTSC), NTSC)
    (choice,) = full(Footage(master), [a_segment(0, 60, 0.01)], a_preset("youtube-full"))
    assert [clip.span for clip in choice.clips] == [Span(0, float(1800 / NTSC))]
    assert [candidate.chosen for candidate in choice.candidates] == [True]


@pytest.mark.parametrize(
    ("override", "reason"),
    [
        ("duration.min=62.5", "the master lasts 60.00 s, 2.50 s less than youtube-full takes"),
        ("duration.max=45", "the master lasts 60 s, 15 s more than youtube-full takes"),
    ],
)
def test_a_length_outside_the_bounds_is_told_by_how_much(override: str, reason: str) -> None:
    preset = a_preset("youtube-full", "duration.target=45" if "max" in override else "duration.target=70", override)
    (choice,) = full(Footage(a_master(60.0)), [a_segment(0, 60, 0.9)], preset)
    assert choice.clips == ()
    assert choice.reason == reason
    assert [candidate.chosen for candidate in choice.candidates] == [False]


def test_a_podcast_of_a_silent_master_is_not_made() -> None:
    (choice,) = full(Footage(a_master(has_sound=False)), [], a_preset("podcast-audio"))
    assert choice.clips == ()
    assert choice.reason == "podcast-audio is sound alone, and the master has none"


def ends_before_its_sound(seconds: float) -> Master:
    """A master of a minute whose picture lacks its last seconds."""
    master = a_master(60.0)
    return replace(master, video=replace(master.video, duration=60.0 - seconds))


def test_sound_that_runs_on_for_a_moment_is_kept_and_that_is_said() -> None:
    (choice,) = full(Footage(ends_before_its_sound(3.2)), [], a_preset("youtube-full"))
    assert [clip.span for clip in choice.clips] == [Span(0, 60)]
    assert choice.notes == ("the last picture is held for 3.2 s, because the sound runs on",)


def test_sound_that_runs_on_for_long_is_left_out_and_that_is_said() -> None:
    (choice,) = full(Footage(ends_before_its_sound(20.0)), [], a_preset("youtube-full"))
    assert [clip.span for clip in choice.clips] == [Span(0, 40)]
    assert choice.notes == ("the last 20.0 s of the sound are left out: the picture ends before them",)


def test_sound_that_ends_with_the_picture_needs_no_words() -> None:
    for seconds in (0.0, 0.03):
        (choice,) = full(Footage(ends_before_its_sound(seconds)), [], a_preset("youtube-full"))
        assert choice.notes == ()


def test_a_podcast_has_all_of_the_sound_whatever_the_picture_does() -> None:
    (choice,) = full(Footage(ends_before_its_sound(20.0)), [], a_preset("podcast-audio"))
    assert [clip.span for clip in choice.clips] == [Span(0, 60)]
    assert choice.notes == ()
