"""Which track of several is heard: by number, by language, else the usual one; and that it is told."""

from __future__ import annotations

from dataclasses import replace

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
