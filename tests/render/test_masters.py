"""Every kind of master gives a version in which each click is heard while the frame that belongs to it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from autocut.checks.verify import verify
from autocut.media.inspect import inspect
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.media import Master
from autocut.model.rendition import Loudness
from autocut.model.span import Span
from tests.numbered import numbers
from tests.render.pictures import clicks, gray, heard
from tests.render.versions import full_preset, rendered, version

NTSC = Fraction(30_000, 1001)
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12")
AAC = ("-c:a", "aac")
PCM = ("-c:a", "pcm_s24le")
PRORES = ("-c:v", "prores_ks", *PCM)
FIELDS = ("-flags", "+ildct+ilme")
UPRIGHT = {90: "transpose=1", 180: "hflip,vflip", 270: "transpose=2"}

CODED: dict[str, tuple[str, ...]] = {
    "10-bit.mp4": (*X264, "-pix_fmt", "yuv420p10le", *AAC),
    "10-bit-422.mp4": (*X264, "-pix_fmt", "yuv422p10le", *AAC),
    "12-bit-422.mp4": ("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv422p12le", "-tag:v", "hvc1", *AAC),
    "prores.mov": (*PRORES, "-pix_fmt", "yuv422p10le"),
    "prores-alpha.mov": (*PRORES, "-pix_fmt", "yuva444p10le"),
    "rgb.mkv": ("-c:v", "ffv1", "-pix_fmt", "bgr0", *PCM),
    "odd-420.mkv": ("-vf", "scale=321:181", "-c:v", "ffv1", "-pix_fmt", "yuv420p", *PCM),
    "anamorphic-odd.mp4": ("-vf", "scale=242:180,setsar=4/3", *X264, *AAC),
    "segmented-fields.mpg": ("-vf", "setfield=tff", "-c:v", "mpeg2video", "-q:v", "2", *FIELDS, "-c:a", "mp2"),
    "transport.ts": (*X264, *AAC),
    "an-hour-later.ts": (*X264, *AAC, "-output_ts_offset", "3600"),
    "seconds-later.mkv": (*X264, *PCM, "-output_ts_offset", "7.3"),
    "seconds-later.mp4": (*X264, *AAC, "-output_ts_offset", "7.3"),
    "picture-late.mkv": ("-vf", "trim=start=0.4", *X264, *PCM),
    "picture-late.mp4": ("-vf", "trim=start=0.4", *X264, *AAC),
    "sound-late.mp4": ("-af", "atrim=start=0.5", *X264, *AAC),
    "sound-late.mkv": ("-af", "atrim=start=0.5", *X264, *PCM),
    "sound-early-end.mp4": ("-af", "atrim=end=2.5", *X264, *AAC),
    "mono-44100.mp4": (*X264, *AAC, "-ac", "1", "-ar", "44100"),
    "dual-mono.mov": (*X264, *PCM, "-af", "pan=stereo|c0=c0|c1=c0"),
    "96000.mov": (*X264, *PCM, "-ar", "96000"),
    "surround.mkv": (*X264, "-af", "pan=5.1|FC=c0", "-c:a", "ac3"),
    "uneven.mp4": ("-vf", "select='lt(mod(n,10),7)'", "-fps_mode", "passthrough", *X264, *AAC),
    "uneven.mkv": ("-vf", "select='lt(mod(n,10),7)'", "-fps_mode", "passthrough", *X264, *PCM),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The number of every frame, the times of clicks in seconds, and how loud the version is."""

    master: Master
    rate: Fraction
    numbers: list[int]
    clicks: list[float]
    loudness: Loudness

    def sync(self) -> list[float]:
        """Of each click but one at the very start by how many frames its sound is later than its picture."""
        found = []
        for click in self.clicks:
            second = round(self.numbers[min(len(self.numbers) - 1, int(click * self.rate))] / self.rate)
            wanted = round(second * self.rate)
            if wanted in self.numbers and click > 0.1:
                found.append(float(click * self.rate) - self.numbers.index(wanted))
        return found


def shown(path: Path, folder: Path) -> Shown:
    """The whole of the master as a version, which passes its checks."""
    master = probe(path)
    rendition = version(master, [Span(0.0, master.picture.end)], full_preset())
    made = rendered(rendition, master, folder)
    facts = inspect(made).picture
    assert facts is not None
    _, loudness, checks = finish(verify(made, rendition.preset, rendition, master))
    assert [check for check in checks if not check.passed] == []
    return Shown(master, facts.frame_rate, numbers(made), clicks(made), loudness)


