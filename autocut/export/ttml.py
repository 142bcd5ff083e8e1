"""TTML in the text profile of IMSC 1.1 (W3C Recommendation, 2018), as broadcasters and streaming services take it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from autocut.export.clock import clock
from autocut.model.captions import Cue
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition
from autocut.model.scripts import reads_right_to_left

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" \
xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="" ttp:timeBase="media" \
ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text">
  <head>
    <styling>
      <style xml:id="line" tts:color="#ffffff" tts:backgroundColor="#000000"/>
    </styling>
    <layout>
"""
_REGION = """\
      <region xml:id="{name}" tts:origin="{origin}" tts:extent="{extent}" tts:displayAlign="after" \
tts:textAlign="center" tts:fontFamily="proportionalSansSerif" tts:fontSize="{font_size}" tts:lineHeight="125%"/>
"""
_ANY_PLACE = {"origin": "10% 10%", "extent": "80% 80%", "font_size": "5rh"}


def ttml(rendition: Rendition) -> str:
    """The cues as a .ttml file: white on black in the preset's safe area, in a language not told.

    There is a region for every height that cues are lifted to, and a cue that is read from the right says so.
    """
    lifts = sorted({0.0, *(cue.lift for cue in rendition.cues)})
    regions = (_REGION.format(name=_name(lift, lifts), **_place(rendition.preset, lift)) for lift in lifts)
    paragraphs = (
        f'      <p region="{_name(cue.lift, lifts)}" begin="{clock(cue.span.start, ".")}" '
        f'end="{clock(cue.span.end, ".")}"{_direction(cue)}>'
        f'<span style="line">{"<br/>".join(_text(line) for line in cue.lines)}</span></p>\n'
        for cue in rendition.cues
    )
    body = f"    </layout>\n  </head>\n  <body>\n    <div>\n{''.join(paragraphs)}    </div>\n  </body>\n</tt>\n"
    return _HEAD + "".join(regions) + body


def _name(lift: float, lifts: Sequence[float]) -> str:
    return f"lifted{lifts.index(lift)}" if lift else "safe"


def _direction(cue: Cue) -> str:
    return ' tts:direction="rtl"' if cue.lines and reads_right_to_left(cue.lines[0]) else ""


def _place(preset: Preset, lift: float) -> dict[str, str]:
    """The safe area above the lift and the font size in parts of the picture; the usual ones where there is none."""
    canvas, safe = preset.canvas, preset.safe_area
    if canvas is None:
        return _ANY_PLACE
    width, height = canvas.width - safe.left - safe.right, canvas.height - safe.top - safe.bottom
    return {
        "origin": f"{_share(safe.left, canvas.width)}% {_share(safe.top, canvas.height)}%",
        "extent": f"{_share(width, canvas.width)}% {_share(height * (1 - lift), canvas.height)}%",
        "font_size": f"{_share(preset.captions.font_size, canvas.height)}rh",
    }


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.3f}".rstrip("0").rstrip(".")


def _text(line: str) -> str:
    return escape(_NOT_IN_XML.sub(" ", line), quote=False)
