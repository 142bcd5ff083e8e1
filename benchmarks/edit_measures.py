"""What an editor would count in a version, from its timeline and from what is known of its master."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from autocut.laws.flashes import SHORTEST_SHOT
from autocut.laws.sides import Side, sides
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.span import Span
from autocut.model.speech import Word
from autocut.model.timeline import Timeline

# Nearer to the edge of a word or a voice than this, nobody can say on which side of it a cut is.
_DOUBT_SECONDS = 0.03
_SAME_PASSAGE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over a version.

    `cuts` are the places where the edit cuts into the sound, `in_words` and `in_voice` those that lie within a word of
    the master's transcript and within its voice; `flashes` the cuts with a shot of under 12 frames beside them, `brief`
    all shots of under 12 frames; `ends` the passages that end on the end of a sentence, of `passages` with words.
    """

    cuts: int
    in_words: int
    in_voice: int
    flashes: int
    brief: int
    ends: int
    passages: int
    duration: float


def figures(timeline: Timeline, master: Master, analysis: Analysis) -> Figures:
    """What can be counted without a file."""
    heard = sides(timeline.heard(), master) if master.sound else ()
    words = analysis.transcript.words if analysis.transcript else ()
    last = [word for word in last_words(timeline, words) if word is not None]
    return Figures(
        cuts=len(heard),
        in_words=sum(_inside(side.source_time, [word.span for word in words]) for side in heard),
        in_voice=sum(_inside(side.source_time, analysis.voice) for side in heard),
        flashes=sum(_flashes(side, timeline, analysis) for side in sides(timeline.placed(), master)),
        brief=sum(shot.duration * timeline.frame_rate < SHORTEST_SHOT - 0.5 for shot in shots_seen(timeline, analysis)),
        ends=sum(word.ends_sentence for word in last),
        passages=len(last),
        duration=timeline.duration,
    )


def last_words(timeline: Timeline, words: Sequence[Word]) -> Iterator[Word | None]:
    """The last word of each passage, None where it has none.

    A passage is what plays on but for pauses and fillers: the next clip begins within two seconds of the master.
    """
    clips = [clip for clip in timeline.clips if clip.of_master]
    begins = clips[0].span.start if clips else 0.0
    for clip, after in pairwise([*clips, None]):
        assert clip is not None
        if after is not None and 0 <= after.span.start - clip.span.end < _SAME_PASSAGE_SECONDS:
            continue
        spoken = [word for word in words if begins <= word.span.middle < clip.span.end]
        yield spoken[-1] if spoken else None
        begins = after.span.start if after is not None else 0.0


def shots_seen(timeline: Timeline, analysis: Analysis) -> Iterator[Span]:
    """The shots of the version (timeline time): parts of the master's, joined where the master goes on."""
    changes = _changes(analysis)
    begins: float | None = None
    placed = list(timeline.placed())
    for (clip, span), following in zip(placed, [*placed[1:], None], strict=True):
        if not clip.of_master:
            begins = None
            continue
        begins = span.start if begins is None else begins
        for change in changes:
            if clip.span.start + 1e-3 < change < clip.span.end - 1e-3:
                cut = span.start + change - clip.span.start
                yield Span(begins, cut)
                begins = cut
        goes_on = following is not None and following[0].of_master and following[0].span.start == clip.span.end
        if not goes_on:
            yield Span(begins, span.end)
            begins = None


def spoilers(timeline: Timeline, master: Master, guard: float) -> int:
    """How many clips show the last share of the master."""
    allowed = master.picture.duration * (1 - guard) + float(1 / master.video.frame_rate)
    return sum(clip.of_master and clip.span.end > allowed for clip in timeline.clips)


def twice(timeline: Timeline) -> int:
    """How many pairs of clips play the same more than a frame of the master."""
    played = [clip.span for clip in timeline.clips if clip.of_master]
    return sum(one.overlap(other) * timeline.frame_rate > 1.5 for one, other in combinations(played, 2))


def diversity(timelines: Sequence[Timeline], analysis: Analysis) -> float | None:
    """One less the mean cosine of what each pair of versions says; None where fewer than two say anything."""
    said = [meaning for timeline in timelines if (meaning := _meaning(timeline, analysis)) is not None]
    alike = [sum(a * b for a, b in zip(*pair, strict=True)) for pair in combinations(said, 2)]
    return 1 - math.fsum(alike) / len(alike) if alike else None


def _meaning(timeline: Timeline, analysis: Analysis) -> tuple[float, ...] | None:
    """The mean direction of the utterances that are heard for the most part; None where none is."""
    if analysis.transcript is None or not len(analysis.meanings):
        return None
    played = [clip.span for clip in timeline.clips if clip.of_master]
    heard = [
        meaning
        for utterance, meaning in zip(analysis.transcript.utterances, analysis.meanings, strict=True)
        if sum(utterance.span.overlap(span) for span in played) > utterance.span.duration / 2
    ]
    if not heard:
        return None
    mean = [math.fsum(values) for values in zip(*heard, strict=True)]
    length = math.sqrt(math.fsum(value * value for value in mean))
    return tuple(value / length for value in mean) if length else None


def _inside(time: float, spans: Sequence[Span]) -> bool:
    return any(span.start + _DOUBT_SECONDS < time < span.end - _DOUBT_SECONDS for span in spans)


def _flashes(side: Side, timeline: Timeline, analysis: Analysis) -> bool:
    """Whether the master changes shots beside the cut, within the clip, too soon."""
    least, own = (SHORTEST_SHOT - 0.5) / float(timeline.frame_rate), side.clip.span
    beside = [abs(change - side.source_time) for change in _changes(analysis) if own.start < change < own.end]
    return any(1e-3 < seconds < least for seconds in beside)


def _changes(analysis: Analysis) -> list[float]:
    """When hard cuts of the master come."""
    return [shot.span.start for shot in analysis.shots if shot.opening and shot.opening.kind == "cut"]
