from __future__ import annotations

import pytest

from autocut.model.span import Span
from autocut.plan.full import full
from tests.builders import NTSC, a_master, a_preset, a_segment


def test_a_full_version_plays_the_whole_master() -> None:
    master = a_master(float(1800 / NTSC), NTSC)
    (choice,) = full(master, [a_segment(0, 60, 0.01)], a_preset("youtube-full"))
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
    (choice,) = full(a_master(60.0), [a_segment(0, 60, 0.9)], preset)
    assert choice.clips == ()
    assert choice.reason == reason
    assert [candidate.chosen for candidate in choice.candidates] == [False]


def test_a_podcast_of_a_silent_master_is_not_made() -> None:
    (choice,) = full(a_master(has_sound=False), [], a_preset("podcast-audio"))
    assert choice.clips == ()
    assert choice.reason == "podcast-audio is sound alone, and the master has none"
