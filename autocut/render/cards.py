"""Title and end cards, composed by moviepy and kept losslessly for the graph to cut in."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from autocut.media.run import ffmpeg
from autocut.model.geometry import Size
from autocut.model.span import frame_count
from autocut.model.timeline import Card
from autocut.render.fonts import font_path

_GROUND = (28, 30, 36)
_TITLE_SHARE = 0.075
_SUBTITLE_SHARE = 0.038
_TEXT_WIDTH = 0.8
_FADE_SECONDS = 0.4


def draw_card(
    card: Card, size: Size, rate: Fraction, duration: float, folder: Path, name: str
) -> Generator[float, None, None]:
    """Write the card to `folder/name` as lossless video of `size` at `rate`; yields the share done (0-1)."""
    frames = frame_count(duration, rate)
    # BT.709 from the start: RGB to YUV would else take BT.601, and the graph tags what it gets as 709.
    matrix = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
    shape = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", str(size), "-r", str(rate), "-i", "pipe:0"]
    coding = ["-vf", matrix, "-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-f", "matroska", name]
    yield from ffmpeg(shape + coding, duration=duration, cwd=folder, feed=_frames(card, size, rate, frames))


def _frames(card: Card, size: Size, rate: Fraction, count: int) -> Iterator[bytes]:
    """The card's frames as RGB bytes."""
    duration = float(count / rate)
    composed = _compose(card, size, duration)
    fade = _fade(duration)
    held = composed.get_frame(duration / 2).astype("uint8").tobytes()
    for number in range(count):
        time = float(number / rate)
        # Between the fades nothing moves, and composing a frame is dear.
        still = fade <= time <= duration - fade
        yield held if still else composed.get_frame(time).astype("uint8").tobytes()
    composed.close()


def _fade(duration: float) -> float:
    return min(_FADE_SECONDS, duration / 4)


def _compose(card: Card, size: Size, duration: float) -> Any:
    from moviepy import ColorClip, CompositeVideoClip

    short_side = min(size.width, size.height)
    title = _text(card.title, round(short_side * _TITLE_SHARE * 1.2), size, duration)
    layers = [title]
    if card.subtitle:
        layers.append(_text(card.subtitle, round(short_side * _SUBTITLE_SHARE * 1.2), size, duration, color="#b9bec8"))
    gap = round(short_side * 0.03)
    top = (size.height - sum(layer.h for layer in layers) - gap * (len(layers) - 1)) // 2
    placed = []
    for layer in layers:
        placed.append(layer.with_position(("center", top)))
        top += layer.h + gap
    ground = ColorClip((size.width, size.height), color=_GROUND, duration=duration)
    return CompositeVideoClip([ground, *placed], size=(size.width, size.height))


def _text(text: str, points: int, size: Size, duration: float, color: str = "white") -> Any:
    from moviepy import TextClip, vfx

    clip = TextClip(
        font=str(font_path()),
        text=text,
        font_size=points,
        color=color,
        method="caption",
        size=(round(size.width * _TEXT_WIDTH), None),
        text_align="center",
        horizontal_align="center",
        # Without it moviepy cuts off descenders.
        margin=(0, points // 4),
        duration=duration,
    )
    return clip.with_effects([vfx.CrossFadeIn(_fade(duration)), vfx.CrossFadeOut(_fade(duration))])
