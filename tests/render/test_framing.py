"""The framings of a version: windows exact to a tenth of a pixel, and layouts from their very frame on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.media.probe import probe
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.reframe import CropPath, Framing, Keyframe, Panel
from autocut.model.rendition import PLAN_SCHEMA, Plan
from autocut.model.span import Span
from autocut.planfile import bound_to, read_plan, write_plan
from autocut.render.framing import covers
from tests.numbered import BITS
from tests.render.charts import chart, ideal, off, part, sharpness
from tests.render.pictures import gray
from tests.render.versions import rendered, short_preset, version

CANVAS, WHOLE = Size(360, 640), Box(0, 0, 360, 640)
UPPER, LOWER = Box(0, 0, 360, 320), Box(0, 320, 360, 320)
WITHIN = Box(0, 218, 360, 204)
LOSSLESS = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "1")
FINE = ("video.crf=1", "video.max_bitrate=400000")
REST_PAN_EASE = (
    Keyframe(0.0, 100.0, 0.0),
    Keyframe(0.4, 100.0, 0.0),
    Keyframe(1.2, 150.0, 30.0, "linear"),
    Keyframe(1.6, 201.0, 39.5, "ease"),
)
MASTERS = {
    "8 bit": ("-pix_fmt", "yuv420p"),
    "10 bit 4:2:2": ("-pix_fmt", "yuv422p10le"),
    "interlaced": ("-vf", "setfield=tff", "-flags", "+ildct+ilme", "-x264-params", "tff=1"),
}


def resting(x: float, y: float, size: Size, place: Box) -> Panel:
    return Panel(place, CropPath(size, (Keyframe(0.0, x, y),)))


def shown(master: Master, pieces: Sequence[Span], framings: tuple[Framing, ...], folder: Path) -> NDArray[np.uint8]:
    """Every frame of a version of the pieces under the framings."""
    made = replace(version(master, pieces, short_preset(*FINE)), framings=framings)
    return gray(rendered(made, master, folder))


@pytest.mark.parametrize("kind", MASTERS)
def test_a_moving_window_is_within_a_tenth_of_a_pixel_of_its_path_at_every_frame(
    kind: str, make: Callable[..., Path], tmp_path: Path
) -> None:
    size = Size(640, 360)
    path = make(f"framing-chart-{kind}.mp4".replace(":", ""), *chart(size), *MASTERS[kind], *LOSSLESS)
    master = probe(path)
    assert master.video.field_order == ("tff" if kind == "interlaced" else "progressive")
    panel = Panel(WHOLE, CropPath(Size(180, 320), REST_PAN_EASE))
    images = shown(master, [Span(0.0, 1.8)], (Framing(0.0, "crop", (panel,)),), tmp_path)
    assert len(images) == 45
    luma = gray(path)[0]
    expected = [ideal(luma, panel, number / 25) for number in range(45)]
    aside = np.abs([off(image, wanted, panel) for image, wanted in zip(images, expected, strict=True)])
    assert aside.max() < 0.1
    # Before the first frame there are no fields to fill it from.
    fine = [sharpness(image, wanted) for image, wanted in zip(images[1:], expected[1:], strict=True)]
    assert max(fine) < 1.06 * min(fine)


def test_a_window_that_is_scaled_down_is_as_exact(make: Callable[..., Path], tmp_path: Path) -> None:
    path = make("framing-chart-large.mp4", *chart(Size(1280, 720)), *LOSSLESS)
    master = probe(path)
    keyframes = (Keyframe(0.0, 100.5, 3.25), Keyframe(1.0, 130.0, 3.25, "linear"))
    panel = Panel(WHOLE, CropPath(Size(402, 714), keyframes))
    images = shown(master, [Span(0.0, 1.0)], (Framing(0.0, "crop", (panel,)),), tmp_path)
    luma = gray(path)[0]
    aside = [off(image, ideal(luma, panel, number / 25), panel) for number, image in enumerate(images)]
    assert np.abs(aside).max() < 0.1


def test_a_move_up_to_the_edge_of_the_picture_shows_the_last_of_it(make: Callable[..., Path], tmp_path: Path) -> None:
    path = make("framing-chart-8 bit.mp4", *chart(Size(640, 360)), *MASTERS["8 bit"], *LOSSLESS)
    keyframes = (Keyframe(0.0, 430.0, 0.0), Keyframe(0.6, 438.0, 0.0, "linear"))
    panel = Panel(WHOLE, CropPath(Size(202, 360), keyframes))
    images = shown(probe(path), [Span(0.0, 1.0)], (Framing(0.0, "crop", (panel,)),), tmp_path)
    luma = gray(path)[0]
    aside = [off(image, ideal(luma, panel, number / 25), panel) for number, image in enumerate(images)]
    assert np.abs(aside).max() < 0.1


def numbers_in(images: NDArray[np.uint8], row: Callable[[int], int]) -> list[int]:
    """The number of the numbered master that each picture shows over its whole width, read in the row asked for."""
    columns = [int(360 * (k + 0.5) / BITS) for k in range(BITS)]
    return [
        sum(1 << (BITS - 1 - k) for k, x in enumerate(columns) if image[row(number), x] > 125)
        for number, image in enumerate(images)
    ]


def test_every_frame_is_there_once_over_changes_of_layout(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 100))
    whole = Size(640, 360)
    squeezed = resting(0, 0, whole, WHOLE)
    moving = CropPath(Size(640, 180), (Keyframe(0.4, 0, 20), Keyframe(1.2, 0, 120, "ease")))
    framings = (
        Framing(0.0, "crop", (squeezed,)),
        Framing(0.4, "split", (Panel(UPPER, moving), Panel(LOWER, moving))),
        Framing(1.2, "fit", (resting(0, 0, whole, WITHIN),)),
        Framing(1.24, "crop", (squeezed,)),
        Framing(1.28, "crop", (squeezed,)),
        Framing(2.0, "fit", (resting(0, 0, whole, WITHIN),)),
    )
    images = shown(master, [Span(1.0, 2.0), Span(0.2, 1.2), Span(3.0, 3.4)], framings, tmp_path)
    wanted = [*range(25, 50), *range(5, 30), *range(75, 85)]
    assert numbers_in(images, lambda number: 320) == wanted
    # In the fitted picture alone there is nothing to read below it.
    read = numbers_in(images, lambda number: 600)
    fitted = [30, *range(50, 60)]
    assert [number for number in range(60) if read[number] != wanted[number]] == fitted


def test_what_is_split_is_where_its_places_are(make: Callable[..., Path], tmp_path: Path) -> None:
    bars = "color=gray:s=640x360:d=1,format=yuv420p,geq=lum=40+60*floor(X/160):cb=128:cr=128"
    master = probe(make("framing-bars.mp4", "-f", "lavfi", "-i", bars, *LOSSLESS))
    size = Size(120, 106)
    three = tuple(
        resting(x, 100, size, Box(0, y, 360, high)) for x, y, high in ((500, 0, 214), (20, 214, 212), (180, 426, 214))
    )
    image = shown(master, [Span(0.0, 0.4)], (Framing(0.0, "split", three),), tmp_path)[5]
    for place, level in ((slice(0, 214), 220), (slice(214, 426), 40), (slice(426, 640), 100)):
        assert np.abs(image[place].astype(int) - level).max() <= 4


def test_what_fits_lies_over_a_darker_blurred_ground(make: Callable[..., Path], tmp_path: Path) -> None:
    stripes = "color=gray:s=640x360:d=1,format=yuv420p,geq=lum=if(mod(floor(X/3)\\,2)\\,200\\,120):cb=100:cr=160"
    master = probe(make("framing-stripes.mp4", "-f", "lavfi", "-i", stripes, *LOSSLESS))
    image = shown(master, [Span(0.0, 0.4)], (Framing(0.0, "fit", (resting(0, 0, Size(640, 360), WITHIN),)),), tmp_path)[
        5
    ]
    above, inside, below = image[:214, 60:300], image[222:418], image[426:, 60:300]
    assert np.ptp(inside) > 70
    for ground in (above, below):
        assert np.ptp(ground) <= 6
        # Six tenths of the light of 160, over black at 16.
        assert ground.mean() == pytest.approx(16 + 0.6 * (160 - 16), abs=3)
    assert abs(float(image[:4].mean()) - float(image[100:104].mean())) < 1.5


def test_what_a_person_writes_into_the_plan_is_rendered_as_written(make: Callable[..., Path], tmp_path: Path) -> None:
    path = make("framing-chart-8 bit.mp4", *chart(Size(640, 360)), *MASTERS["8 bit"], *LOSSLESS)
    master, file = probe(path), tmp_path / "plan.json"
    planned = (Framing(0.0, "crop", (resting(200, 20, Size(180, 320), WHOLE),)),)
    made = replace(version(master, [Span(0.2, 1.8)], short_preset(*FINE)), framings=planned)
    write_plan(Plan(PLAN_SCHEMA, master, (made,)), file)
    data = json.loads(file.read_text("utf-8"))
    (framing,) = data["renditions"][0]["framings"]
    keyframes = framing["panels"][0]["path"]["keyframes"]
    keyframes.append({"time": 0.8, "x": 300.5, "y": 3.25, "move": "ease"})
    split = {
        "time": 1.0,
        "layout": "split",
        "panels": [
            {"place": sides_of(UPPER), "path": {"size": {"width": 180, "height": 160}, "keyframes": keyframes[:1]}},
            {"place": sides_of(LOWER), "path": {"size": {"width": 180, "height": 160}, "keyframes": keyframes[1:]}},
        ],
    }
    data["renditions"][0]["framings"].append(split)
    file.write_text(json.dumps(data), encoding="utf-8")
    (edited,) = bound_to(read_plan(file), master).renditions
    images, luma = gray(rendered(edited, master, tmp_path)), gray(path)[0]
    assert len(images) == 40
    moved = Panel(WHOLE, CropPath(Size(180, 320), (Keyframe(0.0, 200, 20), Keyframe(0.8, 300.5, 3.25, "ease"))))
    for number in range(25):
        assert max(map(abs, off(images[number], ideal(luma, moved, number / 25), moved))) < 0.1
    for place, corner in ((UPPER, (200, 20)), (LOWER, (300, 2))):
        panel = resting(*corner, Size(180, 160), place)
        for number in range(25, 40):
            # A window that rests stands on even pixels.
            assert max(map(abs, off(part(images[number], place), ideal(luma, panel, 0.0), panel))) < 0.1


def sides_of(place: Box) -> dict[str, float]:
    return {side: getattr(place, side) for side in ("x", "y", "width", "height")}


def test_places_cover_a_canvas_where_they_fill_it_side_by_side() -> None:
    assert covers([WHOLE], CANVAS)
    assert covers([UPPER, LOWER], CANVAS)
    assert not covers([UPPER], CANVAS)
    assert not covers([UPPER, Box(0, 160, 360, 320)], CANVAS)
    assert not covers([WITHIN], CANVAS)
