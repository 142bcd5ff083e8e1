from __future__ import annotations

from dataclasses import replace

import pytest

from autocut.render.encoding import audio_options, container_options
from tests.builders import a_preset

AUDIO = a_preset("youtube-short").audio


@pytest.mark.parametrize(
    ("codec", "name", "bitrate"),
    [("aac", "aac", "160k"), ("mp3", "libmp3lame", "160k"), ("pcm_s24le", "pcm_s24le", None)],
)
def test_sound_is_coded_as_the_preset_says_and_pcm_has_no_bitrate(codec: str, name: str, bitrate: str | None) -> None:
    options = audio_options(replace(AUDIO, codec=codec, bitrate=160, sample_rate=44_100, channels=1))  # type: ignore[arg-type]
    assert (options["c:a"], options["ar"], options["ac"], options.get("b:a")) == (name, 44_100, 1, bitrate)


def test_the_index_comes_first_in_mp4_and_mov() -> None:
    assert "faststart" in str(container_options("mp4")["movflags"])
    assert "faststart" in str(container_options("mov")["movflags"])
    assert container_options("mp3") == {"f": "mp3"}


def test_changing_the_options_of_one_version_changes_no_other() -> None:
    container_options("mp4")["f"] = "spoilt"
    assert container_options("mp4")["f"] == "mp4"
