"""A planned version, the plan that holds several, and what was measured of a finished one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from autocut.model.captions import Cue
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.reframe import CropPath
from autocut.model.segment import Score
from autocut.model.span import Span
from autocut.model.timeline import Timeline

PLAN_SCHEMA = 1
MANIFEST_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was weighed (master time), whether it was chosen, and one sentence why or why not."""

    span: Span
    score: Score
    chosen: bool
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One planned version; `name` is its file's stem. With no clips nothing passed, and `reason` says why.

    The crop path is laid over the displayed master and, like the cues, in timeline time.
    """

    name: str
    preset: Preset
    timeline: Timeline
    reason: str = ""
    crop: CropPath | None = None
    cues: tuple[Cue, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The versions planned for one master; the file a person may edit."""

    schema: int
    master: Master
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement held against what was measured of the file."""

    name: str
    passed: bool
    measured: str
    required: str


@dataclass(frozen=True, slots=True)
class Loudness:
    """Measured by EBU R 128 / ITU-R BS.1770: None where the programme is silent."""

    integrated_lufs: float | None
    true_peak_dbtp: float | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Measured facts of one finished file, or the reason why there is none. Clips are master time."""

    preset: str
    status: Literal["delivered", "nothing-passed"]
    path: Path | None = None
    reason: str = ""
    duration: float | None = None
    width: int | None = None
    height: int | None = None
    frame_rate: Fraction | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    loudness: Loudness | None = None
    sha256: str | None = None
    bytes: int | None = None
    clips: tuple[Span, ...] = ()
    captions: tuple[Path, ...] = ()
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()
