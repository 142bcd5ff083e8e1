"""The picture of a version as an ffmpeg graph: clips, cards and bumpers joined, then logo and captions over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from autocut.media.conform import conform
from autocut.model.geometry import Size
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition
from autocut.model.span import Span, as_ffmpeg_time, frame_count, united
from autocut.model.timeline import Card, Clip, Timeline
from autocut.render.crop import Conversion, scaled
from autocut.render.encoding import pixel_format
from autocut.render.films import Films
from autocut.render.framing import Placed, framed
from autocut.render.layout import OVERLAYS, canvas_size, logo_margins, picture_size
from autocut.render.source import joined, own_input, stretch

_MOST_PADDED_FRAMES = 2
# What a piece of a clip begins with is made like the rest of it: from pictures before, which are then left out.
_LED_SECONDS = 1
_TAGS = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709", "range": "tv"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pictures and texts made for a version: safe file names in the folder that ffmpeg runs in, None for none."""

    cards: Mapping[Card, str] = field(default_factory=dict)
    subtitles: str | None = None
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown of the clip of that `number`, with the span of timeline time that it fills.

    So many frames at the beginning are read, but not shown and not in the span.
    """

    number: int
    clip: Clip
    placed: Span
    led: int = 0


def picture(rendition: Rendition, films: Films, drawn: Drawn, part: range) -> Any:
    """The picture of those frames of the timeline, on the canvas, at its rate, in BT.709."""
    preset, timeline = rendition.preset, rendition.timeline
    size = canvas_size(rendition, films.master)
    assert size is not None
    form = pixel_format(preset)
    shown = list(_within(timeline, part))
    pieces = [
        _card(each.number, drawn.cards[each.clip.card], each.placed, timeline.frame_rate, form)
        if each.clip.card is not None
        else _film(each, rendition, films, size)
        for each in shown
    ]
    first = frame_count(shown[0].placed.start, timeline.frame_rate)
    # By count: concat does not know how long a clip of a single frame lasts. What is laid over it has timeline time.
    # Rounded, for 58/25 divided by 1/25 comes out under 58.
    whole = joined(pieces, v=1, a=0).filter("setpts", f"round((N+{first})/({timeline.frame_rate})/TB)")
    if drawn.logo is not None:
        whole = _under_logo(whole, drawn.logo, timeline, preset, size)
    if drawn.subtitles is not None:
        whole = whole.filter("ass", drawn.subtitles, fontsdir="fonts")
    if first:
        whole = whole.filter("setpts", "PTS-STARTPTS")
    # Last, because ffmpeg believes the frames' tags and not those given to the encoder.
    return whole.filter("setparams", **_TAGS)


def _within(timeline: Timeline, part: range) -> Iterator[_Shown]:
    rate = timeline.frame_rate
    for number, (clip, placed) in enumerate(timeline.placed()):
        first, end = frame_count(placed.start, rate), frame_count(placed.end, rate)
        begins, ends = max(first, part.start), min(end, part.stop)
        if begins >= ends:
            continue
        led = min(begins - first, _LED_SECONDS * round(rate)) if clip.card is None else 0
        start = clip.span.start + float((begins - led - first) / rate)
        stop = clip.span.end if ends == end else clip.span.start + float((ends - first) / rate)
        cut = Span(min(start, stop), stop)
        yield _Shown(number, replace(clip, span=cut), Span(float(begins / rate), float(ends / rate)), led)


def _card(number: int, path: str, placed: Span, rate: Fraction, form: str) -> Any:
    return _counted(own_input(number, path)["v"].filter("format", form).filter("setsar", 1), placed, rate)


def _film(shown: _Shown, rendition: Rendition, films: Films, size: Size) -> Any:
    number, clip, placed = shown.number, shown.clip, shown.placed
    film = films.of(clip)
    canvas = rendition.preset.canvas
    rate, form = rendition.timeline.frame_rate, pixel_format(rendition.preset)
    found = conform(film, form)
    assert canvas is not None
    stream = stretch(number, clip, film, film.video)
    for step in found.steps:
        stream = stream.filter(step.filter, *step.arguments, **step.named)
    # start_time holds the first picture where it comes after the sound.
    stream = stream.filter("fps", fps=str(rate), start_time=0)
    if shown.led:
        stream = stream.filter("trim", start_frame=shown.led).filter("setpts", "PTS-STARTPTS")
    held = frame_count(max(0.0, clip.span.end - film.picture.end), rate)
    colors = {"in_color_matrix": found.matrix, "out_color_matrix": "bt709", "in_range": found.range, "out_range": "tv"}
    if rendition.framings and clip.of_master:
        stream = _counted(stream, placed, rate, held)
        return framed(stream, rendition.framings, Placed(placed, rate), size, Conversion(film.size, form, colors))
    lies = picture_size(film.size, "pad" if clip.bumper else canvas.fit, size)
    stream = scaled(stream, lies, form, colors)
    if lies != size:
        stream = stream.filter("pad", size.width, size.height, "(ow-iw)/2", "(oh-ih)/2")
    return _counted(stream.filter("setsar", 1), placed, rate, held)


def _counted(stream: Any, placed: Span, rate: Fraction, held: int = 0) -> Any:
    """Exactly as many frames as the clip has on the timeline; rounding may ask for one or two more than come.

    The last is `held` for so many frames beyond those where the clip runs on after its picture.
    """
    padded = stream.filter("tpad", stop=held + _MOST_PADDED_FRAMES, stop_mode="clone")
    return padded.filter("trim", end_frame=frame_count(placed.duration, rate))


def _under_logo(stream: Any, logo: str, timeline: Timeline, preset: Preset, size: Size) -> Any:
    """The logo in the top right corner of the safe area while the master is shown."""
    import ffmpeg

    form, (right, top) = pixel_format(preset), logo_margins(preset, size)
    half = float(1 / timeline.frame_rate) / 2
    shown = united(span for clip, span in timeline.placed() if clip.of_master)
    times = (f"between(t,{as_ffmpeg_time(s.start - half)},{as_ffmpeg_time(s.end - half)})" for s in shown)
    colors = {"out_color_matrix": "bt709", "out_range": "tv"}
    laid = ffmpeg.input(logo)["v"].filter("scale", **colors).filter("format", form.replace("yuv", "yuva"))
    place = {"x": f"W-w-{right}", "y": top, "format": OVERLAYS[form], "enable": "+".join(times)}
    return ffmpeg.filter([stream, laid], "overlay", **place).filter("format", form)
