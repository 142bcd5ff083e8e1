"""Patches of known light come out of a version with the codes that BT.709 has for them, whatever the master's form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autocut.media.conform import conform
from autocut.media.probe import probe
from autocut.model.span import Span
from tests.render.patches import (
    BT601,
    BT709,
    BT2020,
    LIGHT,
    TO_BT2020,
    TO_P3,
    Values,
    coded,
    display,
    hlg,
    pq,
    shown,
    source,
    ycgco,
)
from tests.render.versions import full_preset, rendered, version

SIGNAL = display(LIGHT)
WIDE = LIGHT @ TO_BT2020.T
HDR = "color_primaries=bt2020:colorspace=bt2020nc:range=tv:color_trc"
HD = "color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
SD = "color_primaries=smpte170m:color_trc=smpte170m:colorspace=smpte170m:range=tv"

MASTERS: dict[str, tuple[Values, str, str]] = {
    "bt709": (coded(SIGNAL, BT709), "yuv444p", HD),
    "bt709 in 10 bits of 4:2:2": (coded(SIGNAL, BT709, 10), "yuv422p10le", HD),
    "bt709 in 12 bits of 4:2:2": (coded(SIGNAL, BT709, 12), "yuv422p12le", HD),
    "bt601": (coded(SIGNAL, BT601), "yuv444p", SD),
    "no tags": (coded(SIGNAL, BT601), "yuv444p", ""),
    "bt601 in full range": (coded(SIGNAL, BT601, full=True), "yuv444p", "colorspace=smpte170m:range=pc"),
    "the tag of RGB on a picture that is none": (coded(SIGNAL, BT601), "yuv444p", "colorspace=gbr"),
    "the tag of ICtCp on a picture that is none": (coded(SIGNAL, BT601), "yuv444p", "colorspace=ictcp"),
    "a derived matrix": (coded(SIGNAL, BT601), "yuv444p", "colorspace=chroma-derived-nc"),
    "bt2020 with the tag of constant luminance": (
        coded(display(WIDE), BT2020, 10),
        "yuv444p10le",
        "color_primaries=bt2020:colorspace=bt2020c",
    ),
    "ycgco": (ycgco(SIGNAL), "yuv444p", "colorspace=ycgco:range=tv"),
    "bt2020": (coded(display(WIDE), BT2020, 10), "yuv444p10le", f"{HDR}=bt2020-10"),
    "bt2020 without a transfer": (
        coded(display(WIDE), BT2020, 10),
        "yuv444p10le",
        "color_primaries=bt2020:colorspace=bt2020nc",
    ),
    "display p3": (
        coded(display(LIGHT @ TO_P3.T), BT709, 10),
        "yuv444p10le",
        HD.replace("primaries=bt709", "primaries=smpte432"),
    ),
    "pq": (coded(pq(WIDE), BT2020, 10), "yuv444p10le", f"{HDR}=smpte2084"),
    "pq in 12 bits": (coded(pq(WIDE), BT2020, 12), "yuv444p12le", f"{HDR}=smpte2084"),
    "pq and no other tag": (coded(pq(WIDE), BT2020, 10), "yuv444p10le", "color_trc=smpte2084"),
    "hlg": (coded(hlg(WIDE), BT2020, 10), "yuv444p10le", f"{HDR}=arib-std-b67"),
    "hlg and no other tag": (coded(hlg(WIDE), BT2020, 10), "yuv444p10le", "color_trc=arib-std-b67"),
}


@pytest.mark.parametrize("name", MASTERS)
def test_known_patches_are_within_two_codes(name: str, make: Callable[..., Path], tmp_path: Path) -> None:
    lavfi = source(*MASTERS[name])
    master = probe(
        make(f"colours-{name.replace(' ', '-').replace(':', '')}.mkv", "-f", "lavfi", "-i", lavfi, "-c:v", "ffv1")
    )
    made = rendered(version(master, [Span(0.0, 0.4)], full_preset("video.crf=4")), master, tmp_path)
    off = shown(made) - coded(SIGNAL, BT709)
    assert float(np.abs(off).max()) <= 2, off.round(1).tolist()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pq", "tone-mapped from PQ to BT.709"),
        ("hlg", "tone-mapped from HLG to BT.709"),
        ("bt2020", "colours brought from BT.2020 to BT.709"),
        ("display p3", "colours brought from Display P3 to BT.709"),
        ("ycgco", "colours brought from YCgCo to BT.709"),
        ("no tags", "no colour tags: taken as bt601"),
    ],
)
def test_what_was_done_to_the_colours_is_told(name: str, words: str, make: Callable[..., Path]) -> None:
    lavfi = source(*MASTERS[name])
    path = make(f"colours-{name.replace(' ', '-').replace(':', '')}.mkv", "-f", "lavfi", "-i", lavfi, "-c:v", "ffv1")
    assert words in conform(probe(path)).notes
