"""How the picture of a finished file is coded, held against its preset."""

from __future__ import annotations

from collections.abc import Iterator

from autocut.codecs import CODECS
from autocut.media.inspect import PictureFacts
from autocut.model.preset import Preset
from autocut.model.rendition import Check


def coding_checks(picture: PictureFacts, preset: Preset) -> Iterator[Check]:
    """The codec, its profile, its tag in the container, its pixels, and that it is progressive, as measured."""
    assert preset.video is not None
    codec = CODECS[preset.video.codec]
    profile = codec.profile(preset.video)
    yield Check("video codec", picture.codec == codec.stored, picture.codec, codec.stored)
    if picture.codec == codec.stored:
        passed = picture.profile in profile.stored
        yield Check("video profile", passed, picture.profile or "none", profile.stored[0])
        if preset.container in ("mp4", "mov"):
            yield Check("codec tag", picture.tag == profile.tag, picture.tag or "none", profile.tag)
    pixels = profile.pixel_format
    yield Check("pixel format", picture.pixel_format == pixels, picture.pixel_format, pixels)
    scan = "interlaced" if picture.interlaced else "progressive"
    yield Check("scan", not picture.interlaced, scan, "progressive")
