"""Passes over one master, or over what is said: each is a task, so that each can run on another machine."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from autocut import weights
from autocut.analyze.detector import Detector, Listening, Look, Looking, Parted, Reading
from autocut.analyze.memory import give_back
from autocut.errors import ToolError
from autocut.media.frames import Frames
from autocut.model.analysis import Analysis
from autocut.model.event import Event, Warned, told, told_if_any
from autocut.model.media import Master
from autocut.model.span import Span
from autocut.model.task import Executor

D = TypeVar("D", bound=Detector)


@dataclass(slots=True)
class Findings:
    """What each detector found, for each that could not work one sentence why, and what was degraded besides."""

    found: dict[Detector, Any] = field(default_factory=dict)
    missing: dict[Detector, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Watching:
    """A task: one decode of the `spans`, with every frame of what lies in `closely`, for all who look at these."""

    master: Master
    detectors: tuple[Looking, ...]
    spans: tuple[Span, ...]
    closely: tuple[Span, ...]
    known: Analysis
    offline: bool

    does: ClassVar[str] = "watching"

    gpu: ClassVar[bool] = False

    @property
    def subject(self) -> str:
        """The master's name."""
        return self.master.path.name

    def run(self, executor: Executor) -> Generator[Event, None, Findings]:
        """What they find; raises InputError where the master cannot be decoded, ToolError where a model is missing."""
        findings = Findings()
        models = yield from found_models(self.subject, self.detectors, findings, self.offline)
        if not models:
            return findings
        decode = Frames(self.master, [detector.view for detector in models], self.spans, self.closely)
        looks = {detector: detector.look(self.master, models[detector], self.known) for detector in models}
        findings.found |= yield from told(self.does, self.subject, _look(decode, looks))
        give_back()
        if decode.damaged:
            findings.notes.append(f"{decode.damaged} frames of {self.subject} are damaged and were passed over")
            yield Warned(self.subject, findings.notes[-1])
        return findings


@dataclass(frozen=True, slots=True)
class Hearing:
    """A task: a detector listens to the whole master, or to one `part` of it, of which it then gives what is joined."""

    master: Master
    detector: Listening
    known: Analysis
    offline: bool
    part: Span | None = None

    @property
    def subject(self) -> str:
        """The master's name."""
        return self.master.path.name

    @property
    def does(self) -> str:
        """As the detector says."""
        return self.detector.does

    @property
    def gpu(self) -> bool:
        """As the detector says."""
        return self.detector.gpu

    def run(self, executor: Executor) -> Generator[Event, None, Findings]:
        """What it finds; raises InputError where the sound cannot be decoded, ToolError where its model is missing."""
        findings, detector = Findings(), self.detector
        models = yield from found_models(self.subject, [detector], findings, self.offline)
        if detector in models:
            known, model = self.known, models[detector]
            if self.part is not None and isinstance(detector, Parted):
                hearing = detector.listen_to(self.master, model, known, self.part)
            else:
                hearing = detector.listen(self.master, model, known)
            findings.found[detector] = yield from told(detector.does, self.subject, hearing)
            give_back()
        return findings


@dataclass(frozen=True, slots=True)
class Understanding:
    """A task: detectors read what is known to be said in the `subject`."""

    subject: str
    readers: tuple[Reading, ...]
    known: Analysis
    offline: bool

    gpu: ClassVar[bool] = False

    def run(self, executor: Executor) -> Generator[Event, None, Findings]:
        """What those find that have text to read; raises ToolError where a model is missing."""
        findings = Findings()
        readers = [reader for reader in self.readers if reader.has_text(self.known)]
        models = yield from found_models(self.subject, readers, findings, self.offline)
        for reader, model in models.items():
            findings.found[reader] = yield from told(reader.does, self.subject, reader.read(model, self.known))
            give_back()
        return findings


def needed(known: Analysis, detectors: Iterable[Detector]) -> Analysis:
    """What the detectors need of what is known, and nothing else: all that goes with a task."""
    return Analysis(**{name: getattr(known, name) for detector in detectors for name in detector.needs})


def found_models(
    subject: str, detectors: Collection[D], findings: Findings, offline: bool
) -> Generator[Event, None, dict[D, Path | None]]:
    """The model of each detector that can work here; what is missing goes to the findings, or raises ToolError."""
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


def _look(decode: Frames, looks: Mapping[Looking, Look]) -> Generator[float, None, dict[Detector, Any]]:
    """Each frame goes to those who want it, at the size they want."""
    for time, seen in decode:
        for look, frame in zip(looks.values(), seen, strict=True):
            if frame is not None:
                look.see(frame)
        yield min(1.0, time / decode.master.duration)
    return {detector: look.found() for detector, look in looks.items()}
