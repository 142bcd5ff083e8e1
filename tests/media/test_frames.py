"""Frames come upright, at the sizes and times asked for, from one decode."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut.errors import InputError
from autocut.media.frames import THUMBNAIL, Frame, Frames, View, image_size
from autocut.media.probe import probe
from autocut.model.geometry import Size
from autocut.model.media import Master
from autocut.model.span import Span
from tests.media.sources import X264, picture, tone
from tests.numbered import BITS

Make = Callable[..., Path]


def every_frame(master: Master, views: Sequence[View]) -> Iterator[tuple[float, tuple[Frame | None, ...]]]:
    return iter(Frames(master, views, [master.span], [master.span]))


def numbers(master: Master, spans: Sequence[Span], closely: Sequence[Span] = ()) -> list[int]:
    return [number_in(frame.image) for _, (frame,) in Frames(master, [View(320)], spans, closely) if frame]


def number_in(image: NDArray[np.uint8]) -> int:
    """The number that a frame of the numbered master shows."""
    height, width = image.shape[:2]
    bars = [image[height // 2, int(width * (k + 0.5) / BITS), 0] > 125 for k in range(BITS)]
    return sum(1 << (BITS - 1 - k) for k, bar in enumerate(bars) if bar)


@pytest.mark.parametrize("rate", ["25", "30000/1001"])
def test_every_frame_comes_once_at_its_time(rate: str, numbered: Make) -> None:
    master = probe(numbered(rate, 240, "320x180"))
    seen = [(time, number_in(frame.image)) for time, (frame,) in every_frame(master, [View(320)]) if frame]
    assert [number for _, number in seen] == list(range(240))
    for time, number in seen:
        assert time == pytest.approx(number / master.video.frame_rate, abs=1e-4)


def test_one_decode_serves_several_views_each_at_its_own_pace_and_size(numbered: Make) -> None:
    master = probe(numbered("25", 240, "320x180"))
    views = (View(320), View(160, every=0.5), View(64, every=1.0))
    seen: list[list[int]] = [[], [], []]
    for _, shown in every_frame(master, views):
        for k, frame in enumerate(shown):
            if frame is not None:
                seen[k].append(number_in(frame.image))
                assert frame.image.shape[:2] == ((180, 320), (90, 160), (36, 64))[k]
                assert frame.image.dtype == np.uint8
                assert frame.scale == pytest.approx((1, 2, 5)[k])
    halves = [math.ceil(12.5 * k) for k in range(20)]
    assert seen == [list(range(240)), halves, list(range(0, 240, 25))]


def test_a_pace_of_whole_frames_takes_every_so_many(numbered: Make) -> None:
    master = probe(numbered("25", 240, "320x180"))
    shown = [number_in(frame.image) for _, (frame,) in every_frame(master, [View(320, every=0.2)]) if frame]
    assert shown == list(range(0, 240, 5))


def test_a_pace_that_is_no_whole_number_of_frames_does_not_drift(numbered: Make) -> None:
    master = probe(numbered("30000/1001", 240, "320x180"))
    times = [time for time, (frame,) in every_frame(master, [View(64, every=0.5)]) if frame]
    assert len(times) == 16
    for k, time in enumerate(times):
        assert 0 <= time - 0.5 * k < 0.034


def test_without_a_close_look_only_the_frames_that_others_need_are_decoded(numbered: Make) -> None:
    master = probe(numbered("25", 240, "320x180"))
    few = numbers(master, [master.span])
    assert few == sorted(set(few))
    assert 240 / 5 < len(few) < 240 * 0.8
    for time, (frame,) in Frames(master, [View(320)], [master.span], []):
        assert frame is not None
        assert time == pytest.approx(number_in(frame.image) / 25, abs=1e-4)


def test_within_the_close_spans_every_frame_is_decoded(numbered: Make) -> None:
    master = probe(numbered("25", 240, "320x180"))
    close = Span(4.0, 5.0)
    seen = numbers(master, [master.span], [close])
    assert set(range(100, 125)) <= set(seen)
    assert len(seen) < 200
    assert numbers(master, [close], [close]) == list(range(100, 125))


def test_spans_are_decoded_in_order_and_nothing_else(numbered: Make) -> None:
    master = probe(numbered("25", 240, "320x180"))
    spans = (Span(1.0, 1.2), Span(8.0, 8.2))
    assert numbers(master, spans, spans) == [*range(25, 30), *range(200, 205)]
    assert numbers(master, ()) == []


def test_of_an_intra_only_master_a_few_frames_a_second_are_enough(numbered: Make, make: Make) -> None:
    flat = numbered("25", 240, "320x180")
    master = probe(make("frames-intra.mov", "-i", str(flat), "-map", "0:v", "-c:v", "prores_ks", "-profile:v", "0"))
    seen = numbers(master, [master.span], [Span(4.0, 5.0)])
    assert set(range(100, 125)) <= set(seen)
    assert 60 < len(seen) < 100
    assert max(after - before for before, after in pairwise(seen)) <= 4


@pytest.mark.parametrize("form", ["yuv420p", "yuv422p10le", "yuv444p12le", "gray", "rgba"])
def test_a_thumbnail_has_the_colours_of_the_picture(form: str, make: Make) -> None:
    half = "color=c=red:s=640x360:r=25:d=0.2,drawbox=x=320:w=320:h=360:c=white:t=fill,format=yuv444p"
    master = probe(make(f"frames-half-{form}.mkv", "-f", "lavfi", "-i", half, "-c:v", "ffv1", "-pix_fmt", form))
    _, (frame,) = next(every_frame(master, [THUMBNAIL]))
    assert frame is not None
    assert frame.image.shape == (16, 32, 3)
    left, right = frame.image[:, :14].mean(axis=(0, 1)), frame.image[:, 18:].mean(axis=(0, 1))
    full_range = form in ("gray", "rgba")
    assert right == pytest.approx((255 if full_range else 235, 128, 128), abs=3)
    assert left[0] == pytest.approx(right[0] - (179 if full_range else 154), abs=12)
    if form != "gray":
        assert left[2] > 225


@pytest.mark.parametrize(("turn", "corner"), [(0, (0, 0)), (90, (1, 0)), (180, (1, 1)), (270, (0, 1))])
def test_a_turned_master_is_seen_upright(turn: int, corner: tuple[int, int], make: Make) -> None:
    light = "color=c=gray:s=320x180:r=25:d=1,format=yuv420p,geq=lum='if(lt(X,W/4)*lt(Y,H/4),220,40)':cb=128:cr=128"
    flat = make("frames-lit-corner.mp4", "-f", "lavfi", "-i", light, *X264)
    master = probe(make(f"frames-lit-turned{turn}.mp4", "-display_rotation", str(turn), "-i", str(flat), "-c", "copy"))
    _, (frame,) = next(every_frame(master, [View(160)]))
    assert frame is not None
    assert frame.image.shape[:2] == ((160, 90) if turn in (90, 270) else (90, 160))
    assert frame.image.flags["C_CONTIGUOUS"]
    height, width = frame.image.shape[:2]
    rows, columns = np.nonzero(frame.image[:, :, 0] > 120)
    assert (rows.mean() > height / 2, columns.mean() > width / 2) == tuple(map(bool, corner))


def test_wide_pixels_are_seen_square(make: Make) -> None:
    inside = "lt(hypot((X-W/2)*64/45,Y-H/2),H/4)"
    circle = f"color=c=gray:s=720x576:r=25:d=1,format=yuv420p,geq=lum='if({inside},220,40)':cb=128:cr=128"
    master = probe(make("frames-wide-circle.mp4", "-f", "lavfi", "-i", circle, "-vf", "setsar=64/45", *X264))
    _, (frame,) = next(every_frame(master, [View(512)]))
    assert frame is not None
    assert frame.image.shape[:2] == (288, 512)
    rows, columns = np.nonzero(frame.image[:, :, 0] > 120)
    assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=3)
    assert frame.scale == 2


def test_colours_are_blue_green_red(make: Make) -> None:
    master = probe(make("frames-blue.mp4", "-f", "lavfi", "-i", "color=blue:s=320x180:r=25:d=1", *X264))
    _, (frame,) = next(every_frame(master, [View(64)]))
    assert frame is not None
    blue, green, red = frame.image[18, 32]
    assert blue > 200
    assert max(int(green), int(red)) < 60


def test_times_begin_with_the_earliest_stream(make: Make) -> None:
    late = ("-itsoffset", "0.5", *picture())
    master = probe(make("frames-late-picture.mkv", *tone(3), *late, *X264, "-c:a", "aac"))
    time, _ = next(every_frame(master, [View(64)]))
    assert time == pytest.approx(0.5, abs=0.03)
    shifted = probe(make("frames-shifted.ts", *picture(), *X264, "-output_ts_offset", "100"))
    time, _ = next(every_frame(shifted, [View(64)]))
    assert time == pytest.approx(0, abs=0.001)


@pytest.mark.parametrize("form", ["gray", "yuv422p10le", "yuv444p", "bgr0", "rgba"])
def test_every_pixel_format_is_seen(form: str, make: Make) -> None:
    master = probe(make(f"frames-{form}.mkv", *picture(0.2), "-c:v", "ffv1", "-pix_fmt", form))
    shown = [frame for _, (frame,) in every_frame(master, [View(320)])]
    assert len(shown) == 5
    assert all(frame is not None and frame.image.shape == (180, 320, 3) for frame in shown)


def test_an_image_is_never_larger_than_the_picture_and_has_even_sides() -> None:
    assert image_size(Size(320, 180), 640) == Size(320, 180)
    assert image_size(Size(1920, 1080), 640) == Size(640, 360)
    assert image_size(Size(1080, 1920), 64) == Size(36, 64)
    assert image_size(Size(4000, 10), 64) == Size(64, 2)


def test_spoilt_frames_are_passed_over(make: Make, tmp_path: Path) -> None:
    whole = make("frames-to-spoil.mp4", *picture(4), *X264)
    spoilt = bytearray(whole.read_bytes())
    for place in range(len(spoilt) // 3, len(spoilt) // 2, 501):
        spoilt[place : place + 40] = bytes(40)
    path = tmp_path / "spoilt.mp4"
    path.write_bytes(spoilt)
    master = probe(path)
    decode = Frames(master, [View(64)], [master.span], [master.span])
    times = [time for time, _ in decode]
    assert decode.damaged > 0
    assert 50 < len(times) <= 100
    assert times == sorted(times)


def test_a_file_that_goes_away_is_an_input_error(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "goes.mp4"
    path.write_bytes(make("frames-to-spoil.mp4", *picture(4), *X264).read_bytes())
    master = probe(path)
    path.write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"goes.mp4 cannot be decoded"):
        list(every_frame(master, [View(64)]))
