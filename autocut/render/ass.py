"""Cues to an Advanced SubStation Alpha script for libass: pure text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import NamedTuple

from autocut.model.caption_style import CaptionStyle
from autocut.model.captions import Cue
from autocut.model.geometry import Size
from autocut.model.preset import Preset
from autocut.model.span import Span
from autocut.render.fonts import FAMILY, LINE_HEIGHT
from autocut.render.fonts.faces import Faces
from autocut.render.spoken import one_by_one, spoken

_STYLE_FIELDS = (
    "Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,OutlineColour,BackColour,Bold,Italic,Underline,StrikeOut,"
    "ScaleX,ScaleY,Spacing,Angle,BorderStyle,Outline,Shadow,Alignment,MarginL,MarginR,MarginV,Encoding"
)
_BOTTOM_CENTER = 2
# libass: each line is read from where its first letter says; 1 would have all begin at the left.
_ANY_DIRECTION = -1
_USUAL = Faces()
# libass places each run of one look anew, by parts of a pixel: with spaces of their own look no word moves when
# another is marked.
_APART = "{\\1a&H01&} {\\1a}"
_GROWING_MILLISECONDS = 80
# libass: 1 draws an edge, 3 a box behind each line in the edge's colour, 4 one behind all in the shadow's.
_EDGE, _BOX_A_LINE, _BOX_A_CUE = 1, 3, 4


class _Look(NamedTuple):
    """The font size, the width that lines have, in pixels, and the fonts beside the usual one."""

    points: float
    room: float
    faces: Faces


def ass_script(cues: Iterable[Cue], preset: Preset, size: Size, style: CaptionStyle, faces: Faces = _USUAL) -> str:
    """The cues in that style, centred in the preset's safe area: at its bottom, or as far above as they are lifted.

    `size` is that of the picture in pixels; the preset's own lengths are scaled from its canvas to it. `faces` has the
    fonts of characters that the usual one lacks.
    """
    assert preset.canvas is not None
    scale = size.height / preset.canvas.height
    points = preset.captions.font_size * scale * style.size
    padding = math.ceil(_part(points, style.box_padding)) if style.box else 0
    safe = (preset.safe_area.left, preset.safe_area.right, preset.safe_area.bottom)
    margins = [round(side * scale) + padding for side in safe]
    around = _part(points, style.edge_width + style.shadow_depth)
    # Below a letter that reaches down its edge goes on; at the sides the lines leave room for it.
    margins[2] += 0 if style.box else math.ceil(around)
    height = size.height - (preset.safe_area.top + preset.safe_area.bottom) * scale
    look = [
        FAMILY,
        f"{points * LINE_HEIGHT:.1f}",
        _color(style.text),
        _color(style.text),
        *_surroundings(points, style),
    ]
    room = size.width - margins[0] - margins[1] - 2 * around
    lines = [
        "[Script Info]",
        "ScriptType: v4.00+",
        f"PlayResX: {size.width}",
        f"PlayResY: {size.height}",
        "ScaledBorderAndShadow: yes",
        "WrapStyle: 0",
        "YCbCr Matrix: TV.709",
        "",
        "[V4+ Styles]",
        f"Format: {_STYLE_FIELDS}",
        "Style: Caption," + ",".join(str(value) for value in (*look, _BOTTOM_CENTER, *margins, _ANY_DIRECTION)),
        "",
        "[Events]",
        "Format: Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text",
        *(
            f"Dialogue: 0,{_time(span.start)},{_time(span.end)},Caption,,0,0,{_foot(cue, margins[2], height)},,{text}"
            for cue in cues
            for span, text in _events(cue, style, _Look(points, room, faces))
        ),
    ]
    return "\n".join(lines) + "\n"


def _foot(cue: Cue, bottom: int, height: float) -> int:
    """The margin below a cue that is lifted; 0 is that of the style."""
    return bottom + round(cue.lift * height) if cue.lift else 0


def _surroundings(points: float, style: CaptionStyle) -> list[object]:
    """From the edge's colour to the shadow's depth."""
    edge, back, border = style.edge, style.shadow or "#00000000", _EDGE
    width, depth = style.edge_width, style.shadow_depth
    if style.box and style.box_behind == "line":
        edge, border, width, depth = style.box, _BOX_A_LINE, style.box_padding, Fraction(0)
    elif style.box:
        back, border, depth = style.box, _BOX_A_CUE, style.box_padding
    plain = [-1, 0, 0, 0, 100, 100, 0, 0]
    return [_color(edge), _color(back), *plain, border, f"{_part(points, width):.1f}", f"{_part(points, depth):.1f}"]


def _part(points: float, share: Fraction) -> float:
    return points * share.numerator / share.denominator


def _color(color: str) -> str:
    """As ASS writes it: transparency, blue, green, red."""
    red, green, blue, opacity = color[1:3], color[3:5], color[5:7], color[7:9] or "ff"
    return f"&H{255 - int(opacity, 16):02X}{blue}{green}{red}".upper()


def _events(cue: Cue, style: CaptionStyle, look: _Look) -> Iterator[tuple[Span, str]]:
    """What is shown when, one after the other (timeline time)."""
    cased = [line.upper() if style.capitals else line for line in cue.lines]
    cue = replace(cue, lines=tuple(cased))
    if style.shows == "word":
        for text, span in one_by_one(cue, style.shortest_word):
            yield span, _tags([text], style, look) + _text([text], look.faces)
    elif style.spoken:
        tags = _tags(cue.lines, style, look)
        for number, span in enumerate(spoken(cue)):
            if _time(span.start) != _time(span.end):
                yield span, tags + _highlighted(cue.lines, number, style.spoken, look.faces)
    else:
        yield cue.span, _tags(cue.lines, style, look) + _text(cue.lines, look.faces)


def _tags(lines: Sequence[str], style: CaptionStyle, look: _Look) -> str:
    """What lets the lines grow, and makes them smaller where they are wider than the room that the style leaves."""
    tags = ""
    widest = max((look.faces.width(line) * look.points for line in lines), default=0.0)
    tags += f"\\fs{look.points * look.room / widest * LINE_HEIGHT:.1f}" if widest > look.room else ""
    if style.grows_from < 1:
        small = round(100 * style.grows_from)
        tags += f"\\fscx{small}\\fscy{small}\\t(0,{_GROWING_MILLISECONDS},\\fscx100\\fscy100)"
    return f"{{{tags}}}" if tags else ""


def _highlighted(lines: Iterable[str], number: int, color: str, faces: Faces) -> str:
    """The lines with the word of that number in the colour."""
    numbers = count()
    written = _color(color)
    tags = f"{{\\1c&H{written[4:]}&\\1a&H{written[2:4]}&}}"
    return "\\N".join(
        _APART.join(
            f"{tags}{_text([word], faces)}{{\\1c\\1a}}" if next(numbers) == number else _text([word], faces)
            for word in line.split()
        )
        for line in lines
    )


def _time(seconds: float) -> str:
    # libass cuts a frame's time down to whole milliseconds: a hundredth early is on the frame, on time is one late.
    hundredths = max(0, math.ceil(seconds * 100 - 1e-6) - 1)
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest // 100:02d}.{rest % 100:02d}"


def _text(lines: Iterable[str], faces: Faces) -> str:
    return "\\N".join("".join(_run(*run) for run in faces.runs(line.replace("\n", " "))) for line in lines)


def _run(text: str, family: str) -> str:
    """Text that is shown as it is, in a font of its own where it needs one."""
    # Braces open override tags and backslashes escapes; a word joiner after a backslash disarms it.
    plain = text.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}")
    return f"{{\\fn{family}}}{plain}{{\\fn}}" if family else plain
