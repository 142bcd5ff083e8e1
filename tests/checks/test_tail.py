"""The tail that a plan shows by itself is measured in the master only where it is asked for, and only its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autocut.checks.tail import Tail, expected_tail
from autocut.checks.verify import verify
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.media import Master
from autocut.model.span import Span
from autocut.model.timeline import Card
from autocut.plan.footage import Footage
from autocut.plan.full import full
from autocut.render.films import Films
from tests.media.sources import CODING, X264, picture, tone
from tests.numbered import numbers
from tests.render.versions import full_preset, rendered, version

SECONDS = 9.0
BRIEF = Tail(0.5, 1.0)


@pytest.fixture
def dark(make: Callable[..., Path]) -> Master:
    """A master that is black from its second second on."""
    black = ("-vf", "drawbox=c=black:t=fill:enable='gte(t,2)'")
    return probe(make("tail-dark.mp4", *picture(SECONDS), *black, *X264))


def test_a_tail_that_any_version_may_have_is_not_looked_for_in_the_master(dark: Master, tmp_path: Path) -> None:
    gone = replace(dark, path=tmp_path / "gone.mp4")
    rendition = version(gone, [Span(0.0, SECONDS)], full_preset())
    assert finish(expected_tail(rendition, Films(gone), Tail(0.2, 0.9))) == BRIEF
    carded = version(gone, [Span(0.0, SECONDS), (Card("The end"), 3.0)], full_preset())
    assert finish(expected_tail(carded, Films(gone), Tail(0.0, 3.4))) == Tail(3.5, 4.0)


def test_a_longer_tail_is_looked_for_in_the_last_seconds_alone(dark: Master) -> None:
    rendition = version(dark, [Span(0.0, SECONDS)], full_preset())
    found = finish(expected_tail(rendition, Films(dark), Tail(3.0, 2.5)))
    # Seven seconds are black; five are looked at.
    assert found.black == pytest.approx(5, abs=0.1)
    assert found.frozen == pytest.approx(5, abs=0.1)


def test_a_tail_that_the_master_does_not_have_there_is_not_expected(dark: Master) -> None:
    rendition = version(dark, [Span(0.0, 2.0)], full_preset())
    assert finish(expected_tail(rendition, Films(dark), Tail(1.5, 1.5))) == BRIEF


@pytest.mark.parametrize("later", ["", "+eq(n,224)"])
def test_a_last_picture_that_came_before_the_seconds_looked_at_stands_still(
    later: str, make: Callable[..., Path]
) -> None:
    few = ("-vf", f"select='lt(t,2){later}'", "-fps_mode", "passthrough")
    master = probe(make(f"tail-few{bool(later)}.mkv", *picture(SECONDS), *tone(SECONDS), *few, *CODING))
    rendition = version(master, [Span(0.0, 8.0)], full_preset())
    found = finish(expected_tail(rendition, Films(master), Tail(0.0, 3.0)))
    assert found.frozen == pytest.approx(5, abs=0.1)


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
