"""Figures of the sample: the girl in the snow, the dragon; the dunes are ground."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.analyze.subjects.people import Figures
from autocut.model.geometry import Box
from tests.analyze.looking import look, overlap
from tests.analyze.subjects.test_faces import cut


@pytest.mark.parametrize(
    ("start", "figure"),
    [(7.0, Box(330, 215, 250, 420)), (33.5, Box(520, 120, 400, 380))],
    ids=["girl", "dragon"],
)
def test_a_figure_is_found_where_it_is(make: Callable[..., Path], sample: Path, start: float, figure: Box) -> None:
    first = look(Figures(), make(f"figure-{start}.mp4", *cut(sample, start, 1)))[0]
    assert overlap(first.found[0].box, figure) > 0.4
    assert first.found[0].confidence > 0.7


def test_ground_from_side_to_side_is_no_figure(make: Callable[..., Path], sample: Path) -> None:
    samples = look(Figures(), make("dunes.mp4", *cut(sample, 38, 2)))
    assert samples
    assert not any(detection.box.width > 1200 for each in samples for detection in each.found)
