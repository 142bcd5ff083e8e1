"""When each speaker is seen, and when anybody is heard (master time)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autocut.model.analysis import Analysis
from autocut.model.sight import Subject
from autocut.model.span import Span, united
from autocut.model.speech import Turn
from autocut.model.voices import seconds_by_voice

Presence = Mapping[str, tuple[Span, ...]]


def seen(analysis: Analysis) -> Presence:
    """When each speaker's face is on the screen; empty where no face is known to speak.

    A face is followed through one shot and is that of the speaker who has most of what it says there. A speaker who
    only listens in a shot is not known in it.
    """
    found: dict[str, list[Span]] = {}
    for subject in analysis.subjects:
        speaker = _speaker(subject, analysis.turns)
        if speaker is not None:
            found.setdefault(speaker, []).append(subject.span)
    return {speaker: united(found[speaker]) for speaker in _labels(analysis.turns) if speaker in found}


def heard(analysis: Analysis) -> Presence:
    """When each speaker speaks, in order of appearance; empty where speakers were not told apart."""
    return {
        speaker: tuple(turn.span for turn in analysis.turns if turn.speaker == speaker)
        for speaker in _labels(analysis.turns)
    }


def spoken(analysis: Analysis) -> tuple[Span, ...]:
    """When anybody speaks: the turns; where there are none the sentences, else the voice."""
    sentences = analysis.transcript.utterances if analysis.transcript else ()
    spans = [turn.span for turn in analysis.turns] or [sentence.span for sentence in sentences] or analysis.voice
    return united(spans)


def _labels(turns: Sequence[Turn]) -> list[str]:
    return list(dict.fromkeys(turn.speaker for turn in turns))


def _speaker(subject: Subject, turns: Sequence[Turn]) -> str | None:
    said: dict[str, float] = {}
    for speaking in subject.speaking:
        for speaker, seconds in seconds_by_voice(turns, speaking.span).items():
            said[speaker] = said.get(speaker, 0.0) + seconds * speaking.confidence
    return max(said, key=lambda speaker: said[speaker]) if said else None
