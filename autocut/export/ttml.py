"""TTML in the text profile of IMSC 1.1 (W3C Recommendation, 2018), as broadcasters and streaming services take it."""

from __future__ import annotations

import re
from html import escape

from autocut.export.clock import clock
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition

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
      <region xml:id="safe" tts:origin="{origin}" tts:extent="{extent}" tts:displayAlign="after" \
tts:textAlign="center" tts:fontFamily="proportionalSansSerif" tts:fontSize="{font_size}" tts:lineHeight="125%"/>
    </layout>
  </head>
"""
_ANY_PLACE = {"origin": "10% 10%", "extent": "80% 80%", "font_size": "5rh"}


def ttml(rendition: Rendition) -> str:
    """The cues as a .ttml file: white on black at the bottom of the preset's safe area, in a language not told."""
    paragraphs = (
        f'      <p begin="{clock(cue.span.start, ".")}" end="{clock(cue.span.end, ".")}">'
        f'<span style="line">{"<br/>".join(_text(line) for line in cue.lines)}</span></p>\n'
        for cue in rendition.cues
    )
    body = f'  <body>\n    <div region="safe">\n{"".join(paragraphs)}    </div>\n  </body>\n</tt>\n'
    return _HEAD.format(**_place(rendition.preset)) + body


def _place(preset: Preset) -> dict[str, str]:
    """The safe area and the font size in parts of the picture; the usual ones where there is no picture."""
    canvas, safe = preset.canvas, preset.safe_area
    if canvas is None:
        return _ANY_PLACE
    width, height = canvas.width - safe.left - safe.right, canvas.height - safe.top - safe.bottom
    return {
        "origin": f"{_share(safe.left, canvas.width)}% {_share(safe.top, canvas.height)}%",
        "extent": f"{_share(width, canvas.width)}% {_share(height, canvas.height)}%",
        "font_size": f"{_share(preset.captions.font_size, canvas.height)}rh",
    }


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.3f}".rstrip("0").rstrip(".")


def _text(line: str) -> str:
    return escape(_NOT_IN_XML.sub(" ", line), quote=False)
