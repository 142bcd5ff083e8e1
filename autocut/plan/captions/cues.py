"""Words of the chosen clips to cues in timeline time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from autocut.model.captions import Cue
from autocut.model.lexicon import Lexicon
from autocut.model.preset import Captions
from autocut.model.scripts import joined
from autocut.model.sight import Shot
from autocut.model.span import Span
from autocut.model.speech import Transcript, Word
from autocut.model.timeline import Timeline
from autocut.plan.captions.grammar import Grammar
from autocut.plan.captions.layout import Block, blocks
from autocut.plan.captions.pieces import pieces
from autocut.plan.captions.timing import Draft, cuts, times

_LONG_PAUSE_SECONDS = 1.5
_NO_LEXICON = Lexicon()


def cues(
    transcript: Transcript,
    timeline: Timeline,
    style: Captions,
    lexicon: Lexicon = _NO_LEXICON,
    shots: Sequence[Shot] = (),
) -> tuple[Cue, ...]:
    """Every word that is heard once, divided and broken by the grammar of the language, timed to sound and cuts.

    Captions are parted at clip joins, long pauses, and where another speaks. `shots` are the master's.
    """
    grammar, said = Grammar(lexicon), list(_runs(transcript, timeline))
    starts = [run[0].span.start for run, _ in said[1:]]
    shown: list[Block] = []
    drafts: list[Draft] = []
    for (run, placed), following in zip(said, [*starts, timeline.duration], strict=False):
        for block in blocks(run, min(placed.end, max(run[-1].span.end, following)), style, grammar):
            shown.append(block)
            spoken = Span(block.words[0].span.start, block.words[-1].span.end)
            drafts.append(Draft(joined(block.lines), spoken, placed))
    spans = times(drafts, cuts(timeline, shots), style, timeline.frame_rate)
    made = (Cue(span, block.lines, block.words) for block, span in zip(shown, spans, strict=True))
    return tuple(cue for cue in made if cue.span.duration > 0)


def _runs(transcript: Transcript, timeline: Timeline) -> Iterator[tuple[list[Word], Span]]:
    """The words that one voice says in one go in one clip, with the time that the clip is heard (timeline time)."""
    for clip, placed in timeline.heard():
        if not clip.of_master:
            continue
        run: list[Word] = []
        voice: str | None = None
        for word, speaker in _spoken(transcript, clip.span):
            moved = _placed(word, clip.span, placed)
            if run and (_paused(run[-1], moved) or (speaker != voice and None not in (speaker, voice))):
                yield run, placed
                run = []
            run, voice = [*run, *pieces([moved])], speaker
        if run:
            yield run, placed


def _spoken(transcript: Transcript, span: Span) -> Iterable[tuple[Word, str | None]]:
    for utterance in transcript.utterances_over(span):
        yield from ((word, utterance.speaker) for word in utterance.words if span.start <= word.span.middle < span.end)


def _paused(last: Word, word: Word) -> bool:
    return word.span.start - last.span.end > _LONG_PAUSE_SECONDS


def _placed(word: Word, heard: Span, placed: Span) -> Word:
    """The word of a clip that is `heard` in the master, moved to where the clip is `placed` on the timeline."""
    span = word.span.clipped(heard).moved(placed.start - heard.start).clipped(placed)
    return Word(word.text, span, word.probability)
