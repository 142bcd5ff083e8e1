"""Probing tells the truth of every kind of file, and refuses what is no master."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from autocut.errors import InputError
from autocut.media.probe import fingerprint, probe
from autocut.model.geometry import Size
from tests.media.refusals import refusal
from tests.media.sources import CODING, VPX, X264, picture, tone

Make = Callable[..., Path]


RATES = ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001")
EXACT = [(rate, kind) for rate in RATES for kind in ("mp4", "mkv", "mov", "ts")]


@pytest.mark.parametrize(
    ("rate", "container"),
    EXACT,
)
def test_the_frame_rate_is_exact(rate: str, container: str, make: Make) -> None:
    master = probe(make(f"probe-rate-{rate.replace('/', '-')}.{container}", *picture(rate=rate), *tone(), *CODING))
    assert master.video.frame_rate == Fraction(rate)
    assert not master.video.variable_frame_rate
    assert master.video.duration == pytest.approx(2, abs=1.5 / float(Fraction(rate)))
    assert master.duration == pytest.approx(2, abs=0.06)


def test_the_sample_is_what_its_page_says(sample: Path) -> None:
    master = probe(sample)
    assert master.size == Size(1280, 720)
    assert master.video.frame_rate == 24
    assert master.duration == pytest.approx(52.2, abs=0.1)
    assert (master.video.codec, master.container, master.bytes) == ("h264", "mov", sample.stat().st_size)
    assert master.sound is not None
    assert (master.sound.codec, master.sound.channels, master.sound.sample_rate) == ("aac", 2, 48000)
    assert master.video.rotation == 0
    assert master.video.sample_aspect_ratio == 1
    assert master.video.color.hdr == "none"


@pytest.mark.parametrize(("counterclockwise", "clockwise"), [(90, 270), (180, 180), (270, 90), (-90, 90)])
def test_a_turn_is_told_clockwise_and_the_size_is_the_displayed_one(
    counterclockwise: int, clockwise: int, make: Make
) -> None:
    flat = make("probe-flat.mp4", *picture(), *tone(), *CODING)
    name = f"probe-turned{counterclockwise}.mp4"
    master = probe(make(name, "-display_rotation", str(counterclockwise), "-i", str(flat), "-c", "copy"))
    assert master.video.rotation == clockwise
    assert master.video.coded_size == Size(320, 180)
    assert master.size == (Size(320, 180) if clockwise == 180 else Size(180, 320))


def test_pixels_that_are_not_square_widen_the_displayed_picture(make: Make) -> None:
    wide = make("probe-sar.mp4", *picture(size="720x576"), "-vf", "setsar=64/45", *X264)
    master = probe(wide)
    assert master.video.sample_aspect_ratio == Fraction(64, 45)
    assert master.video.coded_size == Size(720, 576)
    assert master.size == Size(1024, 576)
    turned = probe(make("probe-sar-turned.mp4", "-display_rotation", "90", "-i", str(wide), "-c", "copy"))
    assert turned.size == Size(576, 1024)


@pytest.mark.parametrize(("field", "first"), [("tff", "top"), ("bff", "bottom")])
@pytest.mark.parametrize("codec", ["mpeg2video", "libx264"])
def test_fields_are_told_with_their_order(codec: str, field: str, first: str, make: Make) -> None:
    lines = f"tinterlace=interleave_{first},setfield={field}"
    coding = ["-flags", "+ilme+ildct", "-c:v", codec]
    if codec == "libx264":
        coding += ["-x264-params", f"{field}=1", "-preset", "ultrafast"]
    master = probe(make(f"probe-fields-{codec}-{first}.mkv", *picture(rate="50"), "-vf", lines, *coding))
    assert master.video.field_order == field
    assert master.video.frame_rate == 25


def test_a_progressive_picture_has_no_fields(make: Make) -> None:
    assert probe(make("probe-flat.mp4", *picture(), *tone(), *CODING)).video.field_order == "progressive"


UNEVEN = ("-vf", "select='lt(mod(n,10),6)'", "-fps_mode", "passthrough")


@pytest.mark.parametrize("container", ["mp4", "mkv"])
def test_uneven_frames_are_told_from_even_ones(container: str, make: Make) -> None:
    master = probe(make(f"probe-uneven.{container}", *picture(4), *tone(4), *UNEVEN, *CODING))
    assert master.video.variable_frame_rate
    assert master.video.frame_rate == 25


def test_b_frames_at_an_ntsc_rate_in_whole_milliseconds_are_even(make: Make) -> None:
    coding = ("-c:v", "libx264", "-preset", "veryfast", "-bf", "3")
    master = probe(make("probe-b-frames.mkv", *picture(4, "30000/1001"), *coding))
    assert master.video.frame_rate == Fraction(30000, 1001)
    assert not master.video.variable_frame_rate


PQ = "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv"


@pytest.mark.parametrize(("transfer", "hdr"), [("smpte2084", "pq"), ("arib-std-b67", "hlg")])
def test_high_dynamic_range_is_told_by_its_transfer(transfer: str, hdr: str, make: Make) -> None:
    tags = PQ.replace("smpte2084", transfer)
    coding = ("-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1")
    video = probe(make(f"probe-{hdr}.mp4", *picture(1), "-vf", tags, *coding)).video
    assert (video.color.primaries, video.color.transfer, video.color.matrix) == ("bt2020", transfer, "bt2020nc")
    assert video.color.hdr == hdr
    assert (video.bit_depth, video.pixel_format, video.codec) == (10, "yuv420p10le", "hevc")


def test_a_picture_that_begins_after_its_sound_is_told_by_how_much(make: Make) -> None:
    late = ("-itsoffset", "0.5", *picture(3))
    master = probe(make("probe-late.mkv", *tone(3), *late, *CODING))
    assert master.video.start == pytest.approx(0.5, abs=0.03)
    assert master.sound is not None
    assert master.sound.start == pytest.approx(0, abs=0.03)
    assert master.video.duration == pytest.approx(3, abs=0.03)
    assert master.picture.start == 0
    assert master.picture.end == pytest.approx(3.5, abs=0.05)


def test_sound_that_begins_after_the_picture_is_told_by_how_much(make: Make) -> None:
    master = probe(make("probe-late-sound.mp4", *picture(3), "-itsoffset", "0.7", *tone(2), *CODING))
    assert master.sound is not None
    assert master.sound.start == pytest.approx(0.7, abs=0.03)
    assert master.video.start == 0


def test_master_time_begins_with_the_earliest_stream_whatever_the_file_says(make: Make) -> None:
    master = probe(make("probe-offset.ts", *picture(), *tone(), *CODING, "-output_ts_offset", "100"))
    assert master.duration == pytest.approx(2, abs=0.1)
    assert master.video.start == pytest.approx(0, abs=0.05)


CHANNELS = "|".join(f"0.1*sin({pitch}*t)" for pitch in (440, 550, 660, 60, 770, 880))
SIX = f"aevalsrc='{CHANNELS}':c=5.1:s=48000:d=2"


def test_five_channels_and_one_are_six(make: Make) -> None:
    master = probe(make("probe-six.mp4", *picture(), "-f", "lavfi", "-i", SIX, *CODING))
    assert master.sound is not None
    assert (master.sound.channels, master.sound.layout) == (6, "5.1")


def test_of_two_tracks_the_default_is_the_one_heard(make: Make) -> None:
    maps = ("-map", "0:v", "-map", "1:a", "-map", "2:a", "-disposition:a:0", "0", "-disposition:a:1", "default")
    words = ("-metadata:s:a:0", "language=deu", "-metadata:s:a:1", "language=eng")
    master = probe(make("probe-tracks.mkv", *picture(), *tone(), *tone(hertz=880), *maps, *words, *CODING))
    assert [(track.language, track.is_default) for track in master.audio] == [("deu", False), ("eng", True)]
    assert master.sound == master.audio[1]


def test_without_a_default_the_first_track_is_heard(make: Make) -> None:
    maps = ("-map", "0:v", "-map", "1:a", "-map", "2:a", "-disposition:a:0", "0", "-disposition:a:1", "0")
    master = probe(make("probe-no-default.mkv", *picture(), *tone(), *tone(hertz=880), *maps, *CODING))
    assert master.sound == master.audio[0]


def test_a_master_may_have_no_sound(make: Make) -> None:
    master = probe(make("probe-mute.mp4", *picture(), *X264))
    assert master.audio == ()
    assert master.sound is None


def test_timecode_and_title_are_told(make: Make) -> None:
    tags = ("-timecode", "01:02:03:04", "-metadata", "title=A title")
    master = probe(make("probe-timecode.mov", *picture(), *tone(), *CODING, *tags))
    assert (master.timecode, master.title) == ("01:02:03:04", "A title")


def test_a_cover_is_not_the_picture(make: Make) -> None:
    cover = make("probe-cover.jpg", "-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1")
    film = make("probe-flat.mp4", *picture(), *tone(), *CODING)
    maps = ("-map", "1", "-map", "0", "-c", "copy", "-disposition:v:0", "0", "-disposition:v:1", "attached_pic")
    master = probe(make("probe-with-cover.mp4", "-i", str(cover), "-i", str(film), *maps))
    assert master.size == Size(320, 180)
    alone = make("probe-song.mp4", "-i", str(cover), *tone(), "-c:v", "mjpeg", "-disposition:v:0", "attached_pic")
    with pytest.raises(InputError, match=r"sound alone; a master needs a picture"):
        probe(alone)


@pytest.mark.parametrize("container", ["mkv", "mp4"])
def test_a_cover_that_is_stored_first_and_not_marked_is_not_the_picture(container: str, make: Make) -> None:
    cover = make("probe-cover.png", "-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1")
    film = make("probe-flat.mp4", *picture(), *tone(), *CODING)
    maps = ("-map", "0", "-map", "1", "-c:a", "copy", "-c:v:0", "mjpeg", "-c:v:1", "copy")
    marks = ("-disposition:v:0", "default", "-disposition:v:1", "0")
    master = probe(make(f"probe-cover-first.{container}", "-i", str(cover), "-i", str(film), *maps, *marks))
    assert (master.size, master.video.index) == (Size(320, 180), 1)
    assert master.video.duration == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize(("default", "index"), [(1, 1), (0, 0)])
def test_of_two_pictures_that_move_the_default_is_shown(default: int, index: int, make: Make) -> None:
    maps = ("-map", "0", "-map", "1", "-disposition:v:0", "0", "-disposition:v:1", "0")
    sources = (*picture(), *picture(size="160x90"))
    path = make(f"probe-default-{default}.mkv", *sources, *maps, f"-disposition:v:{default}", "default", *X264)
    assert probe(path).video.index == index


def test_of_two_pictures_of_the_same_rank_the_longer_is_shown(make: Make) -> None:
    maps = ("-map", "0", "-map", "1", "-disposition:v:0", "0", "-disposition:v:1", "0")
    path = make("probe-longer.mkv", *picture(2), *picture(4, size="160x90"), *maps, *X264)
    assert probe(path).size == Size(160, 90)


def test_a_fingerprint_follows_the_content_and_not_the_name(make: Make, tmp_path: Path) -> None:
    path = make("probe-flat.mp4", *picture(), *tone(), *CODING)
    copy = tmp_path / "another name.bin"
    shutil.copy(path, copy)
    assert probe(copy).fingerprint == probe(path).fingerprint == fingerprint(path)
    changed = bytearray(path.read_bytes())
    changed[len(changed) // 2] ^= 1
    copy.write_bytes(changed)
    assert fingerprint(copy) != fingerprint(path)


@pytest.mark.parametrize("content", [b"no video at all\n" * 100, bytes(5000), b"\x00\x00\x00\x18ftypmp42"])
def test_what_is_no_media_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    assert "cannot be read as video" in refusal(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.touch()
    assert "is empty (0 bytes)" in refusal(path)


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_a_still_picture_is_refused_by_any_name(kind: str, make: Make, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    shutil.copy(make(f"probe-still.{kind}", *picture(), "-frames:v", "1"), path)
    assert "still picture" in refusal(path)


def test_sound_alone_is_refused(make: Make) -> None:
    assert "a master needs a picture" in refusal(make("probe-song.wav", *tone()))


def test_a_folder_and_nothing_are_refused(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)
    assert "No such file" in refusal(tmp_path / "gone.mp4")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"x")
    path.chmod(0)
    assert "Permission denied" in refusal(path)


def test_a_recording_without_a_length_is_refused_with_the_remedy(make: Make) -> None:
    piped = make("probe-piped.webm", *picture(), *tone(), *VPX, "-live", "1")
    assert "remux it first" in refusal(piped)
