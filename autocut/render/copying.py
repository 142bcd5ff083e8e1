"""Whether a version shows the master's picture as it is, so that nothing of it need be coded anew."""

from __future__ import annotations

from autocut.media.conform import conform
from autocut.media.packets import packets_of
from autocut.model.media import Master
from autocut.model.preset import Video
from autocut.model.rendition import Rendition
from autocut.model.span import frame_count
from autocut.render.layout import canvas_size

_CONTAINERS = ("mov", "matroska")
# Shorter groups are only ever recommended; those of two seconds are what YouTube asks even of live streams
# (support.google.com/youtube/answer/2853702), and coding anew costs more than they do.
_KEYS_SECONDS = 2.0
_AS_BT709 = ("bt709", "unknown")


def copies(rendition: Rendition, master: Master) -> bool:
    """Whether the version is the whole master, in a form that the preset itself asks for, with nothing laid over it."""
    preset, timeline = rendition.preset, rendition.timeline
    if preset.video is None or preset.canvas is None or preset.canvas.fit != "source" or len(timeline.clips) != 1:
        return False
    if preset.branding.logo or (preset.captions.burn and rendition.cues) or rendition.framings:
        return False
    (clip,) = timeline.clips
    half = float(1 / timeline.frame_rate) / 2
    whole = clip.of_master and clip.span.start == 0 and abs(clip.span.end - master.picture.end) < half
    kept = canvas_size(rendition, master) == master.size and timeline.frame_rate == master.video.frame_rate
    return whole and kept and _fits(master, preset.video) and _plain(master) and _even(master, preset.video)


def _fits(master: Master, asked: Video) -> bool:
    video = master.video
    coded = asked.codec == video.codec == "h264" and master.container in _CONTAINERS
    return coded and video.pixel_format == "yuv420p" and video.bit_depth == 8


def _plain(master: Master) -> bool:
    """Whether it is upright, square, progressive, BT.709 already or taken to be, and begins at the beginning."""
    video = master.video
    found = conform(master)
    tags = all(tag in _AS_BT709 for tag in (video.color.primaries, video.color.transfer, video.color.matrix))
    return (
        not found.steps
        and video.rotation == 0
        and video.start == 0
        and not video.variable_frame_rate
        and (found.matrix, found.range) == ("bt709", "tv")
        and tags
    )


def _even(master: Master, asked: Video) -> bool:
    """Whether its packets come one a frame, within the bitrate, its keys often enough: as counted, not as stated."""
    video = master.video
    found = packets_of(master.path, video.index, video.frame_rate)
    kilobits = 8 * found.bytes / 1000 / video.duration
    frames = frame_count(video.duration, video.frame_rate)
    keyed = found.longest_group <= round(max(asked.gop, _KEYS_SECONDS) * video.frame_rate)
    return found.even and found.count == frames and kilobits <= asked.max_bitrate and keyed
