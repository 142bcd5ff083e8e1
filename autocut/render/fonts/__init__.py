"""The fonts that captions and cards are set in; they ship with their licences so that no machine's own matter.

Noto Sans has Latin, Greek and Cyrillic; DejaVu Sans, what it lacks of Arabic, Hebrew, Armenian, Georgian and signs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from autocut.errors import ToolError

FAMILY = "Noto Sans"
LINE_HEIGHT = 1.362
"""Ascent and descent over the em: libass takes a font's size to be the sum of both."""


def font_path() -> Path:
    """The bold face; raises ToolError where the installation has lost it."""
    return _shipped("NotoSans-Bold.ttf")


def second_font_path() -> Path:
    """The bold face for characters that the first lacks; raises ToolError where the installation has lost it."""
    return _shipped("DejaVuSans-Bold.ttf")


def _shipped(name: str) -> Path:
    path = Path(__file__).with_name(name)
    if not path.is_file():
        raise ToolError(f"the font {path} is missing; install autocut again (pip install --force-reinstall)")
    return path


@cache
def font(points: int) -> Any:
    """The bold face at a size in pixels, as Pillow draws with it."""
    from PIL import ImageFont

    return ImageFont.truetype(str(font_path()), points)
