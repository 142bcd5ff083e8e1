"""Each codec codes a master whose frames carry their number, and what it delivers is measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from autocut.checks.checks import verified
from autocut.codecs import CODECS
from autocut.media.inspect import inspect
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.preset import Preset
from autocut.model.span import Span
from tests.numbered import numbers, read_number
from tests.render.patches import BT709, LIGHT, coded, display, shown, source
from tests.render.pictures import clicks
from tests.render.versions import frames_of, full_preset, rendered, version

MOV = ("container=mov", "audio.codec=pcm_s24le")
MXF = ("container=mxf", "audio.codec=pcm_s24le")
XDCAM = (*MXF, "video.codec=xdcam", "canvas.fit=pad", "canvas.min_frame_rate=25", "canvas.max_frame_rate=25")


@dataclass(frozen=True, slots=True)
class Case:
    """Overrides of the full preset, and what a file of them must say of itself."""

    overrides: tuple[str, ...]
    profile: str
    pixels: str
    tag: str
    container: str
    keys: int


def case(overrides: tuple[str, ...], *facts: str, keys: int = 1) -> Case:
    profile, pixels, tag, container = facts
    return Case(overrides, profile, pixels, tag, container, keys)


CASES = {
    "hevc": case(("video.codec=hevc",), "Main", "yuv420p", "hvc1", "mp4", keys=12),
    "hevc-10": case(("video.codec=hevc", "video.profile=main10"), "Main 10", "yuv420p10le", "hvc1", "mp4", keys=12),
    "av1": case(("video.codec=av1",), "Main", "yuv420p", "av01", "mp4", keys=12),
    "av1-10": case(("video.codec=av1", "video.profile=main10"), "Main", "yuv420p10le", "av01", "mp4", keys=12),
    "prores-hq": case((*MOV, "video.codec=prores"), "HQ", "yuv422p10le", "apch", "mov"),
    "prores-proxy": case((*MOV, "video.codec=prores", "video.profile=proxy"), "Proxy", "yuv422p10le", "apco", "mov"),
    "dnxhr-lb": case((*MOV, "video.codec=dnxhr", "video.profile=lb"), "DNXHR LB", "yuv422p", "AVdh", "mov"),
    "dnxhr-hqx": case((*MXF, "video.codec=dnxhr", "video.profile=hqx"), "DNXHR HQX", "yuv422p10le", "", "mxf"),
    "xdcam": case(XDCAM, "4:2:2", "yuv422p", "", "mxf", keys=12),
}


def delivered(path: Path, preset: Preset, pieces: list[Span], folder: Path) -> Path:
    """A version of the pieces that passes every check."""
    master = probe(path)
    rendition = version(master, pieces, preset)
    made = rendered(rendition, master, folder)
    _, _, checks = finish(verified(made, preset, rendition, master))
    assert [check for check in checks if not check.passed] == []
    return made


def key_distances(path: Path) -> list[int]:
    """How many pictures lie from one key frame to the next, in coding order."""
    with av.open(str(path)) as container:
        keys = [packet.is_keyframe for packet in container.demux(video=0) if packet.pts is not None]
    assert keys[0]
    return [int(distance) for distance in np.diff(np.flatnonzero(keys))]


@pytest.mark.parametrize("name", CASES)
def test_a_codec_delivers_the_frames_that_were_planned_in_the_form_that_was_asked_for(
    name: str, numbered: Callable[..., Path], tmp_path: Path
) -> None:
    asked = CASES[name]
    preset = full_preset(*asked.overrides)
    made = delivered(numbered("25", 100, "320x180"), preset, [Span(2.0, 4.0), Span(0.0, 2.0)], tmp_path)
    assert numbers(made) == [*range(50, 100), *range(50)]
    found = inspect(made)
    assert found.picture is not None
    assert found.sound is not None
    assert preset.video is not None
    assert found.picture.codec == CODECS[preset.video.codec].stored
    assert (found.picture.profile, found.picture.pixel_format) == (asked.profile, asked.pixels)
    assert (found.picture.tag, found.container) == (asked.tag, asked.container)
    assert found.sound.codec == preset.audio.codec
    # In coding order the first group of an open kind lacks the pictures that are shown before the second.
    assert key_distances(made)[1:] == [asked.keys] * (len(key_distances(made)) - 1)
    assert asked.keys - 2 <= key_distances(made)[0] <= asked.keys
    # The first click of each clip lies on its cut, where the sound is faded in.
    later = [click for click in clicks(made) if click % 2 > 0.5]
    assert later == pytest.approx([1.0, 3.0], abs=0.04)


@pytest.mark.parametrize("rate", ["50", "60000/1001"])
def test_two_pictures_become_the_upper_and_the_lower_lines_of_an_interlaced_frame(
    rate: str, numbered: Callable[..., Path], tmp_path: Path
) -> None:
    exact = Fraction(rate)
    bound = f"{float(exact):.2f}"
    preset = full_preset(*XDCAM[:-2], f"canvas.min_frame_rate={bound}", f"canvas.max_frame_rate={bound}")
    pieces = [frames_of(exact, 50, 99), frames_of(exact, 0, 50)]
    made = delivered(numbered(rate, 100, "320x180"), preset, pieces, tmp_path)
    upper, lower = field_numbers(made)
    shown = [*range(50, 99), *range(50)]
    assert upper == shown[::2]
    # The last picture has no second field of its own.
    assert lower == [*shown[1::2], shown[-1]]
    found = inspect(made).picture
    assert found is not None
    assert found.frame_rate == exact / 2
    assert key_distances(made)[-1] == (12 if rate == "50" else 15)
    with av.open(str(made)) as container:
        assert all(frame.interlaced_frame for frame in container.decode(video=0))


def field_numbers(path: Path) -> tuple[list[int], list[int]]:
    """The number that the upper and the lower field of each frame shows."""
    with av.open(str(path)) as container:
        pictures = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    upper, lower = ([read_number(picture[first::2]) for picture in pictures] for first in (0, 1))
    return upper, lower


@pytest.mark.parametrize("name", CASES)
def test_a_codec_keeps_the_colours_of_a_master_of_ten_bits(
    name: str, make: Callable[..., Path], tmp_path: Path
) -> None:
    tags = "color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
    patches = source(coded(display(LIGHT), BT709, 10), "yuv444p10le", tags)
    coding = ("-c:v", "ffv1", "-pix_fmt", "yuv444p10le")
    master = make("codecs-patches.mkv", "-f", "lavfi", "-i", patches, *coding)
    made = delivered(master, full_preset(*CASES[name].overrides), [Span(0.0, 0.4)], tmp_path)
    off = np.abs(shown(made) - coded(display(LIGHT), BT709))
    assert off.max() < 1.5, off.round(1)


@pytest.mark.parametrize(
    ("name", "coding", "failed"),
    [
        ("codecs-good.mp4", ("-c:v", "libx265", "-tag:v", "hvc1"), set()),
        ("codecs-other.mp4", ("-c:v", "libx264"), {"video codec"}),
        ("codecs-tag.mp4", ("-c:v", "libx265", "-tag:v", "hev1"), {"codec tag"}),
        (
            "codecs-bits.mp4",
            ("-c:v", "libx265", "-tag:v", "hvc1", "-pix_fmt", "yuv420p10le"),
            {"video profile", "pixel format"},
        ),
        ("codecs-container.mov", ("-c:v", "libx265", "-tag:v", "hvc1"), {"container"}),
    ],
)
def test_a_file_coded_otherwise_than_was_asked_is_found_out(
    name: str, coding: tuple[str, ...], failed: set[str], make: Callable[..., Path]
) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1,format=yuv420p")
    made = make(name, *picture, "-preset", "ultrafast", *coding)
    _, _, checks = finish(verified(made, full_preset("video.codec=hevc")))
    looked = {"container", "video codec", "video profile", "pixel format", "codec tag", "scan"}
    assert {check.name for check in checks if not check.passed} & looked == failed


def test_an_interlaced_file_is_not_progressive(make: Callable[..., Path]) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1,format=yuv422p,setfield=tff")
    made = make("codecs-fields.mxf", *picture, "-c:v", "mpeg2video", "-flags", "+ildct+ilme")
    _, _, checks = finish(verified(made, full_preset(*XDCAM)))
    assert "scan" in {check.name for check in checks if not check.passed}
