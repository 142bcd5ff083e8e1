"""What a user brings beside the master is looked at before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autocut.brought import absolute, found, listening
from autocut.errors import InputError
from autocut.media.run import finish
from autocut.model.brought import Brought, Bumper, Given
from autocut.model.captions import Cue
from autocut.model.preset import Preset
from autocut.model.span import Span
from tests.builders import a_preset
from tests.media.sources import CODING, picture, tone


def branded(**branding: str) -> Preset:
    preset = a_preset("youtube-full")
    return replace(preset, branding=replace(preset.branding, **branding))


def test_nothing_is_brought_where_nothing_is_named() -> None:
    assert finish(found(branded())) == Brought()


def test_a_bumper_lasts_as_long_as_its_picture(make: Callable[..., Path]) -> None:
    film = make("brought-intro.mp4", *picture(2), *tone(3), *CODING)
    assert finish(found(branded(outro=str(film)))) == Brought(outro=Bumper(str(film), 2.0))


@pytest.mark.parametrize("which", ["intro", "outro"])
def test_a_bumper_that_is_no_film_is_told_in_one_sentence(which: str, tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("no film")
    with pytest.raises(InputError, match=rf"^the {which} cannot be played: text\.mp4 cannot be read as video"):
        finish(found(branded(**{which: str(tmp_path / "text.mp4")})))


def test_a_logo_that_is_no_picture_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.png is not a file"):
        finish(found(branded(logo=str(tmp_path / "none.png"))))


def test_paths_are_made_absolute_and_nothing_stays_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    branding = absolute(branded(logo="logo.png", intro="../films/intro.mov")).branding
    assert branding.logo == str(tmp_path / "logo.png")
    assert branding.intro == str(tmp_path / ".." / "films" / "intro.mov")
    assert (branding.outro, branding.music) == ("", "")


def test_captions_that_are_given_are_read_and_their_language_guessed(tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:03,000\nThis is the end of it\nand you have to go.\n", "utf-8")
    preset = a_preset("youtube-full", f'captions.given="{path}"')
    lines = ("This is the end of it", "and you have to go.")
    assert finish(found(preset)) == Brought(captions=Given("talk.srt", "en", (Cue(Span(1.0, 3.0), lines),)))


def test_a_full_version_with_given_captions_is_not_listened_to_for_words_unless_more_than_captions_needs_them() -> None:
    given = 'captions.given="/films/talk.srt"'
    assert not listening(a_preset("youtube-full", given, "edit.chapters=false")).speech
    assert listening(a_preset("youtube-full", given, "edit.chapters=true")).speech
    assert listening(a_preset("youtube-full", given, "edit.chapters=false", "edit.profanity=mute")).speech
    assert listening(a_preset("youtube-short", given)).speech
    assert listening(a_preset("youtube-full", "edit.chapters=false")).speech
