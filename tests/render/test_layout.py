from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.model.geometry import Size
from autocut.model.span import Span
from autocut.render.layout import canvas_size, picture_size
from tests.builders import a_master, a_preset, a_rendition, same_every_time

PAD = a_preset("trailer-landscape").canvas
sizes = st.builds(Size, st.integers(16, 8000), st.integers(16, 8000))


def size_of(master_size: Size, preset: str) -> Size | None:
    master = a_master(size=master_size)
    return canvas_size(a_rendition([Span(0, 1)], master, a_preset(preset)), master)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (Size(1280, 720), Size(1280, 720)),
        (Size(3840, 2160), Size(1920, 1080)),
        (Size(4096, 1716), Size(1920, 804)),
        (Size(1080, 1920), Size(608, 1080)),
        (Size(853, 481), Size(852, 480)),
    ],
)
def test_a_source_canvas_keeps_the_masters_shape_and_never_enlarges_it(own: Size, expected: Size) -> None:
    assert size_of(own, "youtube-full") == expected


@pytest.mark.parametrize("preset", ["youtube-short", "trailer-landscape"])
def test_other_canvases_are_the_presets_own(preset: str) -> None:
    canvas = a_preset(preset).canvas
    assert canvas is not None
    assert size_of(Size(640, 360), preset) == canvas.size


def test_sound_alone_has_no_canvas() -> None:
    assert size_of(Size(640, 360), "podcast-audio") is None


@same_every_time
@given(sizes)
def test_a_padded_picture_touches_two_sides_and_keeps_its_shape(shown: Size) -> None:
    assert PAD is not None
    found = picture_size(shown, PAD.fit, PAD.size)
    assert found.width == PAD.width or found.height == PAD.height
    assert found.width <= PAD.width
    assert found.height <= PAD.height
    assert found.width % 2 == found.height % 2 == 0
    aspect = shown.width / shown.height
    assert abs(found.width - found.height * aspect) <= max(1.0, aspect) + 1e-6


@same_every_time
@given(sizes)
def test_a_cropped_window_fills_the_canvas(shown: Size) -> None:
    canvas = a_preset("youtube-short").canvas
    assert canvas is not None
    assert picture_size(shown, canvas.fit, canvas.size) == canvas.size
