"""Burnt captions are drawn, in their place and at their time, whatever characters they have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.media.probe import probe
from autocut.model.captions import Cue
from autocut.model.preset import Preset
from autocut.model.span import Span
from tests.render.pictures import gray
from tests.render.versions import full_preset, rendered, short_preset, version

GREY = ("-f", "lavfi", "-i", "color=c=0x404040:s=360x640:r=25:d=2", "-c:v", "libx264", "-preset", "ultrafast")


def shown(make: Callable[..., Path], folder: Path, *cues: Cue, preset: Preset | None = None) -> NDArray[np.float64]:
    """How much each pixel of each frame differs from the same version without captions."""
    master = probe(make("captions-grey.mp4", *GREY))
    preset = preset or short_preset("canvas.fit=source", "canvas.width=360", "canvas.height=640")
    pieces = [Span(0.0, 1.0), Span(0.6, 1.6)]
    images = []
    for name, written in (("with", cues), ("without", ())):
        (folder / name).mkdir()
        images.append(
            gray(rendered(version(master, pieces, preset, cues=written), master, folder / name)).astype(float)
        )
    assert images[0].shape == images[1].shape == (50, 640, 360)
    difference: NDArray[np.float64] = np.abs(images[0] - images[1])
    return difference


def test_captions_are_drawn_at_the_bottom_of_the_safe_area_alone(make: Callable[..., Path], tmp_path: Path) -> None:
    cue = Cue(Span(0.0, 2.0), ("two lines of words", "above the buttons"))
    drawn = shown(make, tmp_path, cue).max(axis=0) > 40
    rows, columns = np.nonzero(drawn)
    preset = short_preset()
    bottom = 640 - preset.safe_area.bottom
    assert bottom - 80 < rows.min()
    assert bottom - 12 < rows.max() < bottom
    assert preset.safe_area.left <= columns.min()
    assert columns.max() < 360 - preset.safe_area.right
    assert (columns.min() + columns.max()) / 2 == pytest.approx((16 + 360 - 64) / 2, abs=4)


def test_captions_come_and_go_on_their_frames(make: Callable[..., Path], tmp_path: Path) -> None:
    cues = (Cue(Span(0.2, 0.6), ("first",)), Cue(Span(0.6, 0.8), ("second",)), Cue(Span(1.4, 1.72), ("third",)))
    strongest = shown(make, tmp_path, *cues).max(axis=(1, 2))
    on = {frame for frame in range(50) if strongest[frame] > 40}
    assert on == {*range(5, 20), *range(35, 43)}


def test_a_caption_comes_on_its_frame_in_a_version_of_one_clip(numbered: Callable[..., Path], tmp_path: Path) -> None:
    # Frame 58 at 25 a second is at 2.32 s, which divided by 0.04 s is a little less than 58.
    master, preset = probe(numbered("25", 100, "320x180")), full_preset("captions.burn=true")
    cue = Cue(Span(2.32, 2.4), ("MMMM",))
    images = gray(rendered(version(master, [Span(0.0, 4.0)], preset, cues=(cue,)), master, tmp_path))
    white = images[:, 140:172, 100:220].max(axis=(1, 2)) > 225
    assert list(np.flatnonzero(white)) == [58, 59]


@pytest.mark.parametrize(
    "text",
    [
        "Ça va, Žižek? Übung",
        "Привет, мир",
        "Γειά σου",
        "{\\b1}braces{/}",
        "back\\Nslash \\h",
        "100 % 'quoted' [x]: a,b;c",
    ],
)
def test_every_character_of_a_caption_is_drawn(text: str, make: Callable[..., Path], tmp_path: Path) -> None:
    drawn = shown(make, tmp_path, Cue(Span(0.0, 2.0), (text,)))[10] > 40
    rows, columns = np.nonzero(drawn)
    assert len(rows) > 20 * len(text)
    assert rows.max() - rows.min() < 30, "one line"
    assert columns.max() - columns.min() > 5 * len(text)


def test_a_preset_that_does_not_burn_leaves_the_picture_alone(make: Callable[..., Path], tmp_path: Path) -> None:
    cue = Cue(Span(0.0, 2.0), ("only beside the file",))
    assert shown(make, tmp_path, cue, preset=full_preset()).max() == 0


def test_captions_are_drawn_smaller_on_a_smaller_picture(make: Callable[..., Path], tmp_path: Path) -> None:
    cue = Cue(Span(0.0, 2.0), ("Hxg",))
    whole = short_preset("canvas.fit=source", "canvas.width=720", "canvas.height=1280", "captions.font_size=80")
    drawn = shown(make, tmp_path, cue, preset=whole)[10] > 40
    rows, _ = np.nonzero(drawn)
    # 40 pixels of em: from the ascender to the descender some nine tenths of it.
    assert rows.max() - rows.min() == pytest.approx(40, abs=6)
    assert rows.max() <= 640 - 224 / 2 + 1
