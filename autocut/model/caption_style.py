"""How captions look; the fields of `styles/*.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

_COLOR = re.compile(r"#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?")


@dataclass(frozen=True, slots=True)
class CaptionStyle:
    """Colours as `#rrggbb` or, with opacity, `#rrggbbaa`, empty for none; widths in parts of the font size.

    `size` is what the preset's font size is multiplied by. A `box` lies behind each line or behind the whole cue. With
    `spoken` the word being said is of that colour. `shows` is the whole cue, or one word at a time: a word that would
    stand for less than `shortest_word` seconds is shown together with the next, and it grows from `grows_from`
    of its size. `source` says whose look it is. Raises ValueError where a field is of no use.
    """

    name: str
    description: str
    source: str
    text: str
    edge: str
    edge_width: Fraction
    shadow: str = ""
    shadow_depth: Fraction = Fraction(0)
    size: Fraction = Fraction(1)
    box: str = ""
    box_padding: Fraction = Fraction(0)
    box_behind: Literal["line", "cue"] = "cue"
    spoken: str = ""
    shows: Literal["cue", "word"] = "cue"
    shortest_word: float = 0.0
    grows_from: Fraction = Fraction(1)
    capitals: bool = False

    def __post_init__(self) -> None:
        needed = {"text": self.text, "edge": self.edge}
        for key, color in {**needed, "shadow": self.shadow, "box": self.box, "spoken": self.spoken}.items():
            if not _COLOR.fullmatch(color) and (color or key in needed):
                raise ValueError(f"{key} must be a colour such as #ffd400 or #000000b3, not {color!r}")
        if not (self.size > 0 and 0 < self.grows_from <= 1):
            raise ValueError("size must be above 0, and grows_from above 0 and at most 1")
        if min(self.edge_width, self.shadow_depth, self.box_padding) < 0 or self.shortest_word < 0:
            raise ValueError("widths, depths and seconds must not be below 0")