@pytest.mark.parametrize("name", CODED)
def test_picture_and_sound_of_a_master_stay_together_at_the_asked_loudness(
    name: str, make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    source = str(numbered("25", 100, "320x180"))
    found = shown(make(f"masters-{name}", "-i", source, "-t", "4", *CODED[name]), tmp_path)
    first = 10 if name.startswith("picture-late") else 0
    assert found.rate == 25
    assert sorted(set(found.numbers)) == [n for n in range(100) if n in set(found.numbers)]
    assert found.numbers == sorted(found.numbers)
    assert found.numbers[0] == first
    assert found.numbers[-1] >= 96
    if not found.master.video.variable_frame_rate:
        assert set(found.numbers) == set(range(first, 100))
    late = found.sync()
    assert len(late) == (2 if name == "sound-early-end.mp4" else 3)
    assert max(map(abs, late)) <= 1, late
    assert found.loudness.integrated_lufs == pytest.approx(-14, abs=1)


@pytest.mark.parametrize("turn", UPRIGHT)
def test_a_turned_master_keeps_its_frames_and_its_clicks(
    turn: int, make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    source = str(numbered("25", 100, "320x180"))
    flat = make(f"masters-flat{turn}.mp4", "-i", source, "-vf", UPRIGHT[turn], *X264, *AAC)
    turned = make(f"masters-turned{turn}.mp4", "-display_rotation", str(turn), "-i", str(flat), "-c", "copy")
    found = shown(turned, tmp_path)
    assert found.master.video.rotation == -turn % 360
    assert found.numbers == list(range(100))
    assert max(map(abs, found.sync())) <= 1


def test_an_edit_list_that_leaves_out_the_beginning_keeps_picture_and_sound_together(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    source = str(numbered("25", 100, "320x180"))
    found = shown(make("masters-edit-list.mp4", "-ss", "0.5", "-i", source, "-c", "copy"), tmp_path)
    assert found.numbers == sorted(found.numbers)
    assert set(found.numbers) == set(range(found.numbers[0], 100))
    assert max(map(abs, found.sync())) <= 1


def test_a_master_with_drop_frame_timecode_keeps_its_frames_and_loses_its_timecode_track(
    make: Callable[..., Path], numbered: Callable[..., Path], tmp_path: Path
) -> None:
    source = str(numbered("30000/1001", 120, "320x180"))
    stamped = make("masters-drop-frame.mov", "-i", source, "-c", "copy", "-timecode", "00:00:59;20")
    found = shown(stamped, tmp_path)
    assert found.master.timecode == "00:00:59;20"
    assert found.rate == NTSC
    assert found.numbers == list(range(120))
    assert max(map(abs, found.sync())) <= 1


@pytest.mark.slow
def test_ten_uneven_minutes_do_not_drift(make: Callable[..., Path], tmp_path: Path) -> None:
    # A dark picture with a flash at every tenth second, each with a click; frames come unevenly in between.
    flashes = "color=c=black:s=32x18:r=24:d=600,format=yuv420p,drawbox=c=white:t=fill:enable='lt(mod(n,240),3)'"
    uneven = "select='lt(mod(n,240),6)+not(mod(n,7))+not(mod(n,11))'"
    sound = "aevalsrc='if(lt(mod(t,10),0.02),0.8*sin(2*PI*1000*t),0.02*sin(2*PI*220*t))':s=8000:d=600"
    coding = ("-vf", uneven, "-fps_mode", "passthrough", *X264, "-c:a", "pcm_s16le")
    path = make("masters-ten-minutes.mov", "-f", "lavfi", "-i", flashes, "-f", "lavfi", "-i", sound, *coding)
    master = probe(path)
    assert master.video.variable_frame_rate
    rendition = version(master, [Span(0.0, master.picture.end)], full_preset("audio.channels=1"))
    made = rendered(rendition, master, tmp_path)
    light = gray(made).mean(axis=(1, 2)) > 125
    begins = np.flatnonzero(light[1:] & ~light[:-1]) + 1
    sound_heard = np.abs(heard(made)[0])
    loud = np.flatnonzero(sound_heard > sound_heard.max() / 2) / 48_000
    click_times = loud[np.flatnonzero(np.diff(loud) > 1) + 1]
    assert len(begins) == len(click_times) == 59
    late = click_times * float(rendition.timeline.frame_rate) - begins
    assert float(np.abs(late).max()) <= 1, late
    assert float(np.abs(begins / float(rendition.timeline.frame_rate) - np.arange(10, 600, 10)).max()) <= 0.04
