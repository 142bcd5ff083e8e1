"""Who and what a shot is about: its faces, its people where no face is, else what moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from autocut.analyze.detector import Deducing
from autocut.analyze.subjects.speaking import speaking
from autocut.analyze.subjects.track import FACES, Rules, Sightings, tracks, within
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box
from autocut.model.media import Master
from autocut.model.sight import Shot, Sighting, Subject, SubjectKind

_PEOPLE = Rules(sure=0.8, reach=0.8, gap=3.2, least=2)
_MOVERS = Rules(sure=0.2, reach=0.9, gap=1.1, least=3)
_MOST_MOVERS = 2
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Subjects(Deducing):
    """Tracks of faces, of people who show no face, and of the two things that move most while neither is seen."""

    does: ClassVar[str] = "following subjects"
    version: ClassVar[int] = 1
    needs: ClassVar[tuple[str, ...]] = ("shots", "faces", "people", "movers", "mouths", "voice")

    def deduce(self, master: Master, known: Analysis) -> tuple[Subject, ...]:
        """The subjects shot by shot, in each the faces first."""
        spoken = speaking(known.mouths, known.voice)
        found: list[Subject] = []
        faces = 0
        for shot in known.shots:
            for kind, track in _in_shot(known, shot):
                faces += kind == "face"
                said = spoken.get(faces, ()) if kind == "face" else ()
                found.append(Subject(len(found) + 1, kind, track, said))
        return tuple(found)


def _in_shot(known: Analysis, shot: Shot) -> Iterator[tuple[SubjectKind, Sightings]]:
    faces = tracks(within(known.faces, shot.span), FACES)
    yield from (("face", track) for track in faces)
    people = [
        track for track in tracks(within(known.people, shot.span), _PEOPLE) if not _mostly(_shows_face, track, faces)
    ]
    yield from (("person", track) for track in people)
    beside = faces + people
    movers = [
        track for track in tracks(within(known.movers, shot.span), _MOVERS) if not _mostly(_at_once, track, beside)
    ]
    most = sorted(movers, key=lambda track: -sum(sighting.confidence for sighting in track))[:_MOST_MOVERS]
    yield from (("motion", track) for track in movers if track in most)


def _mostly(holds: Callable[[Sighting, Sightings], bool], track: Sightings, others: Sequence[Sightings]) -> bool:
    """Whether for half of its sightings and more one of the others is such."""
    return sum(any(holds(sighting, other) for other in others) for sighting in track) >= _MOSTLY * len(track)


def _at_once(sighting: Sighting, other: Sightings) -> bool:
    return other[0].time <= sighting.time <= other[-1].time


def _shows_face(person: Sighting, face: Sightings) -> bool:
    """Whether the middle of the face is within the person at that time."""
    if not _at_once(person, face):
        return False
    nearest = min(face, key=lambda sighting: abs(sighting.time - person.time))
    return _holds(person.box, nearest.box)


def _holds(box: Box, inner: Box) -> bool:
    x, y = inner.center
    return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
