"""Cues to an Advanced SubStation Alpha script for libass: pure text."""

from __future__ import annotations

import math
from collections.abc import Iterable

from autocut.model.captions import Cue
from autocut.model.geometry import Size
from autocut.model.preset import Preset
from autocut.render.fonts import FAMILY, LINE_HEIGHT

_STYLE_FIELDS = (
    "Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,OutlineColour,BackColour,Bold,Italic,Underline,StrikeOut,"
    "ScaleX,ScaleY,Spacing,Angle,BorderStyle,Outline,Shadow,Alignment,MarginL,MarginR,MarginV,Encoding"
)
_WHITE, _BLACK, _SHADE = "&H00FFFFFF", "&H00000000", "&H80000000"
_BOTTOM_CENTER = 2


def ass_script(cues: Iterable[Cue], preset: Preset, size: Size) -> str:
    """The cues in white with a black edge, centred at the bottom of the preset's safe area.

    `size` is that of the picture in pixels; the preset's own lengths are scaled from its canvas to it.
    """
    assert preset.canvas is not None
    scale = size.height / preset.canvas.height
    margins = [round(side * scale) for side in (preset.safe_area.left, preset.safe_area.right, preset.safe_area.bottom)]
    points = preset.captions.font_size * scale
    look = [FAMILY, f"{points * LINE_HEIGHT:.1f}", _WHITE, _WHITE, _BLACK, _SHADE, -1, 0, 0, 0, 100, 100, 0, 0, 1]
    look += [f"{points / 14:.1f}", f"{points / 40:.1f}", _BOTTOM_CENTER, *margins, 1]
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
        "Style: Caption," + ",".join(str(value) for value in look),
        "",
        "[Events]",
        "Format: Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text",
        *(f"Dialogue: 0,{_time(c.span.start)},{_time(c.span.end)},Caption,,0,0,0,,{_text(c.lines)}" for c in cues),
    ]
    return "\n".join(lines) + "\n"


def _time(seconds: float) -> str:
    # libass cuts a frame's time down to whole milliseconds: a hundredth early is on the frame, on time is one late.
    hundredths = max(0, math.ceil(seconds * 100 - 1e-6) - 1)
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest // 100:02d}.{rest % 100:02d}"


def _text(lines: Iterable[str]) -> str:
    # Braces open override tags and backslashes escapes; a word joiner after a backslash disarms it.
    plain = (line.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}") for line in lines)
    return "\\N".join(line.replace("\n", " ") for line in plain)
