"""A picture of which nothing changes is copied: the same frames, bit for bit; else it is coded anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import pytest

from autocut.checks.verify import verify
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.captions import Cue
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Chapter, Clip, Timeline
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from autocut.render.copying import copies
from autocut.render.render import render
from tests.media.sources import picture, tone
from tests.render.versions import full_preset

TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
H264 = ("-c:v", "libx264", "-preset", "veryfast", "-g", "25", "-bf", "2", "-c:a", "aac")
HD = "1280x720"


def tagged(make: Callable[..., Path], name: str, rate: str = "25", *more: str) -> Master:
    """Two seconds with B-frames and BT.709 tags."""
    return probe(make(name, *picture(2, rate), *tone(2), "-vf", TAGS, *H264, *more))


def whole(master: Master, preset: Preset | None = None) -> Rendition:
    """The full version that is planned of the master."""
    (rendition,) = plan(Footage(master), (), preset or full_preset())
    assert rendition.timeline.clips, rendition.reason
    return rendition


def frames(path: Path) -> list[str]:
    """A digest of every decoded picture, in order, with its time."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [
            f"{round(float(frame.time) * 1000)} {hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest()}"
            for frame in container.decode(stream)
        ]


def made(rendition: Rendition, master: Master, folder: Path) -> tuple[Path, bool]:
    """The rendered file, that passed all its checks, and whether its picture was copied."""
    found = finish(render(rendition, master, folder))
    _, _, checks = finish(verify(found.path, rendition.preset, rendition, master))
    assert all(check.passed for check in checks), [check for check in checks if not check.passed]
    return found.path, found.copied


@pytest.mark.parametrize(
    ("name", "rate", "more"),
    [
        ("copying-25.mp4", "25", ()),
        ("copying-ntsc.mp4", "30000/1001", ()),
        ("copying-film.mkv", "24000/1001", ()),
        ("copying-pal.mkv", "25", ()),
        ("copying-25.mov", "25", ()),
    ],
)
def test_the_frames_of_a_copied_picture_are_the_masters_own(
    name: str, rate: str, more: tuple[str, ...], make: Callable[..., Path], tmp_path: Path
) -> None:
    master = tagged(make, name, rate, *more)
    path, copied = made(whole(master), master, tmp_path)
    assert copied
    own, found = frames(master.path), frames(path)
    assert [each.split()[1] for each in found] == [each.split()[1] for each in own]
    times = [[int(each.split()[0]) for each in each_of] for each_of in (found, own)]
    assert times[0] == pytest.approx(times[1], abs=1)


