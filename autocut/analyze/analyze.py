"""Run detectors over one master, in passes: those that look at the same spans share one decode."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from dataclasses import replace

from autocut.analyze.detector import Deducing, Detector, Listening, Looking, Parted, Reading
from autocut.analyze.passes import Findings, Hearing, Understanding, Watching, needed
from autocut.model.analysis import Analysis
from autocut.model.event import Event
from autocut.model.media import Master
from autocut.model.span import Span, united
from autocut.model.task import HERE, Executor
from autocut.together import Work, as_one, together

# The decode that a second half costs, about a sixth of the pass, is worth it where somebody would wait for long.
_LONG_SECONDS = 300.0


def analyze(
    master: Master, detectors: Collection[Detector], known: Analysis, *, offline: bool, executor: Executor = HERE
) -> Generator[Event, None, Findings]:
    """Run the detectors that concern the master, which need no more than what is `known`; yields events.

    What is found does not depend on the `executor`. A detector whose model cannot be had raises ToolError or is left
    out, as it says. Raises InputError where the master cannot be decoded.
    """
    concerned = [detector for detector in detectors if detector.concerns(master)]
    passes = [*_passes(master, concerned, known, offline=offline, slots=executor.slots)]
    works: list[Work[Findings]] = []
    for tasks in passes:
        parts = [executor.work(task) for task in tasks]
        works.extend(parts if isinstance(tasks[0], Understanding) else as_one(tasks[0].does, parts))
    results = iter([each for each in (yield from together(works, executor.slots)) if isinstance(each, Findings)])
    findings = Findings()
    for tasks in passes:
        made = _joined([next(results) for _ in tasks])
        findings.found |= made.found
        findings.missing |= made.missing
        findings.notes += made.notes
    deducing = [detector for detector in concerned if isinstance(detector, Deducing)]
    findings.found |= {detector: detector.deduce(master, known) for detector in deducing}
    return findings


def read(
    subject: str, readers: Collection[Reading], known: Analysis, offline: bool
) -> Generator[Event, None, Findings]:
    """Run the detectors that read on what is `known` to be said; like `analyze`, without a master."""
    return (yield from HERE.work(Understanding(subject, tuple(readers), known, offline)))


def _passes(
    master: Master, detectors: Collection[Detector], known: Analysis, *, offline: bool, slots: int
) -> Iterator[tuple[Understanding | Watching | Hearing, ...]]:
    """The tasks of each pass: one, or where there are more slots and it pays, one for each part."""
    readers = tuple(detector for detector in detectors if isinstance(detector, Reading))
    if readers:
        yield (Understanding(master.path.name, readers, needed(known, readers), offline),)
    groups: dict[tuple[Span, ...], list[Looking]] = {}
    for detector in detectors:
        if isinstance(detector, Looking):
            groups.setdefault(detector.where(master, known), []).append(detector)
    for spans, looking in groups.items():
        closely = united(span for detector in looking for span in detector.closely(master, known))
        halves = _halves(looking) if slots > 1 and master.duration >= _LONG_SECONDS else [looking]
        yield tuple(Watching(master, tuple(half), spans, closely, needed(known, half), offline) for half in halves)
    for detector in detectors:
        if isinstance(detector, Listening):
            whole = Hearing(master, detector, needed(known, [detector]), offline)
            parts = detector.parts(master, known, slots) if isinstance(detector, Parted) and slots > 1 else ()
            yield tuple(replace(whole, part=part) for part in parts) if len(parts) > 1 else (whole,)


def _halves(detectors: list[Looking]) -> list[list[Looking]]:
    """The detectors in two groups that take about as long, or in one; each group in their order."""
    first: set[Looking] = set()
    efforts = [0.0, 0.0]
    for detector in sorted(detectors, key=lambda each: -each.effort):
        lighter = int(efforts[1] < efforts[0])
        efforts[lighter] += detector.effort
        if not lighter:
            first.add(detector)
    halves = [[each for each in detectors if (each in first) is mine] for mine in (True, False)]
    return [half for half in halves if half]


def _joined(parts: list[Findings]) -> Findings:
    """The findings of a pass, of those of its parts."""
    joined = Findings()
    for part in parts:
        joined.missing |= part.missing
        joined.notes += [note for note in part.notes if note not in joined.notes]
        joined.found |= {
            detector: detector.joined([each.found[detector] for each in parts])
            if len(parts) > 1 and isinstance(detector, Parted)
            else found
            for detector, found in part.found.items()
            if detector not in joined.found
        }
    return joined
