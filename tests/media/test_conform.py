"""What a master needs is decided from what it is, and told in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autocut.media.conform import conform
from autocut.media.probe import probe
from tests.media.sources import CODING, X264, picture, tone

Make = Callable[..., Path]
BT709 = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"


def names(path: Path) -> list[str]:
    return [step.filter for step in conform(probe(path)).steps]


def test_a_plain_master_needs_nothing(make: Make) -> None:
    found = conform(probe(make("conform-plain.mp4", *picture(), *tone(), "-vf", BT709, *CODING)))
    assert (found.steps, found.notes, found.matrix, found.range) == ((), (), "bt709", "tv")


def test_without_tags_small_pictures_are_taken_as_bt601_and_large_ones_as_bt709(make: Make) -> None:
    small = conform(probe(make("conform-small.mp4", *picture(size="720x576"), *X264)))
    large = conform(probe(make("conform-large.mp4", *picture(0.2, size="1280x720"), *X264)))
    assert (small.matrix, large.matrix) == ("bt601", "bt709")
    assert small.notes == ("no colour tags: taken as bt601",)


def test_fields_are_taken_apart_by_their_order(make: Make) -> None:
    fields = ("-vf", "tinterlace=interleave_bottom,setfield=bff", "-flags", "+ildct+ilme", "-c:v", "mpeg2video")
    found = conform(probe(make("conform-bff.mkv", *picture(rate="50"), *fields)))
    assert [(step.filter, step.named["parity"]) for step in found.steps] == [("bwdif", "bff")]
    assert any("deinterlaced" in note for note in found.notes)


def test_wide_pixels_are_made_square_at_the_displayed_size(make: Make) -> None:
    found = conform(probe(make("conform-anamorphic.mp4", *picture(size="720x576"), "-vf", "setsar=64/45", *X264)))
    assert [(step.filter, step.arguments) for step in found.steps] == [("scale", (1024, 576)), ("setsar", (1,))]
    assert "pixels made square (they were 64:45)" in found.notes


def test_hdr_is_tone_mapped_and_is_bt709_from_then_on(make: Make) -> None:
    pq = "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv"
    coding = ("-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast")
    found = conform(probe(make("conform-pq.mkv", *picture(1), "-vf", pq, *coding)))
    assert "tonemap" in [step.filter for step in found.steps]
    assert (found.matrix, found.range) == ("bt709", "tv")
    assert "tone-mapped from PQ to BT.709" in found.notes


def test_a_turn_and_uneven_frames_are_told_and_need_no_filter_here(make: Make) -> None:
    uneven = ("-vf", f"select='lt(mod(n,10),6)',{BT709}", "-fps_mode", "passthrough")
    flat = make("conform-uneven-plain.mp4", *picture(4), *uneven, *X264)
    master = probe(make("conform-uneven-turned.mp4", "-display_rotation", "90", "-i", str(flat), "-c", "copy"))
    found = conform(master)
    assert found.steps == ()
    assert "turned upright by 270 degrees" in found.notes
    assert any("uneven frames" in note for note in found.notes)


def test_full_range_is_told_to_the_scaler(make: Make) -> None:
    full = ("-pix_fmt", "yuvj420p", "-color_range", "pc")
    assert conform(probe(make("conform-full.mp4", *picture(), *full, *X264))).range == "pc"
