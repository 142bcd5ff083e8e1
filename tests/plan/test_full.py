from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.span import Span
from autocut.plan.footage import Footage
from autocut.plan.full import full
from tests.builders import NTSC, a_master, a_preset, a_segment, a_talk, same_every_time
from tests.plan.cutting.test_bounds import footages


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


TALK = Footage(
    a_master(60.0),
    Analysis(transcript=a_talk("It began.", "Who came?", "My uncle.", "Um, my aunt.", "They sang.", "It ended.")),
    lexicon("en"),
)


def test_what_is_never_to_be_shown_is_cut_out_and_that_is_said() -> None:
    (choice,) = full(TALK, [a_segment(0, 60, 0.5)], a_preset("youtube-full", "edit.never=['00:29-00:39']"))
    assert [clip.span for clip in choice.clips] == [Span(0, 29), Span(39, 60)]
    assert choice.notes == ("10.0 s are cut out: 10.0 s that must not be shown",)
    assert choice.candidates[0].why == "A full version plays the whole master but what is never to be shown."


def test_words_that_cannot_be_parted_from_it_go_too_and_that_is_said() -> None:
    (choice,) = full(TALK, [], a_preset("youtube-full", "edit.never=['00:21-00:23']"))
    assert [clip.span for clip in choice.clips] == [Span(0, 19.96), Span(28.04, 60)]
    assert choice.notes[0] == "8.1 s are cut out: 2.0 s that must not be shown and the words around them"


def test_a_cut_that_changes_what_is_said_is_told_of() -> None:
    (choice,) = full(TALK, [], a_preset("youtube-full", "edit.never=['00:19-00:39']"))
    assert choice.notes[1:] == (
        "the cut at 00:19.0 changes what is said: “Who came?” would be answered by “They sang.”.",
    )


def test_what_is_to_be_kept_changes_nothing() -> None:
    (choice,) = full(TALK, [], a_preset("youtube-full", "edit.keep=['00:10-00:15']"))
    assert [clip.span for clip in choice.clips] == [Span(0, 60)]


def test_pauses_are_tightened_over_the_whole_master_and_that_is_said() -> None:
    (choice,) = full(TALK, [], a_preset("youtube-full", "edit.tighten=tight"))
    assert len(choice.clips) == 6
    assert choice.clips[0].span.start == 0
    assert choice.clips[-1].span.end == 60
    left = 60 - sum(clip.span.duration for clip in choice.clips)
    assert left == pytest.approx(5 * 1.8, abs=0.2)
    assert choice.notes == (f"{left:.1f} s of pauses and filler words are left out",)


def test_what_is_to_be_avoided_is_played_all_the_same_and_that_is_said() -> None:
    segments = [a_segment(0, 60, 0.5, objection="It says “aunt”.")]
    (choice,) = full(TALK, segments, a_preset("youtube-full", "edit.chapters=false"))
    assert len(choice.clips) == 1
    assert choice.notes == ("all of the master is played all the same: It says “aunt”.",)


def test_too_little_that_is_left_is_told_by_how_much() -> None:
    preset = a_preset("youtube-full", "edit.never=['00:00-00:29', '00:40-01:00']", "duration.min=20")
    (choice,) = full(TALK, [a_segment(0, 60, 0.5)], preset)
    assert choice.clips == ()
    assert choice.reason == "what is left of the master lasts 11.00 s, 9.00 s less than youtube-full takes"
    (nothing,) = full(TALK, [], a_preset("youtube-full", "edit.never=['00:00-01:00']"))
    assert nothing.reason == "what is left of the master lasts 0.00 s, 1.00 s less than youtube-full takes"


def test_sound_after_the_picture_stays_in_what_is_cut() -> None:
    longer = ends_before_its_sound(20.0)
    (choice,) = full(Footage(longer), [], a_preset("podcast-audio", "edit.never=['00:45-00:50']"))
    assert [clip.span for clip in choice.clips] == [Span(0, 45), Span(50, 60)]


@same_every_time
@given(footages(), st.sampled_from(["off", "tight"]), st.sampled_from(["", "'3-7.5'", "'0-2', '11-13'"]))
def test_clips_are_in_order_and_play_nothing_twice(footage: Footage, tighten: str, never: str) -> None:
    preset = a_preset("youtube-full", f"edit.tighten={tighten}", f"edit.never=[{never}]")
    (choice,) = full(footage, [], preset)
    assert (choice,) == full(footage, [], preset)
    reached = 0.0
    for clip in choice.clips:
        assert reached - 1e-6 <= clip.span.start < clip.span.end
        assert not any(clip.span.overlap(span) > 1e-5 for span in preset.edit.never)
        reached = clip.span.end
