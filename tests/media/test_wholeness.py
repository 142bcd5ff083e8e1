"""A file that is not all there is told from a whole one, however it came to lack something; a whole one never waits."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from autocut.errors import InputError
from autocut.media.wholeness import unfinished
from tests.media.sources import CODING, VPX, X264, picture, tone

Make = Callable[..., Path]

SECONDS = 4
PRORES = ("-c:v", "prores_ks", "-c:a", "pcm_s24le")
XDCAM = ("-c:v", "mpeg2video", "-pix_fmt", "yuv422p", "-b:v", "20M", "-minrate", "20M", "-maxrate", "20M")
STUDIO = (*XDCAM, "-bufsize", "9M", "-c:a", "pcm_s24le")
MPEG4 = ("-c:v", "mpeg4", "-c:a", "libmp3lame")
TOLD = {
    "last.mp4": CODING,
    "first.mp4": (*CODING, "-movflags", "+faststart"),
    "fragments.mp4": (*CODING, "-movflags", "frag_keyframe+empty_moov"),
    "last.mov": PRORES,
    "first.mov": (*PRORES, "-movflags", "+faststart"),
    "uncompressed.mov": ("-c:v", "v210", "-c:a", "pcm_s24le", "-movflags", "+faststart"),
    "xdcam.mxf": STUDIO,
    "dnxhr.mxf": ("-s", "1280x720", "-c:v", "dnxhd", "-profile:v", "dnxhr_lb", "-pix_fmt", "yuv422p"),
    "opatom.mxf": (
        *("-an", "-s", "1280x720", "-c:v", "dnxhd", "-profile:v", "dnxhr_lb", "-pix_fmt", "yuv422p"),
        *("-f", "mxf_opatom"),
    ),
    "whole.mkv": CODING,
    "whole.webm": VPX,
    "whole.avi": MPEG4,
    "whole.ts": CODING,
    "whole.flv": CODING,
    "whole.gxf": ("-s", "720x576", "-c:v", "mpeg2video", "-c:a", "pcm_s16le"),
}
every_container = pytest.mark.parametrize("name", TOLD)


@pytest.fixture
def whole(name: str, make: Make) -> Path:
    """A file of that name that is all there."""
    return make(f"wholeness-{name}", *picture(SECONDS), *tone(SECONDS), *TOLD[name])


def written(path: Path, content: bytes) -> str | None:
    """What is said of a file of that content."""
    path.write_bytes(content)
    return unfinished(path)


def boxes(content: bytes) -> list[tuple[int, bytes, int]]:
    """Start, kind and length of each box of an MP4 file."""
    found, offset = [], 0
    while offset + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[offset : offset + 8])
        found.append((offset, kind, length))
        offset += length
    return found


@every_container
def test_what_a_copy_has_not_brought_yet_is_missed(name: str, whole: Path, tmp_path: Path) -> None:
    assert unfinished(whole) is None
    content, part = whole.read_bytes(), tmp_path / name
    for share in (0.0, 1e-5, 0.1, 0.5, 0.9, 0.999):
        # Odd, so that no transport stream ends with a packet.
        reason = written(part, content[: int(len(content) * share) | 1])
        assert reason is not None, share
        assert name in reason
        assert "\n" not in reason


@every_container
def test_what_a_copy_has_reserved_and_not_written_yet_is_missed(name: str, whole: Path, tmp_path: Path) -> None:
    content, part = whole.read_bytes(), tmp_path / name
    for share in (0.0, 0.1, 0.5, 0.9, 0.99):
        with part.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, len(content))
            file.write(content[: int(len(content) * share)])
        assert unfinished(part) is not None, share
        # The same on a file system that tells of no holes.
        assert written(part, content[: int(len(content) * share)].ljust(len(content), b"\0")) is not None, share


@every_container
def test_what_is_not_written_yet_in_the_middle_is_missed(name: str, whole: Path, tmp_path: Path) -> None:
    content, part = whole.read_bytes(), tmp_path / name
    start, end = len(content) // 2, len(content) * 3 // 5
    with part.open("wb") as file:
        file.write(content[:start])
        file.seek(end)
        file.write(content[end:])
    assert unfinished(part) is not None


def test_a_stream_that_was_cut_between_two_packets_cannot_be_told(make: Make, tmp_path: Path) -> None:
    stream = make("wholeness-whole.ts", *picture(SECONDS), *tone(SECONDS), *TOLD["whole.ts"]).read_bytes()
    assert written(tmp_path / "cut.ts", stream[: len(stream) // 188 // 2 * 188]) is None


BLACK = ("-f", "lavfi", "-i", "color=black:s=320x180:r=25:d=4", "-f", "lavfi", "-i", "anullsrc=r=48000", "-shortest")
LEGAL = {
    "one.mp4": (*picture(SECONDS), *X264, "-frames:v", "1"),
    "one.mxf": (*picture(SECONDS), "-c:v", "mpeg2video", "-frames:v", "1"),
    "one.ts": (*picture(SECONDS), *X264, "-frames:v", "1"),
    "no-sound.mkv": (*picture(SECONDS), *X264),
    "one-group.ts": (*picture(8), *tone(8), "-c:v", "libx264", "-preset", "ultrafast", "-g", "999", "-c:a", "aac"),
    "long-sound.mp4": (*picture(2), *tone(8), *CODING),
    "silent.mov": (*picture(2), "-f", "lavfi", "-i", "anullsrc=r=48000:d=2", *PRORES, "-movflags", "+faststart"),
    "silent-longer.mov": (*picture(1), "-f", "lavfi", "-i", "anullsrc=r=48000:d=4", *PRORES, "-movflags", "+faststart"),
    "black.mxf": (*BLACK, *STUDIO),
    "black.mov": (*BLACK, "-c:v", "rawvideo", "-pix_fmt", "rgb24", "-c:a", "pcm_s16le", "-movflags", "+faststart"),
    "black.avi": (*BLACK, "-c:v", "huffyuv", "-pix_fmt", "rgb24", "-c:a", "pcm_s16le"),
    "black.mkv": (*BLACK, "-c:v", "ffv1", "-c:a", "flac", "-reserve_index_space", "3000000"),
    "black.webm": (*BLACK, *VPX),
    "room-for-index.mp4": (*BLACK, *CODING, "-moov_size", "500000"),
    "whole.mpg": (*picture(SECONDS), *tone(SECONDS), "-c:v", "mpeg2video", "-c:a", "mp2"),
    "whole.ogv": (*picture(SECONDS), *tone(SECONDS), *VPX[:-2], "-c:a", "libvorbis"),
}


@pytest.mark.parametrize("name", LEGAL)
def test_a_whole_file_is_whole_whatever_is_in_it(name: str, make: Make) -> None:
    assert unfinished(make(f"wholeness-legal-{name}", *LEGAL[name])) is None


def test_zeros_that_were_not_kept_by_a_copy_do_not_make_it_less_whole(make: Make, tmp_path: Path) -> None:
    for name in ("black.mxf", "black.mkv", "silent-longer.mov", "room-for-index.mp4"):
        content, sparse = make(f"wholeness-legal-{name}", *LEGAL[name]).read_bytes(), tmp_path / name
        with sparse.open("wb") as file:
            for offset in range(0, len(content), 4096):
                if block := content[offset : offset + 4096].strip(b"\0") and content[offset : offset + 4096]:
                    file.seek(offset)
                    file.write(block)
            file.truncate(len(content))
        assert sparse.read_bytes() == content
        assert sparse.stat().st_blocks * 512 < len(content)
        assert unfinished(sparse) is None, name


def test_free_boxes_a_long_one_and_what_others_put_behind_do_not_make_an_mp4_less_whole(
    make: Make, tmp_path: Path
) -> None:
    content = make("wholeness-last.mp4", *picture(SECONDS), *tone(SECONDS), *CODING).read_bytes()
    free = struct.pack(">I4s", 1 << 20, b"free").ljust(1 << 20, b"\0")
    for behind in (free, b"\n", b"\0" * 9000):
        assert written(tmp_path / "behind.mp4", content + behind) is None
    (before, _, eight), (at, kind, length) = [box for box in boxes(content) if box[1] in (b"free", b"mdat")]
    assert (kind, eight, at - before) == (b"mdat", 8, 8)
    long = struct.pack(">I4sQ", 1, b"mdat", length + 8)
    assert written(tmp_path / "long.mp4", content[:before] + long + content[at + 8 :]) is None


def test_an_mxf_is_whole_with_a_footer_alone_and_with_a_fill_item_behind_its_index_pack(
    make: Make, tmp_path: Path
) -> None:
    content = make("wholeness-xdcam.mxf", *picture(SECONDS), *tone(SECONDS), *STUDIO).read_bytes()
    (pack,) = struct.unpack(">I", content[-4:])
    fill = bytes.fromhex("060e2b34010101020301021001000000") + b"\x83\x00\x10\x00" + bytes(4096)
    assert written(tmp_path / "fill.mxf", content + fill) is None
    assert written(tmp_path / "footer.mxf", content[:-pack]) is None
    assert "index pack is cut off" in str(written(tmp_path / "cut.mxf", content[:-1]))
    footer = content.rfind(bytes.fromhex("060e2b34020501010d0102010104"))
    assert "it promises are missing" in str(written(tmp_path / "cut.mxf", content[: footer + 8]))
    assert "neither an index pack nor a footer" in str(written(tmp_path / "cut.mxf", content[: footer + 90]))


def test_what_growth_cannot_mend_is_no_video(make: Make, tmp_path: Path) -> None:
    sound = make("wholeness-sound.mp4", *tone(2), "-c:a", "aac")
    still = make("wholeness-still.png", *picture(1), "-frames:v", "1")
    for content, reason in (
        (b"hello\n", "no media file"),
        (os.urandom(1 << 16), "no media file"),
        (sound.read_bytes(), "sound alone"),
        (still.read_bytes(), "still picture"),
    ):
        with pytest.raises(InputError, match=reason):
            written(tmp_path / "talk.mp4", content)


def test_a_file_that_cannot_be_read_may_still_come(tmp_path: Path) -> None:
    assert "gone.mp4 cannot be read: No such file" in str(unfinished(tmp_path / "gone.mp4"))
    assert "is empty" in str(written(tmp_path / "empty.mp4", b""))
    assert "nothing but zeros" in str(written(tmp_path / "zeros.mp4", bytes(1 << 20)))


def test_the_sentence_says_what_is_missing(make: Make, tmp_path: Path) -> None:
    def made(name: str) -> bytes:
        return make(f"wholeness-{name}", *picture(SECONDS), *tone(SECONDS), *TOLD[name]).read_bytes()

    plain, stream, fragments = made("last.mp4"), made("whole.ts"), made("fragments.mp4")
    index = next(start for start, kind, _ in boxes(plain) if kind == b"moov")
    last = [start for start, kind, _ in boxes(fragments) if kind == b"moof"][-1]
    for content, reason in (
        (plain[:index], "it has no index (moov)"),
        (plain[: index - 1000], "at least 1000 bytes that it promises are missing"),
        (stream[: len(stream) - 188 - 8], "its last packet lacks 8 bytes"),
        (
            fragments[:last].ljust(len(fragments), b"\0"),
            f"there are zeros from byte {last} on, where its next fragment should be",
        ),
    ):
        assert written(tmp_path / "part.mp4", content) == f"part.mp4 is not whole: {reason}"


def test_one_picture_of_the_last_seconds_that_is_not_written_yet_is_missed(make: Make, tmp_path: Path) -> None:
    import av

    whole = make("wholeness-first.mp4", *picture(SECONDS), *tone(SECONDS), *TOLD["first.mp4"])
    with av.open(str(whole)) as container:
        entry = container.streams.video[0].index_entries[-12]
    content = bytearray(whole.read_bytes())
    content[entry.pos : entry.pos + entry.size] = bytes(entry.size)
    assert "last seconds of picture are not written" in str(written(tmp_path / "first.mp4", bytes(content)))


def test_the_end_of_an_uncompressed_picture_that_is_not_written_yet_is_missed(make: Make, tmp_path: Path) -> None:
    coding = ("-c:v", "v210", "-movflags", "+faststart")
    whole = make("wholeness-picture-alone.mov", *picture(1), *coding).read_bytes()
    assert written(tmp_path / "whole.mov", whole) is None
    assert written(tmp_path / "part.mov", whole[:-5000] + bytes(5000)) is not None


def test_a_recording_that_goes_on_may_still_get_its_length(make: Make) -> None:
    live = make("wholeness-live.mkv", *picture(SECONDS), *tone(SECONDS), *CODING, "-live", "1")
    assert "does not say how long it is" in str(unfinished(live))


def test_the_beginning_of_a_file_that_has_no_structure_may_grow(make: Make, tmp_path: Path) -> None:
    whole = make("wholeness-legal-whole.mpg", *LEGAL["whole.mpg"]).read_bytes()
    for length in (3, 12):
        assert written(tmp_path / "begun.mpg", whole[:length]) is not None
