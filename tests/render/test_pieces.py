"""A long version is coded in pieces, on any executor, and nobody can tell them from a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from autocut.farm.local import Local
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.captions import Cue
from autocut.model.event import Event
from autocut.model.geometry import Size
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.reframe import CropPath, Framing, Keyframe, Panel
from autocut.model.rendition import PLAN_SCHEMA, Plan, Rendition
from autocut.model.span import Span, frame_count
from autocut.model.task import Task
from autocut.model.timeline import Card, Clip, Timeline
from autocut.pipeline import delivered
from autocut.render import parts
from autocut.render.parts import pieces
from autocut.render.piece import Piece
from tests.builders import FILM, NTSC, PAL, a_timeline, same_every_time
from tests.numbered import BITS, numbers
from tests.render.pictures import gray
from tests.render.test_framing import FINE, WHOLE
from tests.render.versions import frames_of, full_preset, rendered, short_preset

lengths = st.lists(st.one_of(st.floats(0.2, 90), st.floats(90, 2000)), min_size=1, max_size=60)


@same_every_time
@given(lengths, st.sampled_from([PAL, NTSC, FILM]), st.booleans())
def test_pieces_are_all_of_it_in_order_and_whether_there_are_any_is_a_matter_of_its_length(
    seconds: list[float], rate: Fraction, cards: bool
) -> None:
    spans = [Span(10.0 * k, 10.0 * k + length) for k, length in enumerate(seconds)]
    timeline = a_timeline([span.duration if cards and k % 3 == 2 else span for k, span in enumerate(spans)], rate)
    found = pieces(timeline, spread=True)
    assert [bound for piece in found for bound in (piece.start, piece.stop)][1:-1:2] == [
        piece.start for piece in found[1:]
    ]
    assert (found[0].start, found[-1].stop) == (0, timeline.frames)
    starts = {frame_count(placed.start, rate): clip for clip, placed in timeline.placed()}
    begun = sorted(starts)
    for piece in found[1:]:
        clip = starts[max(start for start in begun if start <= piece.start)]
        whole = piece.start % frame_count(2, rate) == 0 and clip.of_master
        assert piece.start in starts or whole
    assert all(sum(piece.start < start < piece.stop for start in begun) < 24 for piece in found)
    if timeline.duration <= 600:
        assert found == pieces(timeline, spread=False)
    elif not cards:
        assert max(len(piece) / rate for piece in found) < 345


@pytest.fixture
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Whether what lasts four seconds is cut into pieces of two."""

    def are_made(made: bool) -> None:
        monkeypatch.setattr(parts, "LONG_SECONDS", 3.0 if made else 600.0)
        monkeypatch.setattr(parts, "PIECE_SECONDS", 2.2)
        monkeypatch.setattr(parts, "NEAR_SECONDS", 0.3)

    return are_made


KINDS: dict[str, tuple[str, ...]] = {
    "ntsc": ("-r", "30000/1001"),
    "interlaced": ("-vf", "setfield=tff", "-flags", "+ildct+ilme", "-x264-params", "tff=1"),
    "transport stream": ("-r", "25", "-g", "60", "-f", "mpegts"),
}


def moving(kind: str, make: Callable[..., Path]) -> Master:
    """Ten seconds in which all moves."""
    picture = ("-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=10")
    sound = ("-f", "lavfi", "-i", "sine=duration=10")
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "4", "-pix_fmt", "yuv420p")
    ending = "ts" if kind == "transport stream" else "mp4"
    return probe(make(f"pieces-{kind}.{ending}".replace(" ", "-"), *picture, *sound, *coding, *KINDS[kind]))


def dressed(master: Master, folder: Path) -> Rendition:
    """One long clip, a card and another clip, under a window that moves, captions and a logo."""
    Image.new("RGBA", (40, 40), (250, 250, 0, 255)).save(folder / "logo.png")
    preset = short_preset(*FINE, "captions.burn=true")
    preset = replace(preset, branding=replace(preset.branding, logo=str(folder / "logo.png")))
    rate = master.video.frame_rate
    clips = (
        Clip(str(master.path), frames_of(rate, 8, 8 + round(6.4 * rate))),
        Clip("card", Span(0.0, 0.4), Card("Title")),
        Clip(str(master.path), frames_of(rate, 3, 3 + round(1.9 * rate))),
    )
    ways = (Keyframe(0.0, 20.0, 0.0), Keyframe(3.1, 300.0, 12.0, "linear"), Keyframe(8.0, 40.0, 3.0, "ease"))
    small = (Keyframe(4.9, 200.0, 100.0), Keyframe(6.3, 100.0, 30.0, "ease"))
    framings = (
        Framing(0.0, "crop", (Panel(WHOLE, CropPath(Size(180, 320), ways)),)),
        Framing(5.0, "crop", (Panel(WHOLE, CropPath(Size(180, 320), small)),)),
    )
    cues = tuple(Cue(Span(0.3 + k, 1.1 + k), (f"Words {k}",)) for k in range(8))
    return Rendition("version", preset, Timeline(rate, clips), framings=framings, cues=cues)


