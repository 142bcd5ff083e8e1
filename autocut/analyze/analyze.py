"""Run detectors over one master: those that look at the same spans share one decode."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from autocut import weights
from autocut.analyze.detector import Deducing, Detector, Listening, Look, Looking, Reading
from autocut.analyze.memory import give_back
from autocut.errors import ToolError
from autocut.media.frames import Frames
from autocut.model.analysis import Analysis
from autocut.model.event import Event, Warned, told, told_if_any
from autocut.model.media import Master
from autocut.model.span import Span, united


@dataclass(slots=True)
class Findings:
    """What each detector found, for each that could not work one sentence why, and what was degraded besides."""

    found: dict[Detector, Any] = field(default_factory=dict)
    missing: dict[Detector, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def analyze(
    master: Master, detectors: Collection[Detector], known: Analysis, *, offline: bool
) -> Generator[Event, None, Findings]:
    """Run the detectors that concern the master, which need no more than what is `known`; yields events.

    One whose model cannot be had raises ToolError or is left out, as it says. Raises InputError where the
    master cannot be decoded.
    """
    subject = master.path.name
    concerned = [detector for detector in detectors if detector.concerns(master)]
    findings = yield from read(subject, [each for each in concerned if isinstance(each, Reading)], known, offline)
    others = [each for each in concerned if not isinstance(each, Reading)]
    models = yield from _models(subject, others, findings, offline)
    for spans, looking in _by_spans(master, models, known).items():
        decode = _decode(master, looking, known, spans)
        looks = {detector: detector.look(master, models[detector], known) for detector in looking}
        findings.found |= yield from told("watching", subject, _look(decode, looks))
        give_back()
        if decode.damaged:
            findings.notes.append(f"{decode.damaged} frames of {subject} are damaged and were passed over")
            yield Warned(subject, findings.notes[-1])
    for detector in models:
        if isinstance(detector, Listening):
            hearing = detector.listen(master, models[detector], known)
            findings.found[detector] = yield from told(detector.does, subject, hearing)
            give_back()
        elif isinstance(detector, Deducing):
            findings.found[detector] = detector.deduce(master, known)
    return findings


def read(
    subject: str, readers: Collection[Reading], known: Analysis, offline: bool
) -> Generator[Event, None, Findings]:
    """Run the detectors that read on what is `known` to be said; like `analyze`, without a master."""
    findings = Findings()
    models = yield from _models(subject, [reader for reader in readers if reader.has_text(known)], findings, offline)
    for reader, model in models.items():
        findings.found[reader] = yield from told(reader.does, subject, reader.read(model, known))
        give_back()
    return findings


D = TypeVar("D", bound=Detector)


def _models(
    subject: str, detectors: Collection[D], findings: Findings, offline: bool
) -> Generator[Event, None, dict[D, Path | None]]:
    """The model of each detector that can work; what is missing goes to the findings."""
    models: dict[D, Path | None] = {}
    for detector in detectors:
        try:
            models[detector] = yield from _model(detector, subject, offline)
        except ToolError as error:
            if detector.without_model == "fail":
                raise
            findings.missing[detector] = f"{detector.does} was left out: {error}"
            if detector.without_model == "warn":
                yield Warned(subject, findings.missing[detector])
    return models


def _model(detector: Detector, subject: str, offline: bool) -> Generator[Event, None, Path | None]:
    if detector.weights is None:
        return None
    find = weights.find_speech if detector.speech_model else weights.find
    work = find(detector.weights, offline=offline or detector.without_model == "skip")
    return (yield from told_if_any(f"getting model {detector.weights}", subject, work))


def _by_spans(
    master: Master, detectors: Collection[Detector], known: Analysis
) -> Mapping[tuple[Span, ...], list[Looking]]:
    """Those that look, together with those that want to see the same."""
    groups: dict[tuple[Span, ...], list[Looking]] = {}
    for detector in detectors:
        if isinstance(detector, Looking):
            groups.setdefault(detector.where(master, known), []).append(detector)
    return groups


def _decode(master: Master, looking: Collection[Looking], known: Analysis, spans: tuple[Span, ...]) -> Frames:
    closely = united(span for detector in looking for span in detector.closely(master, known))
    return Frames(master, [detector.view for detector in looking], spans, closely)


def _look(decode: Frames, looks: Mapping[Looking, Look]) -> Generator[float, None, dict[Detector, Any]]:
    """Each frame goes to those who want it, at the size they want."""
    for time, seen in decode:
        for look, frame in zip(looks.values(), seen, strict=True):
            if frame is not None:
                look.see(frame)
        yield min(1.0, time / decode.master.duration)
    return {detector: look.found() for detector, look in looks.items()}
