"""Film comes back out of its telecine frame by frame, and what is no telecine is left alone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from autocut.media.conform import conform
from autocut.media.inspect import inspect
from autocut.media.probe import probe
from autocut.model.media import Master
from autocut.model.span import Span
from tests.numbered import numbers
from tests.render.pictures import clicks
from tests.render.versions import full_preset, rendered, version

FILM, NTSC = Fraction(24_000, 1001), Fraction(30_000, 1001)
MPEG2 = ("-c:v", "mpeg2video", "-q:v", "2", "-flags", "+ildct+ilme")
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-flags", "+ildct+ilme", "-x264-params", "tff=1")
BOTTOM = "telecine=first_field=bottom:pattern=23,setfield=bff"
TOP = "telecine=first_field=top:pattern=23,setfield=tff"
CODED = {
    "top.mpg": (TOP, *MPEG2, "-c:a", "mp2"),
    "top.mp4": (TOP, *H264, "-c:a", "aac"),
    "bottom.mkv": (BOTTOM, *MPEG2, "-c:a", "pcm_s16le"),
    "another-phase.mkv": (TOP.replace("23", "32"), *MPEG2, "-c:a", "pcm_s16le"),
}


@pytest.fixture
def telecined(make: Callable[..., Path], numbered: Callable[..., Path]) -> Callable[[str], Master]:
    """The master of four seconds with one of the names of CODED."""
    film = str(numbered("24000/1001", 96, "320x180"))
    return lambda name: probe(make(f"telecine-{name}", "-i", film, "-vf", *CODED[name]))


def of_frames(master: Master, first: int, end: int) -> Span:
    start = master.video.start
    return Span(start + float(first / FILM), start + float(end / FILM))


@pytest.mark.parametrize("name", CODED)
def test_every_frame_of_the_film_is_shown_once_and_its_sound_stays_with_it(
    name: str, telecined: Callable[[str], Master], tmp_path: Path
) -> None:
    master = telecined(name)
    assert master.video.telecined
    assert (master.video.frame_rate, master.video.stored_rate) == (FILM, NTSC)
    assert "film taken back out of its telecine, at 23.976 frames a second" in conform(master).notes
    made = rendered(version(master, [Span(0.0, of_frames(master, 0, 96).end)], full_preset()), master, tmp_path)
    assert numbers(made) == list(range(96))
    picture = inspect(made).picture
    assert picture is not None
    assert picture.frame_rate == FILM
    late = [click - second for second, click in enumerate(clicks(made))]
    assert max(map(abs, late)) < 1 / FILM


@pytest.mark.parametrize("name", ["top.mpg", "top.mp4"])
def test_clips_of_a_telecined_master_are_cut_exactly(
    name: str, telecined: Callable[[str], Master], tmp_path: Path
) -> None:
    master = telecined(name)
    pieces = [(50, 60), (7, 9), (22, 23), (33, 45), (3, 5), (90, 96)]
    made = rendered(version(master, [of_frames(master, *piece) for piece in pieces], full_preset()), master, tmp_path)
    assert numbers(made) == [frame for piece in pieces for frame in range(*piece)]


@pytest.mark.parametrize(
    ("name", "rate", "fields"),
    [
        ("video", "60000/1001", "tinterlace=interleave_top,setfield=tff"),
        ("segmented-frames", "30000/1001", "setfield=tff"),
        ("half-video", "60000/1001", "tinterlace=interleave_top,setfield=tff,loop=loop=1:size=40:start=30"),
    ],
)
def test_interlaced_video_is_not_taken_for_film(name: str, rate: str, fields: str, make: Callable[..., Path]) -> None:
    moving = ("-f", "lavfi", "-i", f"testsrc2=s=320x180:r={rate}:d=4")
    master = probe(make(f"telecine-not-{name}.mkv", *moving, "-vf", fields, *MPEG2))
    assert master.video.field_order == "tff"
    assert not master.video.telecined
    assert master.video.frame_rate == NTSC


def test_a_still_interlaced_picture_is_not_taken_for_film(make: Callable[..., Path]) -> None:
    still = ("-f", "lavfi", "-i", "color=c=gray:s=320x180:r=30000/1001:d=4", "-vf", "setfield=tff")
    assert not probe(make("telecine-not-still.mkv", *still, *MPEG2)).video.telecined


def test_film_between_stills_is_found(make: Callable[..., Path]) -> None:
    moving = "testsrc2=s=320x180:r=24000/1001:d=8"
    held = f"tpad=start_duration=3:stop_duration=3:start_mode=clone:stop_mode=clone,{TOP}"
    assert probe(make("telecine-stills.mkv", "-f", "lavfi", "-i", moving, "-vf", held, *MPEG2)).video.telecined


def test_film_with_grain_is_found(make: Callable[..., Path]) -> None:
    moving = "testsrc2=s=320x180:r=24000/1001:d=4"
    grain = (
        "-vf",
        f"noise=alls=3:allf=t:all_seed=7,{TOP}",
        "-c:v",
        "mpeg2video",
        "-b:v",
        "1M",
        "-flags",
        "+ildct+ilme",
    )
    assert probe(make("telecine-grain.mkv", "-f", "lavfi", "-i", moving, *grain)).video.telecined
