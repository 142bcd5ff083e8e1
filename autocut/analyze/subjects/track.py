"""What was detected in single frames, followed through a shot.

Greedy association in two rounds, sure detections before unsure ones, which alone begin no track (ByteTrack: Zhang et
al. 2022, arXiv:2110.06864), by the distance of the boxes from where a track's own speed would take it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import mul

from autocut.model.geometry import Box
from autocut.model.sight import Detection, Detections, Shot, Sighting
from autocut.model.span import Span

_SPEED_KEPT = 0.6
_LARGEST_GROWTH = 2.2
_SMOOTHING = (0.25, 0.5, 0.25)


@dataclass(frozen=True, slots=True)
class Rules:
    """How detections of one kind are followed.

    `sure` is the confidence that begins a track. `reach` is how far, in its own size, a thing may be from where it
    is expected. A track that is not seen for `gap` seconds is over; one seen fewer than `least` times was nothing,
    unless the shot was sampled less often.
    """

    sure: float
    reach: float
    gap: float
    least: int


FACES = Rules(sure=0.5, reach=2.0, gap=2.6, least=2)

Sightings = tuple[Sighting, ...]


@dataclass(slots=True)
class _Track:
    sightings: list[Sighting] = field(default_factory=list)
    speed: tuple[float, float] = (0.0, 0.0)

    def expected(self, time: float) -> tuple[float, float]:
        last = self.sightings[-1]
        x, y = last.box.center
        ahead = time - last.time
        return x + self.speed[0] * ahead, y + self.speed[1] * ahead

    def add(self, time: float, detection: Detection) -> None:
        if self.sightings:
            last = self.sightings[-1]
            (x, y), (x0, y0), since = detection.box.center, last.box.center, time - last.time
            self.speed = (_SPEED_KEPT * (x - x0) / since, _SPEED_KEPT * (y - y0) / since)
        self.sightings.append(Sighting(time, detection.box, detection.confidence))


def face_tracks(samples: Sequence[Detections], shots: Iterable[Shot]) -> Iterator[Sightings]:
    """The faces of all the shots, in order."""
    for shot in shots:
        yield from tracks(within(samples, shot.span), FACES)


def within(samples: Sequence[Detections], span: Span) -> Sequence[Detections]:
    """The samples taken within the span."""
    first = bisect_left(samples, span.start, key=lambda sample: sample.time)
    return samples[first : bisect_left(samples, span.end, key=lambda sample: sample.time)]


def tracks(samples: Sequence[Detections], rules: Rules) -> list[Sightings]:
    """The sightings of each thing through one shot, with smoothed boxes, by when it is seen first."""
    found: list[_Track] = []
    for sample in samples:
        alive = [track for track in found if sample.time - track.sightings[-1].time <= rules.gap]
        left = list(sample.found)
        for sure in (True, False):
            round_of = [detection for detection in left if (detection.confidence >= rules.sure) == sure]
            for track, detection in _pairs(alive, round_of, sample.time, rules.reach):
                track.add(sample.time, detection)
                alive.remove(track)
                left.remove(detection)
        for detection in left:
            if detection.confidence >= rules.sure:
                found.append(_Track())
                found[-1].add(sample.time, detection)
    least = min(rules.least, len(samples))
    return [_smoothed(track.sightings) for track in found if len(track.sightings) >= least]


def _pairs(
    tracks: Sequence[_Track], detections: Sequence[Detection], time: float, reach: float
) -> list[tuple[_Track, Detection]]:
    """Tracks and the detections that continue them, each at most once, the nearest first."""
    near = sorted(
        (distance, t, d)
        for t, track in enumerate(tracks)
        for d, detection in enumerate(detections)
        if (distance := _distance(track, detection.box, time)) <= reach
    )
    pairs, taken, given = [], set(), set()
    for _, t, d in near:
        if t not in taken and d not in given:
            taken.add(t)
            given.add(d)
            pairs.append((tracks[t], detections[d]))
    return pairs


def _distance(track: _Track, box: Box, time: float) -> float:
    """How far the box is from where the track should be, in the size of what it follows; infinite for another size."""
    last = track.sightings[-1].box
    size, other = math.sqrt(last.area), math.sqrt(box.area)
    if not 1 / _LARGEST_GROWTH < size / other < _LARGEST_GROWTH:
        return math.inf
    return math.dist(track.expected(time), box.center) / ((size + other) / 2)


def _smoothed(sightings: Sequence[Sighting]) -> Sightings:
    """The sightings with each box drawn towards its neighbours in time, which takes the detector's jitter out."""
    boxes = [sighting.box for sighting in sightings]
    around = zip([boxes[0], *boxes], boxes, [*boxes[1:], boxes[-1]], strict=False)
    return tuple(
        Sighting(sighting.time, _mean(near), sighting.confidence)
        for sighting, near in zip(sightings, around, strict=True)
    )


def _mean(boxes: tuple[Box, Box, Box]) -> Box:
    sides = ((box.x, box.y, box.width, box.height) for box in boxes)
    return Box(*(round(sum(map(mul, _SMOOTHING, side)), 1) for side in zip(*sides, strict=True)))
