"""How the file is put together: its streams, its index, its key frames, and the pace of its pictures."""

from __future__ import annotations

from collections.abc import Iterator

from autocut.codecs import CODECS
from autocut.media.inspect import FileFacts, PictureFacts
from autocut.model.media import Master
from autocut.model.preset import Preset, Video
from autocut.model.rendition import Check, Rendition
from autocut.render.copying import copies


def container_checks(
    facts: FileFacts, preset: Preset, rendition: Rendition | None = None, master: Master | None = None
) -> Iterator[Check]:
    """The checks of a file as it is stored; of its picture where the preset has one."""
    streams = f"{facts.pictures} of video, {facts.sounds} of audio"
    most = 1 if preset.video else 0
    yield Check("streams", facts.pictures <= most and facts.sounds <= 1, streams, f"at most {most} and 1")
    if facts.index is not None:
        found = facts.index
        yield Check("index first", found.first, "before the media" if found.first else "behind it", "before the media")
        said = f"{found.delay:.3f} s at the beginning of a track" if found.is_plain else "more than a codec's delay"
        yield Check("edit lists", found.is_plain, said if found.edits else "none", "nothing but the delay of a codec")
    if preset.video is not None and facts.picture is not None:
        yield Check("even pace", facts.picture.order.even, _paced(facts.picture), "one picture a frame")
        if not CODECS[preset.video.codec].intra:
            yield _key_check(facts.picture, preset.video, rendition, master)


def _paced(picture: PictureFacts) -> str:
    return "one picture a frame" if picture.order.even else "uneven"


def _key_check(picture: PictureFacts, asked: Video, rendition: Rendition | None, master: Master | None) -> Check:
    """Key frames are asked of what is coded: a picture that is copied keeps its master's."""
    order = picture.order
    frame = float(1 / picture.frame_rate)
    closed = CODECS[asked.codec].closed
    near = order.longest_gop <= asked.gop + frame and order.b_frames <= asked.b_frames
    passed = near and (order.closed or not closed)
    groups = "closed" if order.closed else "open"
    said = f"{order.longest_gop:.2f} s apart in {groups} groups, {order.b_frames} B-frames in a row"
    kind = "closed groups" if closed else "groups"
    required = f"at most {asked.gop:g} s apart in {kind}, at most {asked.b_frames} B-frames in a row"
    if not passed and rendition is not None and master is not None and copies(rendition, master):
        return Check("key frames", True, f"{said}, as the master has, whose picture is copied", required)
    return Check("key frames", passed, said, required)