def test_an_hd_master_without_tags_is_tagged_within_its_picture(make: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(make("copying-untagged.mp4", *picture(1, size=HD), *tone(1), *H264))
    assert master.video.color.matrix == "unknown"
    path, copied = made(whole(master), master, tmp_path)
    assert copied
    assert [each.split()[1] for each in frames(path)] == [each.split()[1] for each in frames(master.path)]


def test_a_copied_version_has_its_chapters_and_lasts_as_long_as_its_sound(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    master = tagged(make, "copying-25.mp4")
    rendition = whole(master)
    chapters = (Chapter(0.0, "One"), Chapter(1.0, "Two"))
    path, copied = made(replace(rendition, timeline=replace(rendition.timeline, chapters=chapters)), master, tmp_path)
    assert copied
    with av.open(str(path)) as container:
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == ["One", "Two"]


def part(master: Master, rendition: Rendition) -> Rendition:
    clip = Clip(str(master.path), Span(0.0, 1.6))
    return replace(rendition, timeline=Timeline(rendition.timeline.frame_rate, (clip,)))


def test_what_changes_anything_of_the_picture_is_not_copied(make: Callable[..., Path], tmp_path: Path) -> None:
    master = tagged(make, "copying-25.mp4")
    rendition = whole(master)
    branded = full_preset()
    burnt = full_preset("captions.burn=true")
    assert copies(rendition, master)
    cue = Cue(Span(0.5, 1.5), ("Hello",))
    assert not copies(replace(whole(master, burnt), cues=(cue,)), master)
    assert copies(replace(rendition, cues=(cue,)), master)
    logo = replace(branded, branding=replace(branded.branding, logo="logo.png"))
    assert not copies(whole(master, logo), master)
    assert not copies(part(master, rendition), master)
    small = ("canvas.width=160", "canvas.height=90", "safe_area.left=0", "safe_area.right=0", "safe_area.top=0")
    assert not copies(whole(master, full_preset(*small, "safe_area.bottom=0")), master)
    for override in ("canvas.fit=pad", "video.max_bitrate=20", "canvas.min_frame_rate=50"):
        assert not copies(whole(master, full_preset(override)), master), override


UNFIT = {
    "copying-fields.mp4": ("-vf", TAGS, *H264, "-flags", "+ildct+ilme", "-x264-params", "tff=1"),
    "copying-444.mp4": ("-vf", TAGS, *H264, "-pix_fmt", "yuv444p"),
    "copying-601.mp4": ("-vf", TAGS.replace("colorspace=bt709", "colorspace=smpte170m"), *H264),
    "copying-full-range.mp4": ("-vf", TAGS.replace("range=tv", "range=pc"), *H264),
    "copying-wide-pixels.mp4": ("-vf", f"setsar=4/3,{TAGS}", *H264),
    "copying-small-untagged.mp4": H264,
    "copying-transport.ts": ("-vf", TAGS, *H264),
    "copying-mpeg4.mp4": ("-vf", TAGS, "-c:v", "mpeg4", "-c:a", "aac"),
    "copying-uneven.mp4": ("-vf", f"select='mod(n,5)',{TAGS}", "-fps_mode", "passthrough", *H264),
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_master_in_another_form_is_coded_anew(name: str, make: Callable[..., Path]) -> None:
    master = probe(make(name, *picture(2), *tone(2), *UNFIT[name]))
    assert not copies(whole(master), master)


def test_a_master_whose_edit_list_leaves_frames_out_is_coded_anew(make: Callable[..., Path], tmp_path: Path) -> None:
    source = tagged(make, "copying-25.mp4")
    # A copy from within a group of pictures keeps it from its key frame on, and hides what comes before the cut.
    master = probe(make("copying-hidden.mp4", "-ss", "1.5", "-i", str(source.path), "-c", "copy"))
    rendition = whole(master)
    assert not copies(rendition, master)
    _, copied = made(rendition, master, tmp_path)
    assert not copied


def test_a_master_that_was_turned_or_begins_late_is_coded_anew(make: Callable[..., Path]) -> None:
    source = str(tagged(make, "copying-25.mp4").path)
    turned = probe(make("copying-turned.mp4", "-display_rotation", "90", "-i", source, "-c", "copy"))
    late = probe(
        make(
            "copying-late.mkv",
            "-i",
            source,
            "-itsoffset",
            "0.4",
            "-i",
            source,
            "-map",
            "0:a",
            "-map",
            "1:v",
            "-c",
            "copy",
        )
    )
    for master in (turned, late):
        assert not copies(whole(master), master)


def test_a_master_whose_key_frames_are_far_apart_is_coded_anew(make: Callable[..., Path]) -> None:
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-sc_threshold", "0", "-c:a", "aac")
    far, near = (
        probe(make(f"copying-keys-{keys}.mp4", *picture(4), *tone(4), "-vf", TAGS, *coding, "-g", str(keys)))
        for keys in (75, 50)
    )
    assert not copies(whole(far), far)
    assert copies(whole(far, full_preset("video.gop=3")), far)
    assert copies(whole(near), near)


def test_copying_may_be_forbidden(make: Callable[..., Path], tmp_path: Path) -> None:
    master = tagged(make, "copying-25.mp4")
    found = finish(render(whole(master), master, tmp_path, copying=False))
    assert not found.copied
    assert frames(found.path) != frames(master.path)
