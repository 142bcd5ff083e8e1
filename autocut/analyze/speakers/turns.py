"""Turns of speech, and whose words are whose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from autocut.model.span import Span
from autocut.model.speech import Transcript, Turn

_ONE_TURN_SECONDS = 1.0


def turns(spoken: Sequence[Span], voices: Sequence[int]) -> tuple[Turn, ...]:
    """The pieces of speech as turns, those of one voice that follow within a second joined.

    Their labels are A, B, ... Z, AA, AB, ... in the order in which the voices are first heard.
    """
    names = {voice: _label(k) for k, voice in enumerate(dict.fromkeys(voices))}
    found: list[Turn] = []
    for span, voice in zip(spoken, voices, strict=True):
        before = found[-1] if found else None
        if before and before.speaker == names[voice] and span.start - before.span.end < _ONE_TURN_SECONDS:
            found[-1] = Turn(Span(before.span.start, span.end), before.speaker)
        else:
            found.append(Turn(span, names[voice]))
    return tuple(found)


def labelled(transcript: Transcript, turns: Sequence[Turn]) -> Transcript:
    """The transcript with the speaker of each utterance: who has most of its time; None where nobody has any."""
    return replace(
        transcript,
        utterances=tuple(
            replace(utterance, speaker=_speaker(utterance.span, turns)) for utterance in transcript.utterances
        ),
    )


def _speaker(span: Span, turns: Sequence[Turn]) -> str | None:
    shares: dict[str, float] = defaultdict(float)
    first = bisect_right(turns, span.start, key=lambda turn: turn.span.end)
    for turn in turns[first : bisect_left(turns, span.end, key=lambda turn: turn.span.start)]:
        shares[turn.speaker] += turn.span.overlap(span)
    return max(shares, key=lambda speaker: shares[speaker]) if shares else None


def _label(number: int) -> str:
    rest, letter = divmod(number, 26)
    return (_label(rest - 1) if rest else "") + chr(ord("A") + letter)
