"""The analysis of a master: what is given, what is remembered, and what must still be found."""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autocut import store
from autocut.analyze import DETECTORS
from autocut.analyze.analyze import analyze, read
from autocut.analyze.detector import Deducing, Detector, Listening, Reading
from autocut.analyze.passes import Findings
from autocut.analyze.speakers.turns import labelled
from autocut.analyze.speech.sidecar import read_transcript, sidecar_of
from autocut.media.tracks import choose_track
from autocut.model.analysis import Analysis
from autocut.model.event import Event, Warned
from autocut.model.media import Master
from autocut.model.preset import AnalysisSettings
from autocut.model.speech import Transcript
from autocut.model.task import HERE, Executor


@dataclass(frozen=True, slots=True)
class Sources:
    """Where an analysis may take things from: a transcript file instead of listening, and the network or not."""

    transcript: Path | None = None
    offline: bool = False


@dataclass(slots=True)
class _Wish:
    """What one preset asks for: what is known so far, and the detectors still to run by the fields they fill.

    `track` is the index of the sound that it hears, None for the usual, with that of the track joined to it.
    """

    known: Analysis
    left: dict[str, Detector] = field(default_factory=dict)
    track: tuple[int | None, int | None] = (None, None)

    def ready(self) -> dict[str, Detector]:
        """The detectors that need nothing that is still to come."""
        return {name: detector for name, detector in self.left.items() if not set(detector.needs) & self.left.keys()}


def analyzed(
    master: Master,
    settings: Sequence[AnalysisSettings],
    sources: Sources,
    only: Collection[str] = tuple(DETECTORS),
    executor: Executor = HERE,
) -> Generator[Event, None, tuple[Analysis, ...]]:
    """An Analysis for each of the settings, of the fields in `only` and those that these need; passes are tasks.

    What is remembered is not found again, and one decode serves all that is left of all the settings. What the
    `executor` finds is remembered here. Raises InputError where the master has no such sound track as they ask for.
    """
    wishes = [_wish(master, each, sources, only) for each in settings]
    while any(wish.left for wish in wishes):
        jobs = [(wish, wish.ready()) for wish in wishes if wish.left]
        free = [(wish, {name: each for name, each in wave.items() if not each.needs}) for wish, wave in jobs]
        bound = [(wish, {name: each for name, each in wave.items() if each.needs}) for wish, wave in jobs]
        tracks = dict.fromkeys(wish.track for wish, _ in free)
        alike = [[(wish, wave) for wish, wave in free if wish.track == track] for track in tracks]
        for group in (*alike, *([job] for job in bound)):
            if any(wave for _, wave in group):
                heard, right = group[0][0].track
                yield from _run(replace(master, heard=heard, right=right), group, sources, executor)
    return tuple(_with_speakers(wish.known) for wish in wishes)


def understood(
    transcript: Transcript, settings: AnalysisSettings, sources: Sources
) -> Generator[Event, None, Analysis]:
    """An Analysis of a transcript by itself: what the detectors that read find in it. Nothing is remembered."""
    made = {name: make(settings) for name, make in DETECTORS.items()}
    wish = _Wish(Analysis(transcript=transcript), {n: each for n, each in made.items() if isinstance(each, Reading)})
    while wish.left:
        ready = {each: name for name, each in wish.ready().items() if isinstance(each, Reading)}
        findings = yield from read(transcript.source, tuple(ready), wish.known, sources.offline)
        new = {name: findings.found[each] for each, name in ready.items() if each in findings.found}
        wish.known = replace(wish.known, **new, notes=(*wish.known.notes, *findings.missing.values()))
        wish.left = {name: each for name, each in wish.left.items() if name not in ready.values()}
    return wish.known


def _wish(master: Master, settings: AnalysisSettings, sources: Sources, only: Collection[str]) -> _Wish:
    heard = choose_track(master, settings)
    asked: dict[str, Detector] = {}
    names = list(only)
    for name in names:
        detector = DETECTORS[name](settings)
        if detector is not None and name not in asked:
            asked[name] = detector
            names.extend(detector.needs)
    given = _given(master, settings, sources) if "transcript" in asked else {}
    left = {name: asked[name] for name in DETECTORS if name in asked.keys() - given.keys()}
    return _Wish(Analysis(**given), left, (heard.heard, heard.right))


def _run(
    master: Master, jobs: Sequence[tuple[_Wish, dict[str, Detector]]], sources: Sources, executor: Executor
) -> Generator[Event, None, None]:
    """Recall or find what the jobs ask for, all with the same things known, and add it to what their wishes know."""
    fields = {detector: name for _, wave in jobs for name, detector in wave.items()}
    known = jobs[0][0].known
    findings = yield from _found(master, fields, known, sources, executor)
    for wish, wave in jobs:
        new = {name: findings.found[detector] for name, detector in wave.items() if detector in findings.found}
        missing = [findings.missing[detector] for detector in wave.values() if detector in findings.missing]
        wish.known = replace(wish.known, **new, notes=(*wish.known.notes, *findings.notes, *missing))
        wish.left = {name: detector for name, detector in wish.left.items() if name not in wave}


def _found(
    master: Master, fields: dict[Detector, str], known: Analysis, sources: Sources, executor: Executor
) -> Generator[Event, None, Findings]:
    """What the detectors know of the master or find now, which is remembered."""
    keys = {detector: _key(master, detector, name, known) for detector, name in fields.items()}
    kept: dict[Detector, Any] = {}
    for detector, key in keys.items():
        entry = None if isinstance(detector, Deducing) else (yield from _recalled(master, key))
        if entry is not None:
            (kept[detector],) = entry
    left = [detector for detector in fields if detector not in kept]
    findings = Findings()
    if left:
        findings = yield from analyze(master, left, known, offline=sources.offline, executor=executor)
    new = {detector: found for detector, found in findings.found.items() if not isinstance(detector, Deducing)}
    lost = [fields[detector] for detector, found in new.items() if not store.remember(keys[detector], found)]
    if lost:
        yield Warned(master.path.name, f"{', '.join(lost)} cannot be remembered: {store.folder()} cannot be written")
    return Findings(kept | findings.found, findings.missing, findings.notes)


def _key(master: Master, detector: Detector, name: str, known: Analysis) -> store.Key:
    needed = tuple(getattr(known, need) for need in detector.needs)
    chosen = [str(index) for index in (master.heard, master.right) if index is not None]
    track = (f"track {'+'.join(chosen)}",) if chosen and isinstance(detector, Listening) else ()
    return store.Key(master.fingerprint, name, detector, (*needed, *track))


def _given(master: Master, settings: AnalysisSettings, sources: Sources) -> dict[str, Any]:
    """The transcript, where nobody needs to listen for it."""
    given = sources.transcript or sidecar_of(master.path)
    if given:
        return {"transcript": read_transcript(given, master, settings.language)}
    if master.sound is None:
        return {"transcript": Transcript("und", (), "the master has no sound")}
    return {}


def _recalled(master: Master, key: store.Key) -> Generator[Event, None, tuple[Any] | None]:
    try:
        return store.recall(key)
    except store.Damaged as error:
        yield Warned(master.path.name, str(error))
        return None


def _with_speakers(known: Analysis) -> Analysis:
    """The same, with the speaker of each utterance where there are turns."""
    if known.transcript is None or not known.turns:
        return known
    return replace(known, transcript=labelled(known.transcript, known.turns))
