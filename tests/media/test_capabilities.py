"""The lists of what autocut needs of ffmpeg against its own source, and what ffmpeg prints against what is read."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import chain
from pathlib import Path

import pytest

from autocut import presets
from autocut.codecs import CODECS
from autocut.codecs.coding import software
from autocut.errors import FfmpegError
from autocut.media import capabilities
from autocut.media.tools import SETTING, ffmpeg_path
from autocut.model.preset import Video, VideoCodec
from autocut.render import encoding
from autocut.render.fonts import FAMILY, font_path

PACKAGE = Path(capabilities.__file__).parents[1]
IN_PYTHON = re.compile(
    r"(?:\.filter(?:_multi_output)?|\bStep)\(\s*(?:\[\w+, \w+\], )?\"(\w+)\""
    r"|\bffmpeg\.(concat)\(|\(\"(a\w+)\", \"(a\w+)\"\)"
)
IN_A_STRING = re.compile(r"(?<=[\"\],])(\w+)=")


def fields_of(name: VideoCodec, rate: Fraction) -> set[str]:
    """The filters that make fields of pictures of that rate."""
    return {filter_ for filter_, *_ in software(Video(name, 20, 5000, "medium", 1.0, 2), rate).filters}


def sources() -> list[str]:
    paths = chain((PACKAGE / "media").glob("*.py"), (PACKAGE / "render").glob("*.py"))
    return [path.read_text("utf-8") for path in paths if path.name != "capabilities.py"]


def test_the_filters_listed_are_just_those_that_the_source_uses() -> None:
    known = capabilities.filters()
    used = {name for text in sources() for names in IN_PYTHON.findall(text) for name in names if name}
    used |= {name for text in sources() for name in IN_A_STRING.findall(text)} & known
    used |= {name for codec in CODECS for rate in CODECS[codec].field_rates for name in fields_of(codec, rate)}
    assert used == capabilities.FILTERS.union(*capabilities.FILTERS_FOR.values())


def test_the_encoders_listed_are_those_that_the_source_uses() -> None:
    loaded = [presets.load(str(path)) for path in (PACKAGE.parent / "presets").glob("*.toml")]
    options = [encoding.audio_options(preset.audio) for preset in loaded]
    videos = [preset.video for preset in loaded if preset.video]
    options += [CODECS[video.codec].options(video, Fraction(25)) for video in videos]
    used = {str(option[key]) for option in options for key in ("c:a", "c:v") if key in option}
    written = {name for text in sources() for name in re.findall(r'"c:[av]": "(\w+)"', text)}
    needed = set(capabilities.NEEDED_ENCODERS)
    assert written - {"copy"} <= needed
    assert needed <= used | written <= needed | {codec.encoder for codec in CODECS.values()} | {"copy"}


def test_the_bitstream_filters_listed_are_just_those_that_the_source_uses() -> None:
    known = capabilities.bitstream_filters()
    assert {"h264_metadata", "aac_adtstoasc"} <= known
    assert {name for text in sources() for name in IN_A_STRING.findall(text)} & known == capabilities.BITSTREAM_FILTERS


@pytest.mark.parametrize(
    ("version", "release"),
    [
        ("n9.0.2-17-g2a571b6068-20260930", (9, 0)),
        ("4.4.2-0ubuntu0.22.04.1", (4, 4)),
        ("5.1.6-0+deb12u1", (5, 1)),
        ("10.1", (10, 1)),
        ("N-117599-g0a1b2c3", None),
        ("2026-09-30-git-1a2b3c", None),
    ],
)
def test_a_release_is_read_and_a_build_of_none_is_not_taken_for_one(
    version: str, release: tuple[int, int] | None
) -> None:
    line = f"ffmpeg version {version} Copyright (c) 2000-2026 the FFmpeg developers"
    assert capabilities.version_in(["", line]) == version
    assert capabilities.release(version) == release


def test_what_is_no_ffmpeg_has_no_version() -> None:
    assert capabilities.version_in(["true (GNU coreutils) 9.1"]) is None


def test_filters_are_read_with_two_flags_and_with_three() -> None:
    lines = ["Filters:", "  T.. = Timeline support", "  | = Source or sink filter", "  ------"]
    lines += [" TS bwdif             V->V       Deinterlace.", " .. concat            N->N       Join."]
    lines += [" ... anullsrc          |->A       Null audio source.", " T.C volume            A->A       Volume."]
    assert capabilities.filters_in(lines) == {"bwdif", "concat", "anullsrc", "volume"}


def test_the_ffmpeg_of_imageio_ffmpeg_is_new_enough_and_known_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.delenv("IMAGEIO_FFMPEG_EXE", raising=False)
    ffmpeg_path.cache_clear()
    version = capabilities.version()
    assert version is not None
    release = capabilities.release(version)
    assert release is not None
    assert release >= capabilities.OLDEST
    assert capabilities.origin(ffmpeg_path()) == "imageio-ffmpeg"


@pytest.mark.parametrize("encoder", capabilities.NEEDED_ENCODERS)
def test_an_encoder_that_works_is_not_refused(encoder: str) -> None:
    assert capabilities.refusal(encoder) is None


def test_an_encoder_that_does_not_work_is_refused_in_a_line() -> None:
    assert capabilities.refusal("libnonsense") == "Unknown encoder 'libnonsense'"


def test_an_encoder_whose_device_never_answers_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = tmp_path / "ffmpeg"
    hanging.write_text("#!/bin/sh\nsleep 600\n")
    hanging.chmod(0o755)
    monkeypatch.setenv(SETTING, str(hanging))
    monkeypatch.setattr(capabilities, "_TRIAL_SECONDS", 0.5)
    ffmpeg_path.cache_clear()
    try:
        assert capabilities.refusal("h264_vaapi") == "it did not end within 0.5 s and was stopped"
    finally:
        ffmpeg_path.cache_clear()


def test_a_caption_lights_pixels_in_the_shipped_font() -> None:
    burnt = capabilities.burn(font_path(), FAMILY)
    assert burnt.lit_pixels > 300
    assert burnt.font == font_path().stem


def test_a_font_of_another_family_is_not_taken_for_the_shipped_one(tmp_path: Path) -> None:
    nothing = tmp_path / "NotoSans-Bold.ttf"
    nothing.write_bytes(b"no font at all")
    assert capabilities.burn(nothing, FAMILY).font != font_path().stem


def test_the_first_complaint_is_told_without_who_made_it() -> None:
    error = FfmpegError(["ffmpeg"], 1, "\n[h264_nvenc @ 0x55] [enc] Cannot load libcuda.so.1\n[vf#0:0] Error\n")
    assert capabilities.first_line(error.stderr) == "Cannot load libcuda.so.1"
    assert capabilities.first_line("Svt[info]: -----\n[libsvtav1 @ 0x1] Error\n") == "Error"
