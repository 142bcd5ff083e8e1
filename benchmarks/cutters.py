"""Two that cut without understanding: a silence cutter (auto-editor), and equal pieces at even steps."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from autocut.errors import AutocutError
from autocut.media.run import finish, run
from autocut.model.media import Master
from autocut.model.span import Span
from autocut.model.timeline import Clip, Timeline

# How releases of auto-editor name their own list of clips, the newest last.
_EXPORTS = ("json", "v3")


class CannotCut(AutocutError):
    """The silence cutter made no list of clips; says why."""


def version_of(executable: Path) -> str:
    """Which release of auto-editor it is; raises ToolError where it cannot be started."""
    return " ".join(run([str(executable), "--version"], limit=60)).strip()


def loud_parts(executable: Path, master: Master) -> tuple[Span, ...]:
    """What auto-editor keeps of the master (master time), as it cuts by default; raises CannotCut."""
    said = ""
    with tempfile.TemporaryDirectory() as folder:
        for export in _EXPORTS:
            out = Path(folder) / f"{export}.json"
            asked = ["--export", export, "-o", str(out), "--no-open", "--progress", "none"]
            outcome = finish(run([str(executable), str(master.path), *asked], limit=600))
            said = said or outcome.stderr.strip()
            if outcome.return_code == 0 and out.is_file():
                return kept(json.loads(out.read_text("utf-8")))
    raise CannotCut(said.splitlines()[-1] if said else "it wrote no list of clips")


def kept(document: dict[str, Any]) -> tuple[Span, ...]:
    """The spans of the source in auto-editor's third form, of its picture or else its sound, in playing order."""
    timeline = document.get("timeline", document)
    rate = Fraction(timeline["timebase"])
    tracks = [track for track in (*timeline["v"], *timeline["a"]) if track]
    clips = tracks[0] if tracks else []
    return tuple(
        Span(float(clip["offset"] / rate), float((clip["offset"] + clip["dur"]) / rate))
        for clip in clips
        if clip["src"] is not None
    )


def taken(spans: Sequence[Span], skipped: float, seconds: float) -> tuple[Span, ...]:
    """So many seconds of the spans, played one after the other, from `skipped` seconds on."""
    found: list[Span] = []
    played = 0.0
    for span in spans:
        start, end = max(0.0, skipped - played), min(span.duration, skipped + seconds - played)
        if start < end:
            found.append(Span(span.start + start, span.start + end))
        played += span.duration
    return tuple(found)


def evenly(whole: Span, pieces: int, seconds: float) -> tuple[Span, ...]:
    """Pieces of equal length, `seconds` in all, in the middle of as many equal parts of the whole."""
    part, length = whole.duration / pieces, min(seconds, whole.duration) / pieces
    starts = [whole.start + k * part + (part - length) / 2 for k in range(pieces)]
    return tuple(Span(start, start + length) for start in starts)


def timeline_of(spans: Sequence[Span], master: Master, rate: Fraction) -> Timeline:
    """The spans as a version plays them; what is shorter than a frame is left out."""
    clips = (Clip(str(master.path), span) for span in spans if span.duration * rate >= 1)
    return Timeline(rate, tuple(clips))
