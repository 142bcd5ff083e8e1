"""A rendition to ffmpeg arguments, by ffmpeg-python: pure, nothing is run.

One input with its own seek for each clip, joined by the concat filter: exact to the frame, and nothing is
buffered for clips out of order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from autocut.media.conform import conform
from autocut.model.geometry import Size
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.model.span import Span, as_ffmpeg_time, frame_count
from autocut.model.timeline import Card, Clip
from autocut.render.crop import window_filter
from autocut.render.encoding import audio_options, container_options, video_options
from autocut.render.layout import canvas_size, picture_size

SAMPLE_RATE = 48_000
_PACKET_QUEUE = 16
# Without an index, or with one in decoding order: a seek may land after the key frame that the clip needs, so it
# begins well before.
_UNINDEXED = ("mpegts", "mpeg", "avi")
_UNINDEXED_SECONDS = 10.0
_LAYOUTS = {1: "mono", 2: "stereo"}
_SPARE_SECONDS = 0.5
_FADE_SECONDS = 0.01
_MOST_PADDED_FRAMES = 2


@dataclass(frozen=True, slots=True)
class Mix:
    """The joined sound of a version: a file of it, the gain it needs in dB, and the peak its limiter keeps, in dBFS."""

    path: str
    gain: float
    ceiling: float


def sound_arguments(rendition: Rendition, master: Master, output: str) -> list[str]:
    """Write the joined sound of the clips to a float WAV, with ebur128's summary in the log."""
    placed = enumerate(rendition.timeline.placed())
    layout = _LAYOUTS[rendition.preset.audio.channels]
    joined = _joined([_sound(number, clip, span, master, layout) for number, (clip, span) in placed], v=0, a=1)
    metered = joined.filter("ebur128", peak="true", framelog="quiet")
    return _arguments([metered], output, {"c:a": "pcm_f32le", "rf64": "auto", "f": "wav"})


def trial_arguments(rendition: Rendition, mix: Mix, output: str) -> list[str]:
    """Encode the mix alone as the version will, to be measured."""
    options = {**audio_options(rendition.preset.audio), **container_options(rendition.preset.container)}
    return _arguments([_mastered(mix)], output, options)


def version_arguments(
    rendition: Rendition, master: Master, output: str, mix: Mix | None, cards: Mapping[Card, str], subtitles: str | None
) -> list[str]:
    """Write the finished version. `cards` and `subtitles` are safe file names in the folder that ffmpeg runs in."""
    preset = rendition.preset
    streams = [_mastered(mix)] if mix else []
    options = audio_options(preset.audio) if mix else {}
    if preset.video is not None:
        streams.insert(0, _picture(rendition, master, cards, subtitles))
        options |= video_options(preset.video, rendition.timeline.frame_rate)
    return _arguments(streams, output, {**options, **container_options(preset.container)})


def _arguments(streams: list[Any], output: str, options: Mapping[str, str | int]) -> list[str]:
    import ffmpeg

    arguments: list[str] = ffmpeg.output(*streams, output, map_metadata=-1, map_chapters=-1, **options).get_args()
    return arguments


def _joined(pieces: list[Any], **streams: int) -> Any:
    import ffmpeg

    return ffmpeg.concat(*pieces, **streams) if len(pieces) > 1 else pieces[0]


def _input(number: int, path: str, **options: str | None) -> Any:
    """An input of its own for clip `number`, also where the same stretch plays twice.

    ffmpeg-python takes equal inputs for one; the length of the packet queue makes them differ and changes nothing.
    """
    import ffmpeg

    return ffmpeg.input(path, **options, thread_queue_size=_PACKET_QUEUE + number)


def _source(number: int, clip: Clip, master: Master, kind: Literal["v", "a"]) -> Any:
    """The master's picture or sound from the clip's start on, a little longer than the clip."""
    source = master.video if kind == "v" or master.sound is None else master.sound
    early = min(clip.span.start, _UNINDEXED_SECONDS) if master.container in _UNINDEXED else 0.0
    sought, length = clip.span.start - early, early + clip.span.duration + _SPARE_SECONDS
    seek = {"t": as_ffmpeg_time(length)}
    if sought > 0:
        # A seek to zero is a seek too: AVI then loses its first key frame, Matroska skips its codec's delay twice.
        seek["ss"] = as_ffmpeg_time(sought)
    without = {"an" if kind == "v" else "vn": None}
    stream = _input(number, f"file:{clip.source}", **seek, **without)[str(source.index)]
    if not early:
        return stream
    # Here ffmpeg counts from the seek or from the start of the stream that is used, whichever is later.
    shift = clip.span.start - max(sought, source.start)
    # Half a frame before the first: its time may be a tick less than what was asked for.
    first = shift - float(1 / master.video.frame_rate) / 2 if kind == "v" else shift
    trim, reset = ("trim", "setpts") if kind == "v" else ("atrim", "asetpts")
    return stream.filter(trim, start=as_ffmpeg_time(first)).filter(reset, f"PTS-({as_ffmpeg_time(shift)})/TB")


