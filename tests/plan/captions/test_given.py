"""Captions from a file are shown as they are, where and when they are played."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autocut.lexicons import lexicon
from autocut.model.brought import Brought, Given
from autocut.model.captions import Cue
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.plan.captions.given import given_cues
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from tests.builders import a_master, a_preset, a_timeline, an_analysis, some_passages

WIDE = a_preset("youtube-full").captions
CUES = (
    Cue(Span(1.0, 3.0), ("Guten Morgen,", "zusammen.")),
    Cue(Span(4.0, 6.0), ("Wer ist da?",)),
    Cue(Span(9.6, 12.0), ("Ich, und sonst", "niemand.")),
)
FILE = Given("de.srt", "und", CUES)


def shown(*pieces: Span | float, given: Given = FILE) -> list[tuple[Span, tuple[str, ...]]]:
    found, _ = given_cues(given, a_timeline(pieces), WIDE, lexicon("en"))
    return [(cue.span, cue.lines) for cue in found]


def test_texts_lines_and_times_are_those_of_the_file() -> None:
    assert shown(Span(0, 20)) == [(cue.span, cue.lines) for cue in CUES]


def test_times_are_moved_through_the_edit_and_what_is_not_played_is_left_out() -> None:
    assert shown(Span(9, 13), 2.0, Span(0, 3.5)) == [(Span(0.6, 3.0), CUES[2].lines), (Span(7.0, 9.0), CUES[0].lines)]


def test_a_caption_that_a_join_cuts_is_trimmed_and_a_sliver_of_one_is_left_out() -> None:
    assert shown(Span(2, 5.2)) == [(Span(0.0, 1.0), CUES[0].lines), (Span(2.0, 3.2), CUES[1].lines)]
    assert shown(Span(2.6, 3.5), Span(11.8, 13)) == []


def test_a_caption_that_goes_on_over_a_shortened_pause_is_one() -> None:
    assert shown(Span(0, 10.2), Span(11, 13)) == [
        *((cue.span, cue.lines) for cue in CUES[:2]),
        (Span(9.6, 11.2), CUES[2].lines),
    ]


def test_lines_that_do_not_fit_are_broken_anew_and_times_shared_out() -> None:
    text = (
        "Ich bin der Geist, der stets verneint, und das mit Recht, "
        "denn alles, was entsteht, ist wert, dass es zu Grunde geht."
    )
    found = shown(Span(0, 20), given=Given("de.srt", "de", (Cue(Span(1, 9), (text,)),)))
    assert [" ".join(lines) for _, lines in found] == [
        "Ich bin der Geist, der stets verneint, und das mit Recht, denn alles,",
        "was entsteht, ist wert, dass es zu Grunde geht.",
    ]
    assert all(len(lines) <= 2 and max(map(len, lines)) <= 42 for _, lines in found)
    assert (found[0][0].start, found[0][0].end, found[1][0].end) == (1.0, found[1][0].start, 9.0)


def test_two_voices_that_do_not_fit_together_are_shown_one_after_the_other() -> None:
    lines = ("- Wer ist denn da um diese Zeit noch an der Tür?", "- Ich, und sonst niemand.")
    found = shown(Span(0, 20), given=Given("de.srt", "de", (Cue(Span(1, 7), lines),)))
    assert [" ".join(each) for _, each in found] == list(lines)


def test_captions_that_overlap_come_one_after_the_other() -> None:
    both = Given("a.srt", "en", (CUES[0], replace(CUES[1], span=Span(2.0, 4.0))))
    assert [span for span, _ in shown(Span(0, 20), given=both)] == [Span(1.0, 2.0), Span(2.0, 4.0)]


def test_a_version_shows_them_instead_of_what_is_said_and_says_so() -> None:
    master = a_master()
    footage = Footage(master, an_analysis(master), lexicon("en"), Brought(captions=FILE))
    preset = a_preset("youtube-full", "edit.chapters=false")
    (made,) = plan(footage, some_passages(master, footage.analysis, preset), preset)
    assert isinstance(made, Rendition)
    assert [cue.lines for cue in made.cues] == [cue.lines for cue in CUES]
    assert "captions of de.srt: 3 of 3 are played" in made.notes


@pytest.mark.parametrize("rate", [0.4, 0.04])
def test_every_caption_is_whole_frames(rate: float) -> None:
    odd = tuple(replace(cue, span=cue.span.moved(rate / 7)) for cue in CUES)
    for span, _ in shown(Span(0, 20), given=replace(FILE, cues=odd)):
        assert span.start * 25 == pytest.approx(round(span.start * 25))
        assert span.end * 25 == pytest.approx(round(span.end * 25))
