"""Figures of the sample: the girl in the snow, the dragon; the dunes are ground."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.analyze.subjects.people import Figures
from autocut.model.geometry import Box
from tests.analyze.looking import QUICK, look, overlap
from tests.analyze.subjects.test_faces import cut


@pytest.mark.parametrize(
    ("start", "figure"),
    [(7.0, Box(290, 275, 283, 358)), (33.5, Box(145, 88, 760, 437))],
    ids=["girl", "dragon"],
)
def test_a_figure_is_found_where_it_is(make: Callable[..., Path], sample: Path, start: float, figure: Box) -> None:
    first = look(Figures(), make(f"figure-{start}.mp4", *cut(sample, start, 1)))[0]
    assert overlap(first.found[0].box, figure) > 0.75
    assert first.found[0].confidence > 0.7


def test_ground_from_side_to_side_is_no_figure(make: Callable[..., Path], sample: Path) -> None:
    samples = look(Figures(), make("dunes.mp4", *cut(sample, 38, 2)))
    assert samples
    assert not any(detection.box.width > 1200 for each in samples for detection in each.found)


def test_a_figure_is_found_from_the_picture_on_that_shows_it(make: Callable[..., Path], sample: Path) -> None:
    dunes, girl = (["-ss", str(start), "-t", "1", "-i", str(sample)] for start in (38, 7))
    path = make("dunes-girl.mp4", *dunes, *girl, "-filter_complex", "[0:v][1:v]concat", "-an", *QUICK)
    times = [each.time for each in look(Figures(), path) if each.found]
    assert times[0] == pytest.approx(1.0, abs=0.05)
    assert len(times) >= 2
