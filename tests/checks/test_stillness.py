"""Black and frozen picture is held against the films, only where there is any, and only as much as is shown of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from autocut.checks.stillness import stillness_check
from autocut.checks.verify import verify
from autocut.media.measure import Meters
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.geometry import Size
from autocut.model.media import Master
from autocut.model.reframe import CropPath, Keyframe
from autocut.model.rendition import Check, Loudness, Rendition
from autocut.model.span import Span
from autocut.model.timeline import Card
from autocut.plan.footage import Footage
from autocut.plan.full import full
from autocut.render.films import Films
from tests.media.sources import CODING, X264, picture, tone
from tests.numbered import numbers
from tests.render.versions import full_preset, rendered, short_preset, version

SECONDS = 9.0


@pytest.fixture
def dark(make: Callable[..., Path]) -> Master:
    """A master that is black from its second second on."""
    black = ("-vf", "drawbox=c=black:t=fill:enable='gte(t,2)'")
    return probe(make("tail-dark.mp4", *picture(SECONDS), *black, *X264))


def checked(rendition: Rendition, films: Films, black: Sequence[Span] = (), frozen: Sequence[Span] = ()) -> Check:
    """The check of a file in which the meters saw that."""
    read = Meters(Loudness(None, None), tuple(black), tuple(frozen), ())
    return finish(stillness_check(read, rendition, films))


def test_a_picture_that_moves_is_not_held_against_its_film(dark: Master, tmp_path: Path) -> None:
    gone = replace(dark, path=tmp_path / "gone.mp4")
    carded = version(gone, [Span(0.0, SECONDS), (Card("The end"), 3.0)], full_preset())
    assert checked(carded, Films(gone)).passed
    assert checked(carded, Films(gone), frozen=[Span(9.1, 12.0)]).passed


def test_what_its_film_has_there_is_no_fault_and_what_it_has_elsewhere_is(dark: Master) -> None:
    whole = version(dark, [Span(0.0, SECONDS)], full_preset())
    assert checked(whole, Films(dark), [Span(2.0, 9.0)], [Span(2.0, 9.0)]).passed
    bright = version(dark, [Span(0.0, 2.0)], full_preset())
    black = checked(bright, Films(dark), [Span(0.5, 1.5)], [Span(0.5, 1.5)])
    assert (black.passed, black.measured) == (False, "black at 00:00.5-00:01.5")
    frozen = checked(bright, Films(dark), (), [Span(0.5, 1.5)])
    assert (frozen.passed, frozen.measured) == (False, "frozen at 00:00.5-00:01.5")


def test_thin_lines_over_black_are_black_in_the_film_too(make: Callable[..., Path]) -> None:
    lines = ("-vf", "drawbox=c=black:t=fill,drawbox=x=100:w=1:c=white:t=fill,drawbox=x=220:w=1:c=white:t=fill")
    master = probe(make("still-lines.mp4", *picture(4), *lines, *X264))
    whole = version(master, [Span(0.0, 4.0)], full_preset())
    assert checked(whole, Films(master), [Span(0.5, 3.5)]).passed


@pytest.mark.parametrize("later", ["", "+eq(n,224)"])
def test_a_film_without_frames_stands_still_there(later: str, make: Callable[..., Path]) -> None:
    few = ("-vf", f"select='lt(t,2){later}'", "-fps_mode", "passthrough")
    master = probe(make(f"tail-few{bool(later)}.mkv", *picture(SECONDS), *tone(SECONDS), *few, *CODING))
    rendition = version(master, [Span(0.0, 8.0)], full_preset())
    assert checked(rendition, Films(master), frozen=[Span(2.0, 8.0)]).passed
    assert not checked(rendition, Films(master), frozen=[Span(0.5, 1.6)]).passed


def test_what_moves_beside_the_window_moves_nothing_in_it(make: Callable[..., Path]) -> None:
    beside = "[1:v][0:v]hstack,format=yuv420p"
    still = ("-f", "lavfi", "-i", f"color=gray:s=320x180:r=25:d={SECONDS}")
    master = probe(make("still-beside.mp4", *picture(SECONDS), *still, "-filter_complex", beside, *X264))
    for x, passed in ((20.0, True), (440.0, False)):
        crop = CropPath(Size(100, 180), (Keyframe(0.0, x, 0.0),))
        rendition = version(master, [Span(0.0, SECONDS)], short_preset(), crop=crop)
        assert checked(rendition, Films(master), frozen=[Span(2.0, 5.0)]).passed is passed


def test_a_full_version_keeps_sound_that_runs_on_and_holds_the_last_picture(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    source = str(numbered("25", 100, "320x180"))
    sound = ("-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac")
    master = probe(make("tail-runs-on.mkv", "-i", source, *tone(7), *sound))
    preset = full_preset()
    (choice,) = full(Footage(master), (), preset)
    rendition = version(master, [clip.span for clip in choice.clips], preset)
    path = rendered(rendition, master, tmp_path)
    assert numbers(path) == [*range(100), *([99] * 75)]
    facts, _, checks = finish(verify(path, preset, rendition, master))
    assert all(check.passed for check in checks), checks
    assert facts.sound is not None
    assert facts.sound.duration == pytest.approx(7, abs=0.05)
