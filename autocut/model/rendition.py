"""A planned version, the plan that holds several, and what was measured of a finished one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from autocut.model.captions import Cue
from autocut.model.media import Master
from autocut.model.preset import AnalysisSettings, Preset
from autocut.model.reframe import Framing
from autocut.model.segment import Score, mean_score
from autocut.model.span import Span, covered
from autocut.model.timeline import Timeline

PLAN_SCHEMA = 2
MANIFEST_SCHEMA = 1
_MOSTLY = 0.5


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

    The framings are in order and, like the cues, in timeline time; without any the master's whole picture is shown, as
    the preset's canvas asks for. `weighting` names the weights of the candidates' scores.
    """

    name: str
    preset: Preset
    timeline: Timeline
    reason: str = ""
    framings: tuple[Framing, ...] = ()
    cues: tuple[Cue, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[str, ...] = ()
    weighting: str = ""
    speech: tuple[Span, ...] = ()

    @property
    def played(self) -> tuple[Span, ...]:
        """What of the master is played (master time), in playing order."""
        return tuple(clip.span for clip in self.timeline.clips if clip.of_master)

    @property
    def score(self) -> Score | None:
        """The mean of the chosen passages, each by the seconds of it that are played.

        None where they are not most of what is played, as in a plan that somebody edited.
        """
        chosen = [candidate for candidate in self.candidates if candidate.chosen]
        seconds = [covered(self.played, candidate.span) for candidate in chosen]
        known = sum(covered([candidate.span for candidate in chosen], span) for span in self.played)
        mostly = known > _MOSTLY * sum(span.duration for span in self.played)
        return mean_score([candidate.score for candidate in chosen], seconds) if mostly else None


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
class PassedOver:
    """A passage (master time) that a version does not play, its score (0-1), and one sentence why."""

    span: Span
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """Measured facts of one finished file, or the reason why there is none. Clips are master time.

    What `failed` was not delivered: its `checks` are those of the file that was made, if it came to that.

    `score` is what its passages were worth by the weights that `weighting` names; None where that is not known.
    `passed_over` are the best passages that it does not play, some of which other versions of the preset may;
    `analysis` says how the master was looked at and listened to. `recipe` is a digest of all that the file was made of,
    and `unchanged` whether the run that tells of it found it as an earlier one had left it.
    """

    preset: str
    status: Literal["delivered", "nothing-passed", "failed"]
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
    chapters: Path | None = None
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()
    score: Score | None = None
    weighting: str = ""
    passed_over: tuple[PassedOver, ...] = ()
    analysis: AnalysisSettings | None = None
    recipe: str = ""
    unchanged: bool = False
