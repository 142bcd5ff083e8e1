from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.geometry import Box, Size, even
from tests.builders import same_every_time

BOUNDS = Size(1920, 1080)


@same_every_time
@given(st.builds(Size, st.integers(2, 9000), st.integers(2, 9000)))
def test_a_fitted_size_is_even_lies_within_and_is_never_larger(size: Size) -> None:
    found = size.fitted(BOUNDS)
    assert found.width % 2 == found.height % 2 == 0
    assert found.width <= BOUNDS.width
    assert found.height <= BOUNDS.height
    assert found.width <= size.width + 1
    assert found.height <= size.height + 1


@same_every_time
@given(st.builds(Size, st.integers(200, 9000), st.integers(200, 9000)))
def test_a_fitted_size_keeps_the_shape_to_a_pixel_each_way(size: Size) -> None:
    found = size.fitted(BOUNDS)
    scale = min(1.0, BOUNDS.width / size.width, BOUNDS.height / size.height)
    assert abs(found.width - max(2, size.width * scale)) <= 1
    assert abs(found.height - max(2, size.height * scale)) <= 1


@pytest.mark.parametrize(("length", "expected"), [(0, 2), (1.4, 2), (2.9, 2), (3.1, 4), (719.9, 720), (608.0, 608)])
def test_even_is_the_nearest_even_number_of_at_least_two(length: float, expected: int) -> None:
    assert even(length) == expected


def test_a_box_knows_its_middle_and_area() -> None:
    assert Box(10, 20, 30, 40).center == (25, 40)
    assert Box(10, 20, 30, 40).area == 1200


def test_a_size_reads_as_ffmpeg_writes_it() -> None:
    assert str(Size(1080, 1920)) == "1080x1920"
