"""Run detectors over one master: those that look share one decode."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autocut import weights
from autocut.analyze.detector import Listening, Looking
from autocut.errors import ToolError
from autocut.media.frames import frames
from autocut.model.event import Event, Warned, told, told_if_any
from autocut.model.media import Master

Detector = Looking | Listening


@dataclass(slots=True)
class Findings:
    """What each detector found, and for each that could not work one sentence why."""

    found: dict[Detector, Any] = field(default_factory=dict)
    missing: dict[Detector, str] = field(default_factory=dict)


def analyze(master: Master, detectors: Collection[Detector], *, offline: bool) -> Generator[Event, None, Findings]:
    """Run the detectors that concern the master; yields events.

    One whose model cannot be had is left out with a warning, unless it is essential: then ToolError is raised.
    Raises InputError where the master cannot be decoded.
    """
    subject = master.path.name
    findings = Findings()
    models: dict[Detector, Path | None] = {}
    for detector in detectors:
        if detector.concerns(master):
            try:
                models[detector] = yield from _model(detector, subject, offline)
            except ToolError as error:
                if detector.is_essential:
                    raise
                findings.missing[detector] = f"{detector.does} was left out: {error}"
                yield Warned(subject, findings.missing[detector])
    looking = [detector for detector in models if isinstance(detector, Looking)]
    if looking:
        findings.found |= yield from told("watching", subject, _look(master, looking, models))
    for detector in models:
        if isinstance(detector, Listening):
            work = detector.listen(master, models[detector])
            findings.found[detector] = yield from told(detector.does, subject, work)
    return findings


def _model(detector: Detector, subject: str, offline: bool) -> Generator[Event, None, Path | None]:
    if detector.weights is None:
        return None
    find = weights.find_speech if isinstance(detector, Listening) else weights.find
    work = find(detector.weights, offline=offline)
    return (yield from told_if_any(f"getting model {detector.weights}", subject, work))


def _look(
    master: Master, looking: Collection[Looking], models: Mapping[Detector, Path | None]
) -> Generator[float, None, dict[Detector, Any]]:
    """One decode; each frame goes to those who want it, at the size they want."""
    looks = {detector: detector.look(master, models[detector]) for detector in looking}
    for time, seen in frames(master, [detector.view for detector in looking]):
        for look, frame in zip(looks.values(), seen, strict=True):
            if frame is not None:
                look.see(frame)
        yield min(1.0, time / master.duration)
    return {detector: look.found() for detector, look in looks.items()}
