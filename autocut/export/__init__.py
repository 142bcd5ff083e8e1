"""Renditions to text in other tools' formats: pure.

To add one: a file with a function `Rendition -> str`, a line in EXPORTS, and a golden file in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autocut.export.srt import srt
from autocut.export.ttml import ttml
from autocut.export.vtt import vtt
from autocut.model.rendition import Rendition

EXPORTS: Mapping[str, Callable[[Rendition], str]] = {"srt": srt, "vtt": vtt, "ttml": ttml}
