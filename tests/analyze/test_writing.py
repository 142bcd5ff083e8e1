"""Lines drawn with the Noto font over pictures of the sample, at known places and times."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import pytest
from PIL import Image, ImageDraw, ImageFont

from autocut.analyze.writing import Writing
from autocut.model.geometry import Box
from autocut.render.fonts import font_path
from tests.analyze.looking import QUICK, look, overlap, still

NAME, TITLE = (45, 280), (210, 150)


def drawn(folder: Path, text: str, corner: tuple[int, int], size: int) -> tuple[Path, Box]:
    """A transparent picture with one line of writing, and the line's box."""
    image = Image.new("RGBA", (640, 360))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(font_path()), size)
    draw.text(corner, text, font=font, fill="white", stroke_width=1, stroke_fill="black")
    left, top, right, bottom = draw.textbbox(corner, text, font=font, stroke_width=1)
    image.save(folder / f"{size}.png")
    return folder / f"{size}.png", Box(left, top, right - left, bottom - top)


def photo(folder: Path, seconds: float) -> Path:
    path = folder / f"photo-{seconds}.png"
    cv2.imwrite(str(path), still(seconds))
    return path


PAN = "scale=800:450,crop=640:360:x='10+15*t':y=45"


def held(path: Path, seconds: float) -> list[str]:
    return ["-loop", "1", "-framerate", "25", "-t", str(seconds), "-i", str(path)]


def test_lines_are_found_where_and_when_they_stand(make: Callable[..., Path], tmp_path: Path) -> None:
    name, name_box = drawn(tmp_path, "Maria Stone, carpenter", NAME, 18)
    title, title_box = drawn(tmp_path, "The Long Way Home", TITLE, 32)
    graph = f"[0]{PAN}[p];[p][1]overlay=enable='between(t,2,6)'[a];[a][2]overlay=enable='between(t,4.5,6.99)'"
    inputs = [*held(photo(tmp_path, 20.0), 8), *held(name, 8), *held(title, 8)]
    found = look(Writing(), make("writing.mp4", *inputs, "-filter_complex", graph, *QUICK))
    assert [region.confidence > 0.6 for region in found] == [True, True]
    for region, box, start, end in zip(found, (name_box, title_box), (2, 4.5), (6, 7), strict=True):
        assert overlap(region.box, box) > 0.6
        assert region.span.start == pytest.approx(start, abs=0.35)
        assert region.span.end == pytest.approx(end, abs=0.35)


def test_a_title_that_slowly_comes_nearer_is_one_line_as_wide_as_at_its_end(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    title, box = drawn(tmp_path, "The Long Way Home", (180, 160), 32)
    grow = "scale=w='2*round(iw*(1+0.03*t)/2)':h=-2:eval=frame"
    graph = f"color=c=black:s=640x360:r=25:d=5[p];[0]{grow}[t];[p][t]overlay=(W-w)/2:(H-h)/2:shortest=1"
    (region,) = look(Writing(), make("nearer.mp4", *held(title, 4), "-filter_complex", graph, *QUICK))
    assert (region.span.start, region.span.end) == pytest.approx((0, 4), abs=0.35)
    assert region.box.width == pytest.approx(1.12 * box.width, rel=0.08)


def test_a_line_that_stays_through_a_cut_is_one(make: Callable[..., Path], tmp_path: Path) -> None:
    name, box = drawn(tmp_path, "Maria Stone, carpenter", NAME, 18)
    graph = f"[0]{PAN}[p];[1]scale=640:360[q];[p][q]concat=n=2[c];[c][2]overlay"
    inputs = [*held(photo(tmp_path, 20.0), 3), *held(photo(tmp_path, 27.0), 3), *held(name, 6)]
    (region,) = look(Writing(), make("through.mp4", *inputs, "-filter_complex", graph, *QUICK))
    assert overlap(region.box, box) > 0.6
    assert (region.span.start, region.span.end) == pytest.approx((0, 6), abs=0.3)


def test_writing_that_the_camera_passes_by_is_not_burned_in(make: Callable[..., Path], tmp_path: Path) -> None:
    sign, _ = drawn(tmp_path, "Rue de Londres", (250, 150), 30)
    graph = f"[0]scale=640:360[p];[p][1]overlay,{PAN.replace('15*t', '30*t')}"
    inputs = [*held(photo(tmp_path, 20.0), 5), *held(sign, 5)]
    assert look(Writing(), make("sign.mp4", *inputs, "-filter_complex", graph, *QUICK)) == ()


def test_pictures_without_writing_have_none(make: Callable[..., Path], sample: Path) -> None:
    assert look(Writing(), make("village.mp4", "-ss", "18.5", "-t", "5", "-i", str(sample), "-an", *QUICK)) == ()


def test_the_credits_of_the_sample_are_found(make: Callable[..., Path], sample: Path) -> None:
    found = look(Writing(), make("credits.mp4", "-ss", "47", "-i", str(sample), "-an", *QUICK))
    title = Box(545, 220, 190, 42)
    assert any(overlap(region.box, title) > 0.6 for region in found)
    assert 9 <= len(found) <= 16
    assert all(region.box.x > 130 and region.box.x + region.box.width < 1160 for region in found)
