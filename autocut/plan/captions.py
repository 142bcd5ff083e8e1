"""Words of the chosen clips to cues in timeline time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autocut.model.captions import Cue
from autocut.model.preset import Captions
from autocut.model.span import Span
from autocut.model.speech import Transcript, Word
from autocut.model.timeline import Timeline

_PAUSE_SECONDS = 0.6
_HOLD_SECONDS = 0.5
_CLAUSE_ENDS = (",", ";", ":", "—", ".", "!", "?", "…")
_STAYS_WITH_NEXT = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "this",
        "that",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "with",
        "by",
        "from",
        "and",
        "or",
        "but",
    ]
)


def cues(transcript: Transcript, timeline: Timeline, style: Captions) -> tuple[Cue, ...]:
    """Cues of whole words, parted at sentences, pauses and clip joins, as long and as wide as the style allows."""
    groups: list[list[Word]] = []
    bounds: list[Span] = []
    for clip, placed in timeline.heard():
        if not clip.of_master:
            continue
        words = [_placed(word, clip.span, placed) for word in transcript.over(clip.span)]
        for group in _groups(words, style):
            groups.append(group)
            bounds.append(placed)
    starts = [group[0].span.start for group in groups[1:]]
    found: list[Cue] = []
    for group, placed, following in zip(groups, bounds, [*starts, timeline.duration], strict=False):
        # A sentence so short that the gap would leave it no time runs on to the next.
        latest = following - style.gap if following - style.gap > group[0].span.start else following
        end = min(placed.end, latest)
        found.append(Cue(_shown(group, end, style), _lines(group, style), tuple(group)))
    return tuple(cue for cue in found if cue.span.duration > 0)


def _placed(word: Word, heard: Span, placed: Span) -> Word:
    """The word of a clip that is `heard` in the master, moved to where the clip is `placed` on the timeline."""
    span = word.span.clipped(heard).moved(placed.start - heard.start).clipped(placed)
    return Word(word.text, span, word.probability)


def _groups(words: Iterable[Word], style: Captions) -> list[list[Word]]:
    """Words that are shown together: parted at sentences and pauses, then evenly until each part fits."""
    runs: list[list[Word]] = []
    for word in words:
        if not runs or _begins_run(word, runs[-1][-1]):
            runs.append([])
        runs[-1].append(word)
    return [group for run in runs for group in _parted(run, style)]


def _begins_run(word: Word, last: Word) -> bool:
    return last.ends_sentence or word.span.start - last.span.end > _PAUSE_SECONDS


def _parted(words: list[Word], style: Captions) -> list[list[Word]]:
    brief = words[-1].span.end - words[0].span.start <= style.max_duration
    if len(words) == 1 or (brief and _fits(words, style)):
        return [words]
    k = _best_break([word.text for word in words], 2)
    return [*_parted(words[:k], style), *_parted(words[k:], style)]


def _fits(words: Sequence[Word], style: Captions) -> bool:
    return all(len(line) <= style.max_line_length for line in _lines(words, style))


def _shown(group: Sequence[Word], latest: float, style: Captions) -> Span:
    """From the first word to a little after the last, long enough to be read where there is room before `latest`."""
    start, spoken = group[0].span.start, group[-1].span.end
    characters = sum(len(word.text) + 1 for word in group) - 1
    readable = max(style.min_duration, characters / style.max_characters_per_second)
    wanted = max(min(spoken + _HOLD_SECONDS, start + style.max_duration), start + readable, spoken)
    return Span(start, max(start, min(wanted, latest)))


def _lines(words: Sequence[Word], style: Captions) -> tuple[str, ...]:
    """One line where it fits, else as few as hold the words, broken where it reads best."""
    texts = [word.text for word in words]
    for count in range(1, style.max_lines + 1):
        lines = _broken(texts, count)
        if all(len(line) <= style.max_line_length for line in lines):
            return lines
    return _broken(texts, style.max_lines)


def _broken(texts: Sequence[str], count: int) -> tuple[str, ...]:
    if count == 1 or len(texts) == 1:
        return (" ".join(texts),)
    k = _best_break(texts, count)
    return (" ".join(texts[:k]), *_broken(texts[k:], count - 1))


def _best_break(texts: Sequence[str], count: int) -> int:
    """After how many words the first of `count` parts ends best: near its share, after a clause, not after "the"."""
    wanted = len(" ".join(texts)) / count

    def cost(k: int) -> float:
        before, after = texts[k - 1], texts[k]
        awkward = 8 * (before.lower() in _STAYS_WITH_NEXT) - 4 * before.endswith(_CLAUSE_ENDS)
        return abs(len(" ".join(texts[:k])) - wanted) + awkward - (after.lower() in _STAYS_WITH_NEXT)

    return min(range(1, len(texts)), key=cost)
