"""The picture of a version: upright, square, progressive, BT.709, never stretched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.media.inspect import inspect
from autocut.media.probe import probe
from autocut.model.geometry import Size
from autocut.model.preset import Preset
from autocut.model.reframe import CropPath, Keyframe
from autocut.model.span import Span
from tests.render.pictures import box_of_light, gray
from tests.render.versions import full_preset, rendered, short_preset, version

FAST = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12")


def lit(shape: str, size: str, rate: str = "25", seconds: float = 1.0) -> tuple[str, ...]:
    """A dark picture that is bright where the expression of X, Y, W, H and N holds."""
    source = f"color=c=gray:s={size}:r={rate}:d={seconds},format=yuv420p,geq=lum='if({shape},220,40)':cb=128:cr=128"
    return ("-f", "lavfi", "-i", source)


def picture_of(path: Path, preset: Preset, folder: Path, crop: CropPath | None = None) -> NDArray[np.uint8]:
    """A frame from the middle of the first half second of the master at `path`, as a version shows it."""
    master = probe(path)
    made = rendered(version(master, [Span(0.0, 0.4)], preset, crop=crop), master, folder)
    facts = inspect(made).picture
    assert facts is not None
    assert facts.sample_aspect_ratio == 1
    color = facts.color
    assert (color.primaries, color.transfer, color.matrix, color.range) == ("bt709", "bt709", "bt709", "tv")
    image: NDArray[np.uint8] = gray(made)[5]
    return image


@pytest.mark.parametrize(
    ("turn", "corner"), [(0, "top left"), (90, "bottom left"), (180, "bottom right"), (270, "top right")]
)
def test_a_turned_master_is_shown_upright(turn: int, corner: str, make: Callable[..., Path], tmp_path: Path) -> None:
    flat = make("picture-corner.mp4", *lit("lt(X,W/4)*lt(Y,H/4)", "320x180"), *FAST)
    master = make(f"picture-turned{turn}.mp4", "-display_rotation", str(turn), "-i", str(flat), "-c", "copy")
    image = picture_of(master, full_preset(), tmp_path)
    across = turn in (90, 270)
    assert image.shape == ((320, 180) if across else (180, 320))
    left, top, width, height = box_of_light(image)
    assert (width, height) == pytest.approx((45, 80) if across else (80, 45), abs=3)
    vertical, horizontal = corner.split()
    assert top == pytest.approx(0 if vertical == "top" else image.shape[0] - height, abs=1)
    assert left == pytest.approx(0 if horizontal == "left" else image.shape[1] - width, abs=1)


def test_wide_pixels_are_made_square(make: Callable[..., Path], tmp_path: Path) -> None:
    circle = "lt(hypot((X-W/2)*64/45,Y-H/2),H/4)"
    master = make("picture-wide.mp4", *lit(circle, "720x576"), "-vf", "setsar=64/45", *FAST)
    image = picture_of(master, full_preset(), tmp_path)
    assert image.shape == (576, 1024)
    _, _, width, height = box_of_light(image)
    assert width == pytest.approx(288, abs=4)
    assert height == pytest.approx(288, abs=4)


def test_the_crop_window_is_laid_over_square_pixels(make: Callable[..., Path], tmp_path: Path) -> None:
    ring = "lt(hypot((X-W/2)*64/45,Y-H/2),H/5)"
    path = make("picture-wide-ring.mp4", *lit(ring, "720x576"), "-vf", "setsar=64/45", *FAST)
    crop = CropPath(Size(324, 576), (Keyframe(0.0, 350, 0),))
    left, top, width, height = box_of_light(picture_of(path, short_preset(), tmp_path, crop))
    assert (width, height) == pytest.approx((256, 256), abs=5)
    assert left + width / 2 == pytest.approx(180, abs=4)
    assert top + height / 2 == pytest.approx(320, abs=4)


@pytest.mark.parametrize("fit", ["pad", "crop", "source"])
@pytest.mark.parametrize("size", ["640x360", "360x640", "426x240"])
def test_a_circle_stays_a_circle(fit: str, size: str, make: Callable[..., Path], tmp_path: Path) -> None:
    circle = make(f"picture-circle{size}.mp4", *lit("lt(hypot(X-W/2,Y-H/2),50)", size), *FAST)
    master = probe(circle)
    crop = None
    if fit == "crop":
        shape = min(master.size.width / 360, master.size.height / 640)
        window = Size(2 * round(180 * shape), 2 * round(320 * shape))
        corner = Keyframe(0.0, (master.size.width - window.width) / 2, (master.size.height - window.height) / 2)
        crop = CropPath(window, (corner,))
    image = picture_of(circle, short_preset(f"canvas.fit={fit}"), tmp_path, crop)
    if fit != "source":
        assert image.shape == (640, 360)
    left, top, width, height = box_of_light(image)
    assert width / height == pytest.approx(1, abs=0.03)
    assert left + width / 2 == pytest.approx(image.shape[1] / 2, abs=5)
    assert top + height / 2 == pytest.approx(image.shape[0] / 2, abs=5)


def test_a_padded_picture_has_black_around_it_and_nothing_cut_off(make: Callable[..., Path], tmp_path: Path) -> None:
    white = make("picture-white.mp4", *lit("1", "640x360"), *FAST)
    image = picture_of(white, short_preset("canvas.fit=pad"), tmp_path)
    _, top, width, height = box_of_light(image)
    assert width == 360
    assert height == pytest.approx(360 * 9 / 16, abs=2)
    assert top == pytest.approx((640 - height) / 2, abs=1)
    assert int(image[: top - 1].max()) <= 17


def test_the_crop_window_stands_where_the_path_says_and_jumps_on_its_frame(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    halves = make("picture-halves.mp4", *lit("gt(X,W/2)", "640x360"), *FAST)
    master = probe(halves)
    crop = CropPath(Size(202, 360), (Keyframe(0.0, 40, 0), Keyframe(0.52, 400, 0), Keyframe(0.8, 219, 0)))
    pieces = [Span(0.4, 0.6), Span(0.0, 0.8)]
    images = gray(rendered(version(master, pieces, short_preset(), crop=crop), master, tmp_path))
    assert images.shape == (25, 640, 360)
    middles = [int(image[320, 100]) > 125 for image in images]
    assert middles == [False] * 13 + [True] * 7 + [False] * 5
    assert [int(image[320, 300]) > 125 for image in images] == [False] * 13 + [True] * 12


def test_interlaced_fields_are_not_left_as_combs(make: Callable[..., Path], tmp_path: Path) -> None:
    moving = lit("lt(mod(X-8*N+4*W,W),W/3)", "320x240", rate="50")
    fields = (
        "-vf",
        "tinterlace=interleave_top,setfield=tff",
        "-flags",
        "+ildct+ilme",
        "-c:v",
        "mpeg2video",
        "-q:v",
        "2",
    )
    path = make("picture-fields.mpg", *moving, *fields)
    master = probe(path)
    assert master.video.field_order == "tff"
    assert _combing(gray(path)[5]) > 5
    image = picture_of(path, full_preset(), tmp_path)
    assert _combing(image) < 2


def _combing(image: NDArray[np.uint8]) -> float:
    """How much each line differs from the next more than from the one after it."""
    lines = image.astype(float)
    return float(np.abs(lines[2:-1] - lines[1:-2]).mean() - np.abs(lines[2:-1] - lines[:-3]).mean())


PQ = "color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv"


def test_high_dynamic_range_is_mapped_to_bt709_and_keeps_its_order_of_light(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    # 10-bit PQ codes: black, 18 % grey of 203 cd/m2, 203 cd/m2, 1000 cd/m2.
    bars = "'if(lt(X,W/4),64,if(lt(X,W/2),64+876*0.383,if(lt(X,3*W/4),64+876*0.581,64+876*0.752)))'"
    source = f"color=c=black:s=320x180:r=25:d=1,format=yuv420p10le,geq=lum={bars}:cb=512:cr=512,setparams={PQ}"
    light = "master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400"
    coding = ("-c:v", "libx265", "-preset", "ultrafast", "-crf", "12", "-x265-params", light, "-tag:v", "hvc1")
    path = make("picture-pq.mp4", "-f", "lavfi", "-i", source, *coding)
    assert probe(path).video.color.hdr == "pq"
    image = picture_of(path, full_preset(), tmp_path)
    black, grey, white, bright = (float(image[60:120, x - 10 : x + 10].mean()) for x in (40, 120, 200, 280))
    assert black == pytest.approx(16, abs=3)
    assert 60 < grey < 140
    assert 150 < white < bright
    assert grey + 40 < white
    assert bright <= 236


def test_colours_keep_their_look_when_the_matrix_changes(make: Callable[..., Path], tmp_path: Path) -> None:
    # SD without tags is BT.601: pure red has luma 81 there, and 63 in BT.709.
    red = make("picture-red.mp4", "-f", "lavfi", "-i", "color=c=red:s=320x180:r=25:d=1", "-pix_fmt", "yuv420p", *FAST)
    image = picture_of(red, full_preset(), tmp_path)
    assert float(gray(red)[5].mean()) == pytest.approx(81, abs=2)
    assert float(image.mean()) == pytest.approx(63, abs=2)


def test_full_range_pictures_are_brought_to_video_range(make: Callable[..., Path], tmp_path: Path) -> None:
    source = "color=c=white:s=320x180:r=25:d=1,format=yuvj420p"
    white = make(
        "picture-full-range.mp4", "-f", "lavfi", "-i", source, "-color_range", "pc", "-pix_fmt", "yuvj420p", *FAST
    )
    assert probe(white).video.color.range == "pc"
    assert float(picture_of(white, full_preset(), tmp_path).mean()) == pytest.approx(235, abs=1)


def test_odd_sides_become_even(make: Callable[..., Path], tmp_path: Path) -> None:
    odd = make("picture-odd.mkv", *lit("lt(X,W/2)", "321x181"), "-pix_fmt", "yuv444p", *FAST)
    assert picture_of(odd, full_preset(), tmp_path).shape in {(180, 320), (182, 322), (182, 320), (180, 322)}
