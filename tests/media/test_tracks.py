"""Which track of several is heard: by number, by language, else the usual one; and that it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from autocut.errors import InputError
from autocut.media.tracks import choose_track, sound_notes
from autocut.model.media import AudioStream, Master
from tests.builders import a_master, a_preset


def a_track(index: int, language: str | None, *, default: bool = False, channels: int = 2) -> AudioStream:
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels]
    return AudioStream(index, "aac", channels, layout, 48_000, 0.0, 60.0, language, default)


TRACKS = (a_track(1, "ger"), a_track(2, "eng", default=True, channels=6), a_track(3, "eng"), a_track(5, None))


def master_of(*tracks: AudioStream) -> Master:
    return replace(a_master(60.0), audio=tracks)


def heard(track: str = "auto", language: str = "auto", master: Master = master_of(*TRACKS)) -> int | None:
    """The index of the stream that is heard with these settings."""
    settings = a_preset("youtube-full", f'analysis.audio_track="{track}"', f'analysis.language="{language}"').analysis
    sound = choose_track(master, settings).sound
    return sound.index if sound else None


def test_without_a_wish_the_default_track_is_heard_else_the_first() -> None:
    assert heard() == 2
    assert heard(master=master_of(a_track(1, "fra"), a_track(2, "eng"))) == 1
    assert heard(master=master_of()) is None


@pytest.mark.parametrize(("number", "index"), [("1", 1), ("3", 3), ("4", 5)])
def test_tracks_are_counted_from_one(number: str, index: int) -> None:
    assert heard(number) == index


@pytest.mark.parametrize("language", ["de", "deu", "ger", "DE"])
def test_a_language_is_known_by_all_its_codes(language: str) -> None:
    assert heard(language) == 1


def test_of_two_tracks_in_a_language_the_default_is_heard() -> None:
    assert heard("en") == 2


def test_a_language_that_the_table_lacks_is_known_by_its_own_code() -> None:
    assert heard("tlh", master=master_of(a_track(1, "eng"), a_track(2, "tlh"))) == 2


def test_the_language_that_is_listened_for_chooses_too_and_is_no_must() -> None:
    assert heard(language="de") == 1
    assert heard(language="fr") == 2
    assert heard("2", language="de") == 2


@pytest.mark.parametrize("track", ["0", "5", "fr"])
def test_a_track_that_is_not_there_is_refused_with_those_that_are(track: str) -> None:
    with pytest.raises(InputError, match=rf"no sound track '{track}'; it has 1 \(ger, stereo\), 2 \(eng, 5.1\), 3"):
        heard(track)


PAIR = (a_track(1, None, channels=1), a_track(2, None, channels=1))


def sides(track: str, *tracks: AudioStream) -> tuple[int, ...]:
    """The indices of the streams that are heard with this setting."""
    return choose_track(master_of(*tracks), a_preset("youtube-full", f'analysis.audio_track="{track}"').analysis).tracks


def test_two_mono_tracks_that_are_named_are_left_and_right() -> None:
    six = tuple(a_track(index, None, channels=1) for index in range(1, 7))
    assert sides("1+2", *six) == (1, 2)
    assert sides("6+5", *six) == (6, 5)
    assert sides("auto", *six) == (1,)


def test_just_two_mono_tracks_alike_belong_together_unless_one_is_asked_for() -> None:
    german = tuple(replace(track, language="ger") for track in PAIR)
    assert sides("auto", *PAIR) == sides("auto", *german) == sides("de", *german) == (1, 2)
    assert sides("2", *PAIR) == (2,)


@pytest.mark.parametrize(
    "other",
    [{"language": "eng"}, {"apart": True}, {"channels": 2}, {"duration": 59.0}, {"start": 0.5}, {"codec": "pcm_s16le"}],
)
def test_a_mono_track_that_is_unlike_the_first_is_not_joined_to_it(other: dict[str, Any]) -> None:
    assert sides("auto", PAIR[0], replace(PAIR[1], **other)) == (1,)
    assert sides("auto", *PAIR, a_track(3, "eng")) == (1,)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [("1+1", "no two sound tracks '1.1'"), ("1+9", "it has 1 "), ("1+3", "only mono tracks .* 3 .eng, stereo")],
)
def test_a_pair_that_cannot_be_joined_is_refused(asked: str, refusal: str) -> None:
    with pytest.raises(InputError, match=refusal):
        sides(asked, *PAIR, a_track(3, "eng"))


def test_that_tracks_are_joined_is_told() -> None:
    joined = replace(master_of(*PAIR), heard=1, right=2)
    assert list(sound_notes(joined, 2)) == ["sound tracks 1 and 2 are joined to stereo"]
    assert list(sound_notes(joined, 1))[1:] == ["stereo sound is mixed down to mono"]
    assert list(sound_notes(replace(joined, audio=(*PAIR, a_track(3, "eng"))), 2)) == [
        "sound tracks 1 and 2 are joined to stereo, of 1 (no language, mono), 2 (no language, mono), 3 (eng, stereo)"
    ]


def test_the_choice_among_several_tracks_and_a_downmix_are_told() -> None:
    told = list(sound_notes(master_of(*TRACKS[:2]), 2))
    assert told == [
        "heard is sound track 2 (eng, 5.1), of 1 (ger, stereo), 2 (eng, 5.1)",
        "5.1 sound is mixed down to stereo",
    ]


def test_sound_that_begins_late_or_ends_early_is_told_and_plain_sound_is_not() -> None:
    late = replace(a_track(1, "eng"), start=0.5, duration=58.0)
    assert list(sound_notes(master_of(late), 2)) == [
        "the master's sound begins at 0.50 s: silence before it",
        "the master's sound ends 1.50 s before the picture: silence after it",
    ]
    assert list(sound_notes(master_of(a_track(1, "eng")), 2)) == []
    assert list(sound_notes(master_of(), 2)) == ["the master has no sound"]
