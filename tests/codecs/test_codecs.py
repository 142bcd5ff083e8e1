from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest

from autocut.codecs import CODECS
from autocut.codecs.codec import Aim
from autocut.codecs.coding import Coding
from autocut.codecs.hardware import ENGINES, hardware
from autocut.media.run import run
from autocut.media.tools import ffmpeg_path
from autocut.model.geometry import Size
from autocut.model.preset import Engine, Video, VideoCodec
from tests.builders import FILM, NTSC, a_preset

PAL = Fraction(25)
HD = Size(1920, 1080)
SHARED = {"c:v", "pix_fmt", "maxrate", "bufsize", "g", "bf", "tag:v", "b:v", "global_quality"}

every_codec = pytest.mark.parametrize("name", CODECS)


def a_video(codec: VideoCodec, profile: str = "") -> Video:
    """The picture of a shipped preset in that codec."""
    found = a_preset("youtube-short").video
    assert found is not None
    return replace(found, codec=codec, crf=21, max_bitrate=6000, profile=profile)


def test_every_codec_that_a_preset_may_name_is_there() -> None:
    assert set(CODECS) == set(get_args(VideoCodec))


@every_codec
def test_each_profile_is_asked_for_in_its_own_pixels(name: VideoCodec) -> None:
    codec = CODECS[name]
    for profile in ("", *codec.profiles):
        video = a_video(name, profile)
        options = codec.options(video, PAL)
        assert options["c:v"] == codec.encoder
        assert options["pix_fmt"] == codec.profile(video).pixel_format
    assert codec.profile(a_video(name)) == next(iter(codec.profiles.values()))


@every_codec
def test_quality_and_its_cap_are_asked_for_where_the_codec_knows_them(name: VideoCodec) -> None:
    codec = CODECS[name]
    options = codec.options(a_video(name), NTSC)
    if codec.quality is None:
        assert not {"crf", "preset"} & set(options)
    else:
        assert (options["crf"], options["maxrate"], options["bufsize"]) == (21, "6000k", "12000k")


@every_codec
def test_a_bitrate_that_is_aimed_at_takes_the_place_of_the_quality(name: VideoCodec) -> None:
    codec = CODECS[name]
    if codec.aimed is None:
        return
    for number in (1, 2):
        options = codec.aimed(a_video(name), NTSC, Aim(1500, number, "log"))
        assert options["b:v"] == "1500k"
        assert "crf" not in options
        assert f"pass={number}" in str(options.get("x265-params", f"pass={options.get('pass')}"))


@pytest.mark.parametrize(
    ("rate", "gop", "expected"),
    [(NTSC, 0.5, 15), (FILM, 2.0, 48), (Fraction(25), 2.0, 50), (Fraction(60), 0.5, 30), (Fraction(1), 0.1, 1)],
)
def test_keys_come_every_gop_seconds_and_never_less_than_a_frame(rate: Fraction, gop: float, expected: int) -> None:
    options = CODECS["h264"].options(replace(a_video("h264"), gop=gop), rate)
    assert options["g"] == options["keyint_min"] == expected
    assert CODECS["av1"].options(replace(a_video("av1"), gop=gop), rate)["g"] == expected
    assert f"keyint={expected}:min-keyint={expected}:" in str(
        CODECS["hevc"].options(replace(a_video("hevc"), gop=gop), rate)["x265-params"]
    )


def test_longer_pictures_of_more_pixels_are_not_to_be_coded_with_less() -> None:
    for name, codec in CODECS.items():
        video = a_video(name)
        assert 0 <= codec.least(video, Size(1280, 720), FILM) <= codec.least(video, HD, PAL)
    assert CODECS["h264"].least(a_video("h264"), Size(540, 960), Fraction(30)) == pytest.approx(516)
    assert CODECS["xdcam"].least(a_video("xdcam"), HD, PAL) == 50_000
    # Avid's own table has 182 Mbit/s for HQ at 1080p25 (in units of 2^20 bits: 175).
    assert CODECS["dnxhr"].least(a_video("dnxhr"), HD, PAL) / 1000 == pytest.approx(183.5, abs=0.1)


@pytest.mark.parametrize("engine", ENGINES)
def test_hardware_is_told_only_what_its_encoder_knows(engine: Engine) -> None:
    listed = "\n".join(run([str(ffmpeg_path()), "-hide_banner", "-encoders"]))
    codings = hardware_codings(engine)
    assert {coding.encoder for coding in codings} >= {f"h264_{engine}", f"hevc_{engine}"}
    for coding in codings:
        if coding.encoder in listed:
            told = "\n".join(run([str(ffmpeg_path()), "-hide_banner", "-h", f"encoder={coding.encoder}"]))
            known = set(re.findall(r"^\s+-([\w-]+)\s+<", told, re.MULTILINE)) | {"profile:v"} | SHARED
            assert set(coding.options) <= known, coding.encoder
            pixels = coding.options.get("pix_fmt", "vaapi")
            assert f" {pixels}" in next(line for line in told.splitlines() if "pixel formats" in line)


def hardware_codings(engine: Engine) -> list[Coding]:
    """Of every codec, in eight and in ten bits."""
    asked = [a_video("h264"), *(a_video(name, profile) for name in ("hevc", "av1") for profile in ("main", "main10"))]
    return [coding for video in asked if (coding := hardware(engine, video, PAL)) is not None]


def test_hardware_codes_no_format_for_editing() -> None:
    for engine in ENGINES:
        assert all(hardware(engine, a_video(name), PAL) is None for name in ("prores", "dnxhr", "xdcam"))
