"""What an edit decided: the spans it plays, every passage it weighed, and why."""

from __future__ import annotations

from dataclasses import dataclass

from autocut.model.rendition import Candidate
from autocut.model.segment import Segment
from autocut.model.timeline import Chapter, Clip, Music, Muted


@dataclass(frozen=True, slots=True)
class Choice:
    """The clips of one version in playing order; with none, `reason` says what stood in the way.

    `music`, `muted` and `chapters` are those of its timeline; `notes` say what the version lacks of the master, or has
    beyond it.
    """

    clips: tuple[Clip, ...]
    candidates: tuple[Candidate, ...]
    reason: str = ""
    notes: tuple[str, ...] = ()
    music: Music | None = None
    muted: tuple[Muted, ...] = ()
    chapters: tuple[Chapter, ...] = ()


def candidate(segment: Segment, *, chosen: bool, why: str) -> Candidate:
    """The segment with the verdict on it."""
    return Candidate(segment.span, segment.score, chosen, why, segment.text)


def strengths(segment: Segment) -> str:
    """The two signals that carry most of the score, with what was measured of them."""
    parts = segment.score.parts
    best = sorted(parts, key=lambda name: (-parts[name], name))[:2]
    said = [f"{name} {segment.score.signals.get(name, 0.0):.2f}" for name in best if parts[name] > 0]
    return " and ".join(said) or "no signal stands out"