def _sound(number: int, clip: Clip, placed: Span, master: Master, layout: str) -> Any:
    length = round(placed.end * SAMPLE_RATE) - round(placed.start * SAMPLE_RATE)
    if clip.card is not None or master.sound is None:
        silence = _input(
            number, f"anullsrc=r={SAMPLE_RATE}:cl={layout}", f="lavfi", t=as_ffmpeg_time(placed.duration + 1)
        )
        return silence.filter("atrim", end_sample=length)
    heard = _source(number, clip, master, "a")
    # first_pts keeps a late start late; the normalised matrix keeps a 5.1 downmix from clipping.
    resampled = heard.filter(
        "aresample", SAMPLE_RATE, **{"async": 1}, first_pts=0, out_chlayout=layout, rematrix_maxval=1.0
    )
    filled = resampled.filter("apad", whole_len=length).filter("atrim", end_sample=length)
    fade = min(_FADE_SECONDS, placed.duration / 4)
    faded = filled.filter("afade", type="in", duration=fade)
    return faded.filter("afade", type="out", start_time=f"{length / SAMPLE_RATE - fade:.6f}", duration=fade)


def _mastered(mix: Mix) -> Any:
    """Gain, then a limiter at four times the rate so that it sees the peaks between samples."""
    import ffmpeg

    limit = f"{10 ** (mix.ceiling / 20):.6f}"
    louder = ffmpeg.input(mix.path).filter("volume", f"{mix.gain:.3f}dB").filter("aresample", 4 * SAMPLE_RATE)
    return louder.filter("alimiter", limit=limit, level="disabled", latency=1).filter("aresample", SAMPLE_RATE)


def _picture(rendition: Rendition, master: Master, cards: Mapping[Card, str], subtitles: str | None) -> Any:
    size = canvas_size(rendition, master)
    assert size is not None
    pieces = [
        _card(number, cards[clip.card], span, rendition)
        if clip.card is not None
        else _shown(number, clip, span, rendition, master, size)
        for number, (clip, span) in enumerate(rendition.timeline.placed())
    ]
    # By count: concat does not know how long a clip of a single frame lasts.
    joined = _joined(pieces, v=1, a=0).filter("setpts", f"N/({rendition.timeline.frame_rate})/TB")
    if subtitles is not None:
        joined = joined.filter("ass", subtitles, fontsdir="fonts")
    # Last, because ffmpeg believes the frames' tags and not those given to the encoder.
    tags = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709", "range": "tv"}
    return joined.filter("setparams", **tags)


def _card(number: int, path: str, placed: Span, rendition: Rendition) -> Any:
    return _counted(_input(number, path)["v"].filter("format", "yuv420p").filter("setsar", 1), placed, rendition)


def _shown(number: int, clip: Clip, placed: Span, rendition: Rendition, master: Master, size: Size) -> Any:
    canvas, found = rendition.preset.canvas, conform(master)
    assert canvas is not None
    stream = _source(number, clip, master, "v")
    for step in found.steps:
        stream = stream.filter(step.filter, *step.arguments, **step.named)
    # start_time holds the first picture where it comes after the sound.
    stream = stream.filter("fps", fps=str(rendition.timeline.frame_rate), start_time=0)
    shown = master.size
    if rendition.crop is not None:
        shown = rendition.crop.size
        stream = stream.filter("crop", **window_filter(rendition.crop, placed, rendition.timeline.frame_rate))
    scaled = picture_size(shown, canvas, size)
    colors = {"in_color_matrix": found.matrix, "out_color_matrix": "bt709", "in_range": found.range, "out_range": "tv"}
    stream = stream.filter("scale", scaled.width, scaled.height, flags="lanczos+accurate_rnd", **colors)
    if scaled != size:
        stream = stream.filter("pad", size.width, size.height, "(ow-iw)/2", "(oh-ih)/2")
    held = frame_count(max(0.0, clip.span.end - master.picture.end), rendition.timeline.frame_rate)
    return _counted(stream.filter("format", "yuv420p").filter("setsar", 1), placed, rendition, held)


def _counted(stream: Any, placed: Span, rendition: Rendition, held: int = 0) -> Any:
    """Exactly as many frames as the clip has on the timeline; rounding may ask for one or two more than come.

    The last is `held` for so many frames beyond those where the clip runs on after its picture.
    """
    frames = frame_count(placed.duration, rendition.timeline.frame_rate)
    padded = stream.filter("tpad", stop=held + _MOST_PADDED_FRAMES, stop_mode="clone")
    return padded.filter("trim", end_frame=frames)