def psnr(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> list[float]:
    """In dB, of each frame."""
    squares = [np.mean((a.astype(float) - b) ** 2) for a, b in zip(one, other, strict=True)]
    return [float(10 * np.log10(255**2 / max(square, 1e-9))) for square in squares]


@pytest.mark.parametrize("kind", KINDS)
def test_pieces_show_frame_by_frame_what_the_whole_shows(
    kind: str, make: Callable[..., Path], short_pieces: Callable[[bool], None], tmp_path: Path
) -> None:
    master = moving(kind, make)
    rendition = dressed(master, tmp_path)
    pictures = []
    for made in (False, True):
        short_pieces(made)
        (tmp_path / str(made)).mkdir()
        path = rendered(rendition, master, tmp_path / str(made))
        assert len(list(path.parent.glob("part*"))) == (4 if made else 0)
        pictures.append(gray(path))
    alike = psnr(*pictures)
    assert min(alike) > 45, [round(each) for each in alike]


@pytest.mark.parametrize(
    "preset",
    [
        full_preset(),
        full_preset("video.codec=hevc"),
        full_preset("video.codec=av1"),
        full_preset("container=mxf", "video.codec=dnxhr", "video.profile=lb", "audio.codec=pcm_s24le"),
    ],
    ids=["h264", "hevc", "av1", "dnxhr"],
)
def test_the_pieces_are_joined_packet_by_packet_as_they_were_coded(
    preset: Preset, numbered: Callable[..., Path], short_pieces: Callable[[bool], None], tmp_path: Path
) -> None:
    master = probe(numbered("30000/1001", 300, "320x180"))
    short_pieces(True)
    bounds = [(10, 200), (0, 60)]
    clips = tuple(Clip(str(master.path), frames_of(NTSC, *each)) for each in bounds)
    path = rendered(Rendition("version", preset, Timeline(NTSC, clips)), master, tmp_path)
    coded = sorted(path.parent.glob("part*"))
    assert len(coded) == 4
    assert packets(path) == [packet for part in coded for packet in packets(part)]
    assert numbers(path) == [frame for first, end in bounds for frame in range(first, end)]
    with av.open(str(path)) as container:
        times = [packet.pts for packet in container.demux(video=0) if packet.pts is not None]
        step = container.streams.video[0].time_base * NTSC
    assert [time * step for time in sorted(times)] == list(range(250))


def packets(path: Path) -> list[str]:
    """A digest of each packet of the picture, in the order of the file."""
    with av.open(str(path)) as container:
        return [hashlib.sha256(bytes(packet)).hexdigest() for packet in container.demux(video=0) if packet.size]


@pytest.mark.parametrize(
    ("overrides", "count"),
    [
        ((), 2),
        # It may come out larger, and is then aimed at as a whole.
        (("limits.max_bytes=1000000",), 1),
        (
            ("container=mxf", "video.codec=xdcam", "audio.codec=pcm_s24le", "canvas.fit=pad"),
            1,
        ),
    ],
    ids=["free", "limited", "xdcam"],
)
def test_what_must_be_coded_as_a_whole_is(
    overrides: tuple[str, ...],
    count: int,
    numbered: Callable[..., Path],
    short_pieces: Callable[[bool], None],
    tmp_path: Path,
) -> None:
    master = probe(numbered("25", 250, "320x180"))
    short_pieces(True)
    rates = ("canvas.min_frame_rate=25", "canvas.max_frame_rate=25")
    clips = (Clip(str(master.path), frames_of(PAL, 0, 90)),)
    rendition = Rendition("version", full_preset(*rates, *overrides), Timeline(PAL, clips))
    path = rendered(rendition, master, tmp_path)
    assert max(1, len(list(path.parent.glob("part*.m*")))) == count
    assert numbers(path) == list(range(90))


class Noting:
    """Gives all tasks on, and knows which they were."""

    def __init__(self, to: Local) -> None:
        self.slots, self.spreads, self._to = to.slots, to.spreads, to
        self.taken: list[Task[Any]] = []

    def work(self, task: Task[Any]) -> Generator[Event, None, Any]:
        self.taken.append(task)
        return (yield from self._to.work(task))

    def close(self) -> None:
        self._to.close()


@pytest.mark.slow
def test_more_than_ten_minutes_are_the_same_file_from_this_process_and_from_two_others(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    bars = f"lum='if(mod(floor(N/pow(2,{BITS - 1}-floor(X/(W/{BITS})))),2),210,40)':cb=128:cr=128"
    picture = ("-f", "lavfi", "-i", f"color=c=gray:s=96x64:r=25:d=660,format=yuv420p,geq={bars}")
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac")
    master = probe(make("pieces-long.mp4", *picture, "-f", "lavfi", "-i", "sine=duration=660", *coding))
    clip = Clip(str(master.path), Span(0.0, 640.0))
    rendition = Rendition("version", full_preset("canvas.max_frame_rate=25"), Timeline(PAL, (clip,)))
    plan = Plan(PLAN_SCHEMA, master, (rendition,))
    one = finish(delivered(plan, tmp_path / "one"))
    executor = Noting(Local(2))
    try:
        other = finish(delivered(plan, tmp_path / "two", executor=executor))
    finally:
        executor.close()
    assert [task.seconds for task in executor.taken if isinstance(task, Piece)] == [214, 212, 214]
    digests = {made["deliveries"][0]["sha256"] for made in (one, other)}
    assert len(digests) == 1
    assert None not in digests
    assert numbers(tmp_path / "one" / "version.mp4") == [number % 2**BITS for number in range(16_000)]
