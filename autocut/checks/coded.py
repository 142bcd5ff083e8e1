"""How the picture of a finished file is coded, held against its preset."""

from __future__ import annotations

from collections.abc import Iterator

from autocut.codecs import CODECS
from autocut.media.inspect import PictureFacts
from autocut.model.preset import Preset
from autocut.model.rendition import Check, Rendition

_SCANS = {False: "progressive", True: "interlaced"}


def coding_checks(picture: PictureFacts, preset: Preset, rendition: Rendition | None) -> Iterator[Check]:
    """The codec, its profile, its tag in the container, its pixels, and whether it has fields, as measured."""
    assert preset.video is not None
    assert preset.canvas is not None
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
    rate = rendition.timeline.frame_rate if rendition else preset.canvas.max_frame_rate
    asked = codec.pictures_a_frame(rate) == 2
    yield Check("scan", picture.interlaced == asked, _SCANS[picture.interlaced], _SCANS[asked])
