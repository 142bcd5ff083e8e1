"""Chapters go into the file whole, whatever their titles hold, and are read back from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut import presets
from autocut.checks.verify import verify
from autocut.media.inspect import inspect
from autocut.media.probe import probe
from autocut.media.run import ffmpeg, finish
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Chapter, Clip, Timeline
from autocut.render.chapters import chapter_metadata
from tests.builders import same_every_time
from tests.media.sources import CODING, picture, tone
from tests.render.versions import full_preset, rendered

CHAPTERS = (
    Chapter(0.0, "Welcome; a=b #1"),
    Chapter(1.5, 'The "second", of \\ two'),
    Chapter(2.52, "Ünïcode 日本語 [CHAPTER]"),
)
PODCAST = presets.load("podcast-audio", ("duration.min=1",))
PRORES = full_preset("container=mov", "audio.codec=pcm_s24le", "video.codec=prores")


@pytest.fixture
def master(make: Callable[..., Path]) -> Master:
    return probe(make("chapters-master.mp4", *picture(4), *tone(4), *CODING))


def a_version(master: Master, preset: Preset, chapters: tuple[Chapter, ...] = CHAPTERS) -> Rendition:
    # Less than the whole, so that its picture is coded anew.
    clips = (Clip(str(master.path), Span(0.2, 3.8)),)
    return Rendition("version", preset, Timeline(Fraction(25), clips, chapters=chapters))


@pytest.mark.parametrize("preset", [full_preset(), PRORES, PODCAST], ids=["mp4", "mov", "mp3"])
def test_the_chapters_of_a_file_are_those_of_its_timeline(preset: Preset, master: Master, tmp_path: Path) -> None:
    rendition = a_version(master, preset)
    path = rendered(rendition, master, tmp_path)
    found = inspect(path).chapters
    assert [chapter.title for chapter in found] == [chapter.title for chapter in CHAPTERS]
    assert [chapter.time for chapter in found] == pytest.approx([chapter.time for chapter in CHAPTERS], abs=0.01)
    _, _, checks = finish(verify(path, preset, rendition, master))
    assert all(check.passed for check in checks), checks
    (check,) = (check for check in checks if check.name == "chapters")
    assert check.required == "00:00.0, 00:01.5, 00:02.5"


def test_a_file_whose_chapters_are_not_those_of_its_plan_does_not_pass(master: Master, tmp_path: Path) -> None:
    rendition = a_version(master, full_preset())
    path = rendered(rendition, master, tmp_path)
    late = (CHAPTERS[0], replace(CHAPTERS[1], time=1.7), CHAPTERS[2])
    renamed = (CHAPTERS[0], replace(CHAPTERS[1], title="Another"), CHAPTERS[2])
    for planned in (late, renamed, CHAPTERS[:2], ()):
        other = replace(rendition, timeline=replace(rendition.timeline, chapters=planned))
        _, _, checks = finish(verify(path, other.preset, other, master))
        assert [check.name for check in checks if not check.passed] == ["chapters"]
    bare = tmp_path / "bare.mp4"
    finish(ffmpeg(["-i", str(path), "-map", "0:v", "-map", "0:a", "-map_chapters", "-1", "-c", "copy", str(bare)]))
    _, _, checks = finish(verify(bare, rendition.preset, rendition, master))
    assert [check.measured for check in checks if not check.passed] == ["none"]


def test_a_version_without_chapters_has_none_of_the_masters_and_no_check_of_them(
    master: Master, make: Callable[..., Path], tmp_path: Path
) -> None:
    path = rendered(a_version(master, full_preset()), master, tmp_path)
    with_chapters = probe(path)
    again = a_version(with_chapters, full_preset(), ())
    bare = rendered(replace(again, name="again"), with_chapters, tmp_path)
    facts, _, checks = finish(verify(bare, again.preset, again, with_chapters))
    assert facts.chapters == ()
    assert "chapters" not in {check.name for check in checks}


titles = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@same_every_time
@given(st.lists(st.tuples(st.floats(0, 86_400), titles), min_size=1, max_size=20))
def test_each_chapter_lasts_up_to_the_next_and_takes_five_lines(made: list[tuple[float, str]]) -> None:
    chapters = [Chapter(time, title) for time, title in sorted(made)]
    first, *lines = chapter_metadata(chapters, 90_000.0).split("\n")
    assert first == ";FFMETADATA1"
    assert len(lines) == 5 * len(chapters) + 1
    starts, ends = lines[2::5], lines[3::5]
    assert [start.removeprefix("START=") for start in starts[1:]] == [end.removeprefix("END=") for end in ends[:-1]]
    assert ends[-1] == "END=90000000"
    assert all(line.startswith("title=") for line in lines[4::5])
