"""Which face speaks when: mouths seen to move, and voices known by the faces that they were seen with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from autocut.model.analysis import Analysis
from autocut.model.span import Span, uncovered, united

_LEAST_SECONDS = 1.0
_LEAST_SHARE = 0.65
_PAUSE_SECONDS = 1.0


def said_by(analysis: Analysis, shot: Span) -> Mapping[int, tuple[Span, ...]]:
    """When each face (by its subject's number) speaks in the shot, in master time.

    Where a mouth was seen to move with the voice; and in the turns of a voice that was, for the most part, seen with
    that face, while no other mouth moves. Pauses of a second do not count.
    """
    faces = [subject for subject in analysis.subjects_over(shot) if subject.kind == "face" and subject.speaking]
    turns = [(turn.speaker, turn.span.clipped(shot)) for turn in analysis.turns if turn.span.overlap(shot) > 0]
    heard: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for face in faces:
        for said in face.speaking:
            for speaker, span in turns:
                heard[speaker][face.id] += said.span.overlap(span) * said.confidence
    spoken = {face.id: [said.span for said in face.speaking if said.span.overlap(shot) > 0] for face in faces}
    for speaker, seconds in heard.items():
        most = max(seconds, key=lambda face: seconds[face])
        if seconds[most] >= max(_LEAST_SECONDS, _LEAST_SHARE * sum(seconds.values())):
            others = sorted(said.span for face in faces if face.id != most for said in face.speaking)
            spoken[most] += [free for name, span in turns if name == speaker for free in uncovered(others, span)]
    return {face: tuple(_joined(spans)) for face, spans in spoken.items() if spans}


def _joined(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for span in united(spans):
        if found and span.start - found[-1].end < _PAUSE_SECONDS:
            span = Span(found.pop().start, span.end)
        found.append(span)
    return found
