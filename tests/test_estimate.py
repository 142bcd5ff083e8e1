"""What rendering would cost, against what it did."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import pytest

from autocut.estimate import Estimate, estimated
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.event import Event, Progressed
from autocut.model.rendition import Plan
from autocut.model.span import Span
from autocut.render.render import render
from tests.builders import a_preset, a_rendition

T = TypeVar("T")

QUICK = a_preset("youtube-full", "video.speed=ultrafast", "audio.bitrate=96")


def heard(work: Generator[Event, None, T]) -> tuple[list[Event], T]:
    """What the work tells, and what it returns."""
    events: list[Event] = []
    while True:
        try:
            events.append(next(work))
        except StopIteration as end:
            return events, end.value


def test_the_size_is_near_that_of_the_file(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 500, "320x180"))
    rendition = a_rendition([Span(0, 6), Span(7, 20)], master, QUICK)
    _, (estimate,) = heard(estimated(Plan(1, master, (rendition,))))
    size = finish(render(rendition, master, tmp_path)).path.stat().st_size
    assert estimate.name == "youtube-full"
    assert 0.7 * size < estimate.bytes < 1.4 * size
    assert estimate.seconds > 0


def test_a_version_as_short_as_the_excerpt_is_rendered_whole(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 250, "320x180"))
    rendition = a_rendition([Span(0, 0.6)], master, QUICK)
    _, (estimate,) = heard(estimated(Plan(1, master, (rendition,))))
    assert estimate.bytes == finish(render(rendition, master, tmp_path)).path.stat().st_size


def test_each_version_with_clips_is_told_of_and_nothing_passed_costs_nothing(numbered: Callable[..., Path]) -> None:
    master = probe(numbered("25", 250, "320x180"))
    plan = Plan(1, master, (a_rendition([], master, QUICK), a_rendition([Span(2, 3)], master, QUICK)))
    events, estimates = heard(estimated(plan))
    assert [type(estimate) for estimate in estimates] == [Estimate]
    assert {event.stage for event in events if isinstance(event, Progressed)} == {"estimating"}
    shares = [event.fraction for event in events if isinstance(event, Progressed)]
    assert shares == sorted(shares)


def test_a_picture_that_is_copied_costs_its_bytes(make: Callable[..., Path], tmp_path: Path) -> None:
    tags = "color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
    picture = f"testsrc2=s=320x180:r=25:d=12,format=yuv420p,setparams={tags}"
    sound = ("-f", "lavfi", "-i", "sine=440:r=48000:d=12", "-c:a", "aac")
    master = probe(make("tagged.mp4", "-f", "lavfi", "-i", picture, *sound, "-c:v", "libx264", "-bf", "0", "-g", "25"))
    rendition = a_rendition([Span(0, 12)], master, QUICK)
    made = finish(render(rendition, master, tmp_path))
    assert made.copied
    _, (estimate,) = heard(estimated(Plan(1, master, (rendition,))))
    assert estimate.bytes == pytest.approx(made.path.stat().st_size, rel=0.1)
