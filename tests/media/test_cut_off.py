"""A file that lacks its end is refused before anything is made of it, and a whole one never."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.media.probe import probe
from tests.media.refusals import refusal
from tests.media.sources import CODING, VPX, X264, picture, tone

Make = Callable[..., Path]


def cut(path: Path, share: float, folder: Path) -> Path:
    """The first part of a file."""
    shorter = folder / f"cut-{path.name}"
    shorter.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    return shorter


def boxes(content: bytes) -> list[tuple[int, bytes, int]]:
    """Start, kind and length of each box of an MP4 file."""
    found, offset = [], 0
    while offset + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[offset : offset + 8])
        found.append((offset, kind, length))
        offset += length
    return found


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8])
@pytest.mark.parametrize(
    ("name", "coding", "reason"),
    [
        ("probe-last.mp4", CODING, "damaged, cut off or no media file"),
        ("probe-first.mp4", (*CODING, "-movflags", "+faststart"), "is cut off: at least"),
        ("probe-whole.webm", VPX, "is cut off: at least"),
        ("probe-whole.mkv", CODING, "is cut off: at least"),
    ],
)
def test_a_file_that_was_cut_off_is_refused(
    name: str, coding: tuple[str, ...], reason: str, share: float, make: Make, tmp_path: Path
) -> None:
    whole = make(name, *picture(8), *tone(8), *coding)
    assert probe(whole).duration == pytest.approx(8, abs=0.1)
    assert reason in refusal(cut(whole, share, tmp_path))


@pytest.mark.parametrize("share", [0.9, 0.95])
def test_a_file_that_lacks_a_little_of_what_its_index_promises_is_refused_too(
    share: float, make: Make, tmp_path: Path
) -> None:
    whole = make("probe-first.mp4", *picture(8), *tone(8), *CODING, "-movflags", "+faststart")
    assert "is cut off" in refusal(cut(whole, share, tmp_path))


MPEG4 = ("-c:v", "mpeg4", "-c:a", "libmp3lame")
WHOLE = {
    "probe-whole.webm": VPX,
    "probe-whole.mkv": CODING,
    "probe-whole.avi": MPEG4,
    "probe-whole.wmv": ("-c:v", "wmv2", "-c:a", "wmav2"),
    "probe-whole.flv": ("-c:v", "flv", "-c:a", "libmp3lame", "-ar", "44100"),
}


@pytest.mark.parametrize("share", [0.9, 0.99, 0.999])
@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_lacks_a_little_of_what_its_container_promises_is_refused(
    name: str, share: float, make: Make, tmp_path: Path
) -> None:
    whole = make(name, *picture(8), *tone(8), *WHOLE[name])
    assert probe(whole).duration == pytest.approx(8, abs=0.15)
    assert "is cut off" in refusal(cut(whole, share, tmp_path))


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_an_mxf_that_lacks_its_footer_is_refused(share: float, make: Make, tmp_path: Path) -> None:
    whole = make("probe-whole.mxf", *picture(8), *tone(8), "-c:v", "mpeg2video", "-c:a", "pcm_s16le")
    assert probe(whole).duration == pytest.approx(8, abs=0.01)
    assert "is cut off: at least" in refusal(cut(whole, share, tmp_path))


@pytest.mark.parametrize("name", ["probe-whole.webm", "probe-whole.mkv"])
def test_a_file_of_the_right_length_whose_last_part_never_came_is_refused(
    name: str, make: Make, tmp_path: Path
) -> None:
    content = make(name, *picture(8), *tone(8), *WHOLE[name]).read_bytes()
    partial = tmp_path / name
    partial.write_bytes(content[: int(len(content) * 0.9)].ljust(len(content), b"\0"))
    assert "its last seconds are missing" in refusal(partial)


def test_a_picture_that_ends_long_before_its_sound_is_not_cut_off(make: Make) -> None:
    master = probe(make("probe-short-picture.mkv", *picture(2), *tone(8), *CODING))
    assert master.duration == pytest.approx(8, abs=0.05)
    assert master.video.duration == pytest.approx(2, abs=0.05)


def test_a_last_picture_that_is_held_for_seconds_is_not_cut_off(make: Make) -> None:
    held = ("-bsf:v", r"setts=duration=if(eq(N\,49)\,5/TB\,DURATION)", *X264)
    for container in ("mp4", "mkv"):
        assert probe(make(f"probe-held.{container}", *picture(2), *held)).duration == pytest.approx(6.96, abs=0.01)


def test_bytes_that_others_put_behind_an_mp4_do_not_make_it_cut_off(make: Make, tmp_path: Path) -> None:
    longer = tmp_path / "longer.mp4"
    whole = make("probe-last.mp4", *picture(8), *tone(8), *CODING).read_bytes()
    for behind in (b"\n", b"\xff\xd8\xff\xe0 no box at all"):
        longer.write_bytes(whole + behind)
        assert probe(longer).duration == pytest.approx(8, abs=0.1)


FRAGMENTS = {
    "probe-fragments.mp4": "frag_keyframe",
    "probe-fragments-alone.mp4": "frag_keyframe+empty_moov+skip_trailer",
    "probe-fragments-indexed.mp4": "dash+global_sidx+frag_keyframe",
}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragmented_file_that_was_cut_off_within_its_last_fragment_is_refused(
    name: str, make: Make, tmp_path: Path
) -> None:
    whole = make(name, *picture(8), *tone(8), *CODING, "-movflags", FRAGMENTS[name])
    assert probe(whole).duration == pytest.approx(8, abs=0.1)
    start, _, length = [box for box in boxes(whole.read_bytes()) if box[1] == b"moof"][-1]
    shorter = tmp_path / name
    # In the fragment's own head, in its list of frames, between that and its data, in their head, in the data.
    for end in (start + 5, start + 20, start + length, start + length + 5, start + length + 8, start + length + 500):
        shorter.write_bytes(whole.read_bytes()[:end])
        assert "is cut off" in refusal(shorter)


def test_a_fragmented_file_that_lacks_a_brief_fragment_of_its_index_is_refused(make: Make, tmp_path: Path) -> None:
    brief = (*CODING, "-g", "5", "-movflags", "dash+global_sidx+frag_keyframe")
    whole = make("probe-brief-fragments.mp4", *picture(8), *tone(8), *brief).read_bytes()
    shorter = tmp_path / "shorter.mp4"
    shorter.write_bytes(whole[: [box for box in boxes(whole) if box[1] == b"moof"][-1][0]])
    assert "is cut off" in refusal(shorter)


def test_a_matroska_file_that_begins_late_is_whole_and_is_refused_when_cut_off(make: Make, tmp_path: Path) -> None:
    late = make("probe-begins-late.mkv", *picture(8), *tone(8), *CODING, "-output_ts_offset", "7.3")
    assert probe(late).duration == pytest.approx(8, abs=0.05)
    shorter = tmp_path / "shorter.mkv"
    shorter.write_bytes(late.read_bytes()[: int(late.stat().st_size * 0.6)])
    assert "is cut off" in refusal(shorter)
