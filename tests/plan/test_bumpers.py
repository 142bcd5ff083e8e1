from __future__ import annotations

from dataclasses import replace

import pytest

from autocut.model.brought import Brought, Bumper
from autocut.model.span import Span
from autocut.model.timeline import Chapter, Clip, Music, Muted
from autocut.plan.bumpers import beside_bumpers, with_bumpers
from autocut.plan.choice import Choice, candidate
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from tests.builders import FILM, PAL, a_master, a_preset, a_segment, an_analysis, some_passages

INTRO, OUTRO = Bumper("/films/intro.mov", 3.0), Bumper("/films/outro.mov", 2.02)
BOTH = Brought(intro=INTRO, outro=OUTRO)
FULL = a_preset("youtube-full")
OWN = Clip("/films/master.mp4", Span(10, 20))


def test_bumpers_stand_first_and_last_in_whole_frames() -> None:
    made = with_bumpers(Choice((OWN,), ()), BOTH, FULL, PAL)
    assert made.clips == (
        Clip("/films/intro.mov", Span(0, 3), bumper=True),
        OWN,
        Clip("/films/outro.mov", Span(0, 2.0), bumper=True),
    )


def test_what_is_in_timeline_time_moves_with_the_clips() -> None:
    choice = Choice(
        (OWN,),
        (),
        music=Music("/music.wav", Span(5, 60), at=1.0),
        muted=(Muted(Span(1, 2), beep=True),),
        chapters=(Chapter(0.0, "One"), Chapter(4.0, "Two")),
    )
    made = with_bumpers(choice, BOTH, FULL, PAL)
    # The bed lies under the master alone, and is over before the outro.
    assert made.music == Music("/music.wav", Span(5, 14), at=4.0)
    assert made.muted == (Muted(Span(4, 5), beep=True),)
    assert made.chapters == (Chapter(0.0, "One"), Chapter(7.0, "Two"))


def test_without_bumpers_nothing_changes() -> None:
    choice = Choice((OWN,), (), music=Music("/music.wav", Span(0, 60)))
    assert with_bumpers(choice, Brought(), FULL, PAL) is choice
    assert beside_bumpers(FULL, Brought()) is FULL


def test_nothing_is_put_around_nothing() -> None:
    empty = Choice((), (), "nothing passed")
    assert with_bumpers(empty, BOTH, FULL, PAL) is empty


def test_a_version_that_bumpers_make_too_long_is_not_made_and_says_by_how_much() -> None:
    preset = a_preset("youtube-full", "duration.target=12", "duration.max=12")
    weighed = (candidate(a_segment(10, 20, 0.5), chosen=True, why="The best."),)
    made = with_bumpers(Choice((OWN,), weighed), BOTH, preset, PAL)
    assert made.clips == ()
    assert made.reason == "with its bumpers it lasts 15.00 s, 3.00 s more than youtube-full takes"
    assert [(each.chosen, each.why) for each in made.candidates] == [(False, f"Not made: {made.reason}.")]


def test_the_bounds_of_length_are_those_that_are_left_for_the_master() -> None:
    preset = a_preset("youtube-short", "duration.min=4", "duration.target=30", "duration.max=60")
    room = beside_bumpers(preset, BOTH).duration
    assert [room.min, room.target, room.max] == pytest.approx([0.1, 24.98, 54.98])


@pytest.mark.parametrize("kind", ["youtube-short", "trailer-landscape", "youtube-full"])
def test_a_version_of_every_kind_keeps_its_length_with_bumpers(kind: str) -> None:
    bounds = {
        "youtube-short": ("duration.min=8", "duration.target=15", "duration.max=20"),
        "trailer-landscape": ("duration.min=10", "duration.target=20", "duration.max=30", "trailer.max_clip=8.5"),
        "youtube-full": (),
    }[kind]
    preset, master = a_preset(kind, "score.minimum=0", *bounds), a_master(60.0, FILM)
    analysis = an_analysis(master)
    footage = Footage(master, analysis, brought=BOTH)
    segments = some_passages(master, analysis, beside_bumpers(preset, BOTH))
    (rendition,) = plan(footage, segments, preset)
    assert rendition.preset == preset
    clips = rendition.timeline.clips
    assert [clip.source for clip in clips if clip.bumper] == ["/films/intro.mov", "/films/outro.mov"]
    assert (clips[0].bumper, clips[-1].bumper) == (True, True)
    assert preset.duration.min <= rendition.timeline.duration <= preset.duration.max + 0.05
    assert all(cue.span.start >= 3.0 for cue in rendition.cues)
    assert all(each.span.duration > 0 for each in rendition.cues)


def test_a_master_that_is_too_long_beside_bumpers_is_told_by_how_much() -> None:
    preset = a_preset("youtube-full", "duration.target=62", "duration.max=62")
    footage = Footage(replace(a_master(60.0)), brought=BOTH)
    (rendition,) = plan(footage, (), preset)
    assert rendition.timeline.clips == ()
    assert "3 s more than youtube-full takes" in rendition.reason
