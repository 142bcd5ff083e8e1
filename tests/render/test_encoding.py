from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from autocut.render.encoding import audio_options, container_options, video_options
from tests.builders import FILM, NTSC, a_preset

VIDEO = a_preset("youtube-short").video
AUDIO = a_preset("youtube-short").audio
assert VIDEO is not None


@pytest.mark.parametrize(
    ("rate", "gop", "expected"),
    [(NTSC, 0.5, 15), (FILM, 2.0, 48), (Fraction(25), 2.0, 50), (Fraction(60), 0.5, 30), (Fraction(1), 0.1, 1)],
)
def test_keys_come_every_gop_seconds_and_never_less_than_a_frame(rate: Fraction, gop: float, expected: int) -> None:
    assert VIDEO is not None
    options = video_options(replace(VIDEO, gop=gop), rate)
    assert options["g"] == options["keyint_min"] == expected


def test_quality_is_capped_by_the_bitrate() -> None:
    assert VIDEO is not None
    options = video_options(replace(VIDEO, crf=21, max_bitrate=6000, speed="fast", b_frames=3), NTSC)
    assert (options["crf"], options["maxrate"], options["bufsize"]) == (21, "6000k", "12000k")
    assert (options["preset"], options["bf"], options["c:v"]) == ("fast", 3, "libx264")


def test_prores_is_the_hq_profile_in_ten_bits_without_any_h264_options() -> None:
    assert VIDEO is not None
    options = video_options(replace(VIDEO, codec="prores"), NTSC)
    assert (options["c:v"], options["profile:v"], options["pix_fmt"]) == ("prores_ks", 3, "yuv422p10le")
    assert not {"crf", "maxrate", "preset"} & set(options)


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
