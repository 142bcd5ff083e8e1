"""A good file passes every check, and each fault fails the check that is meant for it and no other."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from autocut.checks.verify import verify
from autocut.errors import InputError
from autocut.media.probe import probe
from autocut.media.run import ffmpeg, finish
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span
from autocut.model.timeline import Card
from tests.render.versions import full_preset, rendered, version

SECONDS = 8.0
PICTURE = ("-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={SECONDS}")
VOICE = "0.2*(0.55+0.45*sin(2*PI*4*t))*(0.5*sin(2*PI*140*t)+0.3*sin(2*PI*280*t)+0.25*(2*random(0)-1))"
SOUND = ("-f", "lavfi", "-i", f"aevalsrc='{VOICE}|{VOICE}':s=48000:d={SECONDS}")


@pytest.fixture(scope="module")
def master(make: Callable[..., Path]) -> Master:
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")
    return probe(make("verify-moving.mp4", *PICTURE, *SOUND, *coding))


@pytest.fixture(scope="module")
def rendition(master: Master) -> Rendition:
    return version(master, [Span(0.0, 3.0), Span(4.0, SECONDS)], full_preset("limits.max_bytes=3000000"))


@pytest.fixture(scope="module")
def good(master: Master, rendition: Rendition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(rendition, master, tmp_path_factory.mktemp("good"))


def failed(checks: Collection[Check]) -> set[str]:
    return {check.name for check in checks if not check.passed}


def test_a_good_file_passes_every_check(good: Path, rendition: Rendition, master: Master) -> None:
    _, loudness, checks = finish(verify(good, rendition.preset, rendition, master))
    assert failed(checks) == set()
    assert {check.name for check in checks} >= {
        "decodes to its end", "file size", "platform length", "planned length", "video codec", "picture size",
        "square pixels", "frame rate", "frames", "colour tags", OWN, "audio codec",
        "audio format", "loudness", "true peak", "sound lasts as long as the picture",
    }  # fmt: skip
    assert loudness.integrated_lufs == pytest.approx(-14, abs=1)


def test_a_good_file_passes_without_its_plan_too(good: Path, rendition: Rendition) -> None:
    _, _, checks = finish(verify(good, rendition.preset))
    assert failed(checks) == set()


X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "copy")
TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
SD_TAGS = "setparams=color_primaries=bt470bg:color_trc=smpte170m:colorspace=bt470bg"
NOISE = f"noise=alls=40:allf=t,{TAGS}"
BRIEFLY_BLACK = f"drawbox=c=black:t=fill:enable='gte(t,6.2)',{TAGS}"
SLOW_SOUND = ("-c:v", "copy", "-c:a", "aac", "-b:a", "96k")
OWN = "no black or frozen picture of its own"
BROKEN = {
    "wrong-size": (("-vf", f"scale=288:162,{TAGS}", *X264), {"picture size"}),
    "wide-pixels": (("-vf", f"setsar=4/3,{TAGS}", *X264), {"square pixels"}),
    "wrong-rate": (("-vf", f"fps=30,{TAGS}", *X264), {"frame rate", "frames"}),
    "wrong-tags": (("-vf", SD_TAGS, *X264), {"colour tags"}),
    "wrong-picture-codec": (("-vf", TAGS, "-c:v", "libx265", "-preset", "ultrafast", "-c:a", "copy"), {"video codec"}),
    "wrong-sound-codec": (("-c:v", "copy", "-c:a", "libmp3lame"), {"audio codec"}),
    "mono": ((*SLOW_SOUND, "-ac", "1"), {"audio format"}),
    "slow-samples": ((*SLOW_SOUND, "-ar", "44100"), {"audio format"}),
    "too-loud": ((*SLOW_SOUND, "-af", "volume=6dB,alimiter=limit=0.7:level=disabled"), {"loudness"}),
    "too-quiet": ((*SLOW_SOUND, "-af", "volume=-8dB"), {"loudness"}),
    "clipped": ((*SLOW_SOUND, "-af", "volume=18dB"), {"loudness", "true peak"}),
    "no-sound": (("-c:v", "copy", "-an"), {"audio stream"}),
    "short-sound": ((*SLOW_SOUND, "-af", "atrim=end=5"), {"sound lasts as long as the picture"}),
    "short": (("-c", "copy", "-t", "5"), {"planned length", "frames"}),
    "large": (("-vf", NOISE, "-c:v", "libx264", "-crf", "1", "-preset", "ultrafast", "-c:a", "copy"), {"file size"}),
    "black-tail": (("-vf", f"drawbox=c=black:t=fill:enable='gte(t,5.5)',{TAGS}", *X264), {OWN}),
    "short-black-tail": (("-vf", BRIEFLY_BLACK, *X264), {OWN}),
    "black-second": (("-vf", f"drawbox=c=black:t=fill:enable='between(t,3.5,4.5)',{TAGS}", *X264), {OWN}),
    "frozen-second": (("-vf", f"select='not(between(n,60,86))',fps=25,{TAGS}", *X264, "-g", "12", "-crf", "28"), {OWN}),
    "frozen-tail": (("-vf", f"trim=end=5,tpad=stop=50:stop_mode=clone,{TAGS}", *X264), {OWN}),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_each_fault_fails_its_own_check(
    fault: str, good: Path, rendition: Rendition, master: Master, tmp_path: Path
) -> None:
    arguments, expected = BROKEN[fault]
    path = tmp_path / f"{fault}.mp4"
    finish(ffmpeg(["-i", str(good), *arguments, str(path)]))
    _, _, checks = finish(verify(path, rendition.preset, rendition, master))
    assert failed(checks) == expected, [check for check in checks if not check.passed]


def test_a_picture_that_is_missing_is_a_fault(good: Path, rendition: Rendition, master: Master, tmp_path: Path) -> None:
    path = tmp_path / "sound.mp4"
    finish(ffmpeg(["-i", str(good), "-vn", "-c", "copy", str(path)]))
    _, _, checks = finish(verify(path, rendition.preset, rendition, master))
    assert "video stream" in failed(checks)


def test_a_file_cut_off_in_its_last_part_does_not_pass(
    good: Path, rendition: Rendition, master: Master, tmp_path: Path
) -> None:
    # The index comes first, so that such a file still opens.
    path = tmp_path / "cut.mp4"
    path.write_bytes(good.read_bytes()[: int(good.stat().st_size * 0.7)])
    _, _, checks = finish(verify(path, rendition.preset, rendition, master))
    assert {"decodes to its end", "frames", "planned length"} & failed(checks)


def test_a_file_with_spoilt_bytes_does_not_decode_to_its_end(
    good: Path, rendition: Rendition, master: Master, tmp_path: Path
) -> None:
    spoilt = bytearray(good.read_bytes())
    for place in range(len(spoilt) // 2, len(spoilt) * 3 // 4, 997):
        spoilt[place : place + 64] = bytes(64)
    path = tmp_path / "spoilt.mp4"
    path.write_bytes(spoilt)
    _, _, checks = finish(verify(path, rendition.preset, rendition, master))
    assert "decodes to its end" in failed(checks)


@pytest.mark.parametrize("content", [b"", b"not a video at all\n" * 50])
def test_what_is_no_media_file_is_refused(content: bytes, rendition: Rendition, tmp_path: Path) -> None:
    path = tmp_path / "no.mp4"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no media file"):
        finish(verify(path, rendition.preset))


def test_a_missing_file_is_refused(rendition: Rendition, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a file"):
        finish(verify(tmp_path / "none.mp4", rendition.preset))


def test_a_plan_that_ends_in_a_card_may_end_without_movement(master: Master, tmp_path: Path) -> None:
    rendition = version(master, [Span(0.0, 2.0), (Card("The end"), 3.0)], full_preset())
    path = rendered(rendition, master, tmp_path)
    _, _, checks = finish(verify(path, rendition.preset, rendition, master))
    assert failed(checks) == set()


def test_a_master_that_itself_ends_in_black_may_do_so(make: Callable[..., Path], tmp_path: Path) -> None:
    black = ("-vf", "drawbox=c=black:t=fill:enable='gte(t,5)'")
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")
    master = probe(make("verify-ends-in-black.mp4", *PICTURE, *SOUND, *black, *coding))
    rendition = version(master, [Span(0.0, SECONDS)], full_preset())
    _, _, checks = finish(verify(rendered(rendition, master, tmp_path), rendition.preset, rendition, master))
    assert failed(checks) == set()


def test_the_share_done_goes_up_to_the_end(good: Path, rendition: Rendition, master: Master) -> None:
    shares = list(verify(good, rendition.preset, rendition, master))
    assert shares
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize("word", ["corrupt", "Invalid data", "concealing", "error while decoding"])
def test_words_in_the_files_path_are_no_fault(
    word: str, good: Path, rendition: Rendition, master: Master, tmp_path: Path
) -> None:
    path = tmp_path / f"{word}.mp4"
    path.write_bytes(good.read_bytes())
    _, _, checks = finish(verify(path, rendition.preset, rendition, master))
    assert failed(checks) == set()


SCREEN = "select='lt(t,2.5)+eq(n,100)+eq(n,195)'"


def test_a_recording_that_has_frames_only_where_something_moves_may_stand_still_at_the_end(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    coding = ("-fps_mode", "passthrough", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")
    master = probe(make("verify-screen.mkv", *PICTURE, *SOUND, "-vf", SCREEN, *coding))
    assert master.video.variable_frame_rate
    rendition = version(master, [Span(0.0, 7.0)], full_preset())
    _, _, checks = finish(verify(rendered(rendition, master, tmp_path), rendition.preset, rendition, master))
    assert failed(checks) == set()
