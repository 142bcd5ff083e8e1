"""Title and end cards, composed by moviepy and kept losslessly for the graph to cut in."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from autocut.media.run import ffmpeg
from autocut.model.geometry import Size
from autocut.model.span import frame_count
from autocut.model.timeline import Card
from autocut.render.fonts import font_path

GROUND = (28, 30, 36)
# Of the short side: the largest at which a title is one line, or else two, or else the last.
_TITLE_SHARES = (0.13, 0.11, 0.09)
_SUBTITLE_SHARE = 0.045
_RULE = (94, 102, 116)
_RULE_SHARE = 0.12
# Narrow enough to keep clear of the buttons at the side of a vertical picture.
_TEXT_WIDTH = 0.64
_LINE_HEIGHT = 1.5
_INTERLINE = 0.4
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
    layers = [_text(card.title, _title_points(card.title, size), size, duration, "white")]
    if card.subtitle:
        layers.append(_rule(short_side, duration))
        layers.append(_text(card.subtitle, round(short_side * _SUBTITLE_SHARE), size, duration, "#b9bec8"))
    # A line of text has room below it already.
    gaps = [round(short_side * _SUBTITLE_SHARE * share) for share in (0.4, 0.9)][: len(layers) - 1]
    top = (size.height - sum(layer.h for layer in layers) - sum(gaps)) // 2
    placed = []
    for layer, gap in zip(layers, [*gaps, 0], strict=True):
        placed.append(layer.with_position(("center", top)))
        top += layer.h + gap
    ground = ColorClip((size.width, size.height), color=GROUND, duration=duration)
    return CompositeVideoClip([ground, *placed], size=(size.width, size.height))


def _title_points(title: str, size: Size) -> int:
    """How large the title is set, in pixels."""
    width, short_side = round(size.width * _TEXT_WIDTH), min(size.width, size.height)
    points = [round(short_side * share) for share in _TITLE_SHARES]
    fit = (each for most in (1, 2) for each in points if len(wrapped(title, each, width)) <= most)
    return next(fit, points[-1])


def _rule(short_side: int, duration: float) -> Any:
    """A short line between the texts, fading with them."""
    from moviepy import ColorClip

    shape = (2 * round(short_side * _RULE_SHARE / 2), max(2, 2 * round(short_side / 720)))
    return _fading(ColorClip(shape, color=_RULE, duration=duration), duration)


def _fading(clip: Any, duration: float) -> Any:
    from moviepy import vfx

    return clip.with_effects([vfx.CrossFadeIn(_fade(duration)), vfx.CrossFadeOut(_fade(duration))])


def _text(text: str, points: int, size: Size, duration: float, color: str) -> Any:
    """The text in as many centred lines as it needs, on nothing, fading in and out."""
    from moviepy import TextClip

    width = round(size.width * _TEXT_WIDTH)
    lines = _balanced(text, points, width)
    clip = TextClip(
        font=str(font_path()),
        text="\n".join(lines),
        font_size=points,
        color=color,
        # A label of a given size: moviepy's own line breaking loses its place after the first line, and the
        # height that it finds for itself cuts off what hangs below the baseline.
        method="label",
        size=(width, round(len(lines) * points * _LINE_HEIGHT)),
        vertical_align="top",
        horizontal_align="center",
        text_align="center",
        interline=round(points * _INTERLINE),
        duration=duration,
    )
    return _fading(clip, duration)


def _balanced(text: str, points: int, width: int) -> list[str]:
    """The text in as many lines as it needs, and these as even as can be: no last word alone."""
    from PIL import ImageFont

    lines = wrapped(text, points, width)
    length = ImageFont.truetype(str(font_path()), points).getlength
    longest = math.ceil(max((length(word) for word in text.split()), default=width))
    for narrower in range(width, min(longest, width) - 1, -max(1, width // 60)):
        even = wrapped(text, points, narrower)
        if len(even) > len(lines):
            break
        lines = even
    return lines


def wrapped(text: str, points: int, width: int) -> list[str]:
    """The text broken at spaces so that each line is at most `width` pixels; a longer word is broken anywhere."""
    from PIL import ImageFont

    length = ImageFont.truetype(str(font_path()), points).getlength
    lines = [""]
    for word in text.split() or [" "]:
        joined = f"{lines[-1]} {word}".strip()
        if length(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
        while length(lines[-1]) > width:
            kept = next(k for k in range(len(lines[-1]) - 1, 0, -1) if length(lines[-1][:k]) <= width)
            lines[-1:] = [lines[-1][:kept], lines[-1][kept:]]
    return lines
