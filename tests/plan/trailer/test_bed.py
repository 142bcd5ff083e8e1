"""Where the music under a trailer comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.sound import Sound
from autocut.model.span import Span
from autocut.plan.choice import Choice
from autocut.plan.footage import Footage
from autocut.plan.trailer import trailer
from tests.builders import a_master, a_preset, a_transcript, an_utterance, curves, some_passages
from tests.plan.trailer.films import drama, scenery

MASTER = a_master(150.0)
PRESET = a_preset("trailer-landscape", "score.minimum=0")
MUSICAL = scenery(music=True)


def made(film: Analysis) -> Choice:
    (choice,) = trailer(Footage(MASTER, film, lexicon("en")), some_passages(MASTER, film, PRESET), PRESET)
    return choice


def test_the_masters_own_music_lies_under_pictures_whose_sound_is_silenced() -> None:
    choice = made(MUSICAL)
    assert choice.music is not None
    assert choice.music.source == str(MASTER.path)
    assert choice.music.span.start in MUSICAL.beats
    assert choice.music.span.end <= 127.5
    assert {clip.gain for clip in choice.clips if clip.of_master} == {-96.0}
    assert choice.notes[0].startswith("its music is the master's own, ")


def test_of_the_masters_music_what_builds_up_is_taken() -> None:
    levels = tuple(-40.0 if k < 800 else -10.0 for k in range(1500))
    music = made(replace(MUSICAL, loudness=curves(levels))).music
    assert music is not None
    assert music.span.start + 10 <= 80 <= music.span.end - 8


@pytest.mark.parametrize(
    "sounds",
    [(), (Sound(Span(0, 20), "music", 0.9), Sound(Span(40, 60), "music", 0.9)), (Sound(Span(0, 150), "noise", 0.9),)],
    ids=["unknown", "too short", "noise"],
)
def test_where_there_is_not_enough_music_pictures_keep_their_sound(sounds: tuple[Sound, ...]) -> None:
    choice = made(replace(MUSICAL, sounds=sounds))
    assert choice.music is None
    assert {clip.gain for clip in choice.clips} == {0.0}
    assert choice.notes == ()


def test_music_over_which_somebody_speaks_is_no_bed() -> None:
    said = [an_utterance("And so it was.", 12.0 * k, 12.0 * k + 1) for k in range(12)]
    assert made(replace(MUSICAL, transcript=a_transcript(*said))).music is None
    assert made(replace(MUSICAL, voice=(Span(60, 61),))).music is not None


def test_music_of_the_master_lies_under_speech_that_has_none_of_its_own() -> None:
    spoken = drama()
    assert spoken.transcript is not None
    early = [each for each in spoken.transcript.utterances if each.span.end < 80]
    film = replace(
        spoken,
        transcript=a_transcript(*early),
        voice=tuple(each.span for each in early),
        sounds=(Sound(Span(82, 126), "music", 0.9),),
    )
    choice = made(film)
    assert choice.music is not None
    assert choice.music.span.start >= 82
    gains = {bool(film.transcript and film.transcript.over(c.span)): c.gain for c in choice.clips if c.of_master}
    assert gains == {True: 0.0, False: -96.0}
