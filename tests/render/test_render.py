"""Versions of numbered masters show the very frames, and sound at the very times, that their timelines ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from autocut.errors import PlanError
from autocut.media.inspect import FileFacts, inspect
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.model.timeline import Timeline
from autocut.render.render import render
from tests.numbered import numbers
from tests.render.pictures import clicks
from tests.render.versions import frames_of, full_preset, rendered, version

SIZE = "320x180"
# Out of order, the fourth is the first again, the last is the master's end.
PIECES = ((120, 171), (3, 5), (60, 99), (120, 171), (0, 30), (99, 137), (177, 179), (200, 240))
SHOWN = [frame for first, end in PIECES for frame in range(first, end)]


@dataclass(frozen=True, slots=True)
class Made:
    """One rendered version with what it was made from."""

    rendition: Rendition
    master: Master
    path: Path
    facts: FileFacts


@pytest.fixture(scope="module", params=["25", "24000/1001", "30000/1001"])
def made(
    request: pytest.FixtureRequest, numbered: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Made:
    """The version of PIECES at three rates."""
    master = probe(numbered(request.param, 240, SIZE))
    rate = Fraction(request.param)
    assert master.video.frame_rate == rate
    pieces = [frames_of(rate, first, end) for first, end in PIECES]
    rendition = version(master, pieces, full_preset())
    path = rendered(rendition, master, tmp_path_factory.mktemp("made"))
    return Made(rendition, master, path, inspect(path))


def test_a_version_shows_exactly_the_frames_that_its_clips_ask_for(made: Made) -> None:
    assert numbers(made.path) == SHOWN


def test_a_version_keeps_the_masters_rate_and_lasts_as_planned(made: Made) -> None:
    rate = made.master.video.frame_rate
    assert made.facts.picture is not None
    assert made.facts.picture.frame_rate == rate
    assert made.facts.picture.frames == made.rendition.timeline.frames == len(SHOWN)
    assert made.facts.picture.duration == pytest.approx(len(SHOWN) / rate, abs=0.001)


def test_the_sound_lies_where_the_timeline_puts_it(made: Made) -> None:
    expected, joins = [], []
    for clip, placed in made.rendition.timeline.placed():
        inside = [second for second in range(11) if clip.span.start + 0.03 < second < clip.span.end - 0.03]
        expected += [placed.start + second - clip.span.start for second in inside]
        joins += [placed.start, placed.end]
    assert len(expected) >= 5
    # A clip may begin within a click.
    found = [click for click in clicks(made.path) if min(abs(click - join) for join in joins) > 0.03]
    assert found == pytest.approx(expected, abs=0.005)


def test_the_sound_lasts_as_long_as_the_picture(made: Made) -> None:
    assert made.facts.sound is not None
    assert made.facts.sound.start == pytest.approx(0, abs=0.001)
    assert made.facts.sound.duration == pytest.approx(len(SHOWN) / made.master.video.frame_rate, abs=0.03)


@pytest.mark.parametrize("rate", ["25", "30000/1001"])
def test_clips_of_a_single_frame_keep_their_place(rate: str, numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered(rate, 240, SIZE))
    singles = [177, 7, 64, 233, 234, 101, 0]
    pieces = [frames_of(master.video.frame_rate, first, first + 1) for first in singles]
    assert numbers(rendered(version(master, pieces, full_preset()), master, tmp_path)) == singles


@pytest.mark.parametrize("rate", ["24000/1001", "30000/1001"])
def test_matroska_with_its_whole_milliseconds_is_cut_exactly(
    rate: str, make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    name = f"render-milliseconds-{rate.replace('/', '-')}.mkv"
    master = probe(make(name, "-i", str(numbered(rate, 240, SIZE)), "-c", "copy"))
    pieces = [frames_of(Fraction(rate), first, end) for first, end in PIECES[:6]]
    shown = [frame for first, end in PIECES[:6] for frame in range(first, end)]
    assert numbers(rendered(version(master, pieces, full_preset()), master, tmp_path)) == shown


SHORT_GROUPS = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "12", "-c:a", "aac")
DVD = ("-c:v", "mpeg2video", "-q:v", "2", "-bf", "2", "-g", "12", "-c:a", "mp2")
MOTION_JPEG = ("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-c:a", "pcm_s16le")


@pytest.mark.parametrize(
    ("name", "coding"),
    [
        pytest.param("render-cut.ts", SHORT_GROUPS),
        pytest.param("render-cut.mpg", DVD),
        ("render-cut.avi", MOTION_JPEG),
    ],
)
def test_other_containers_are_cut_exactly(
    name: str, coding: tuple[str, ...], make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master = probe(make(name, "-i", str(numbered("25", 240, SIZE)), *coding))
    pieces = [(9, 14), (94, 104), (148, 150), (0, 5)]
    late = master.video.start
    spans = [frames_of(Fraction(25), first, end).moved(late) for first, end in pieces]
    shown = [frame for first, end in pieces for frame in range(first, end)]
    assert numbers(rendered(version(master, spans, full_preset()), master, tmp_path)) == shown


def test_the_very_first_sound_of_a_matroska_file_is_heard(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    path = make("render-first-sound.mkv", "-i", str(numbered("25", 240, SIZE)), "-c", "copy")
    master = probe(path)
    made = rendered(version(master, [frames_of(Fraction(25), 0, 60)], full_preset()), master, tmp_path)
    assert clicks(path)[:3] == pytest.approx([0, 1, 2], abs=0.005)
    assert clicks(made) == pytest.approx([0, 1, 2], abs=0.005)


@pytest.mark.parametrize("first", [0, 1, 2, 3, 40])
def test_an_avi_file_with_b_frames_is_cut_exactly(
    first: int, make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    coding = ("-c:v", "mpeg4", "-q:v", "2", "-bf", "2", "-g", "250", "-c:a", "libmp3lame")
    path = make("render-b-frames.avi", "-i", str(numbered("25", 240, SIZE)), *coding)
    master = probe(path)
    made = rendered(version(master, [frames_of(Fraction(25), first, first + 8)], full_preset()), master, tmp_path)
    # AVI keeps times of decoding alone: with B-frames every picture comes one frame late, and the first is held.
    assert numbers(made) == [max(0, frame - 1) for frame in range(first, first + 8)]


def test_a_picture_that_begins_after_the_sound_stays_with_it(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    source = str(numbered("25", 240, SIZE))
    late = make(
        "render-late-picture.mkv",
        "-i",
        source,
        "-itsoffset",
        "0.4",
        "-i",
        source,
        *("-map", "0:a", "-map", "1:v"),
        "-c",
        "copy",
    )
    master = probe(late)
    assert master.video.start == pytest.approx(0.4, abs=0.025)
    first = round((master.video.start) * 25)
    path = rendered(version(master, [frames_of(Fraction(25), 0, 60)], full_preset()), master, tmp_path)
    assert numbers(path) == [0] * first + list(range(60 - first))
    assert clicks(path)[-2:] == pytest.approx([1.0, 2.0], abs=0.025)


def test_uneven_frames_are_brought_to_a_constant_rate_without_drift(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    some = "select='lt(n,50)+not(mod(n,3))'"
    coding = ("-vf", some, "-fps_mode", "passthrough", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "copy")
    master = probe(make("render-uneven.mkv", "-i", str(numbered("25", 240, SIZE)), *coding))
    assert master.video.variable_frame_rate
    assert master.video.frame_rate == 25
    path = rendered(
        version(master, [frames_of(Fraction(25), 20, 200), frames_of(Fraction(25), 0, 20)], full_preset()),
        master,
        tmp_path,
    )
    kept = [frame for frame in range(240) if frame < 50 or frame % 3 == 0]
    assert numbers(path) == [max(k for k in kept if k <= frame) for frame in (*range(20, 200), *range(20))]
    facts = inspect(path)
    assert facts.picture is not None
    assert facts.picture.frame_rate == 25


def test_a_slow_master_is_doubled_to_the_platforms_least_rate(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("12", 60, SIZE))
    rendition = version(master, [frames_of(Fraction(12), 12, 36)], full_preset())
    assert rendition.timeline.frame_rate == 24
    assert numbers(rendered(rendition, master, tmp_path)) == [frame for frame in range(12, 36) for _ in range(2)]


def test_a_fast_master_is_halved_to_the_platforms_highest_rate(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("50", 200, SIZE))
    rendition = version(master, [frames_of(Fraction(50), 20, 100)], full_preset("canvas.max_frame_rate=30"))
    assert rendition.timeline.frame_rate == 25
    assert numbers(rendered(rendition, master, tmp_path)) == list(range(20, 100, 2))


def test_the_shares_done_never_fall_and_end_near_one(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 240, SIZE))
    shares = list(render(version(master, [frames_of(Fraction(25), 0, 100)], full_preset()), master, tmp_path))
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    assert shares[-1] > 0.9


def test_a_version_without_clips_is_refused_with_its_reason(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 240, SIZE))
    empty = Rendition("version", full_preset(), Timeline(Fraction(25), ()), reason="the master is too short")
    with pytest.raises(PlanError, match="the master is too short"):
        finish(render(empty, master, tmp_path))
