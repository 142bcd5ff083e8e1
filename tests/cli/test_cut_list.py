"""The plan in lines for a person."""

from __future__ import annotations

from dataclasses import replace

from autocut.cli.cut_list import cut_list, ends_of
from autocut.model.captions import Cue
from autocut.model.rendition import Candidate, Plan, Rendition
from autocut.model.segment import Score
from autocut.model.span import Span
from autocut.model.timeline import Clip
from tests.builders import a_master, a_preset, a_rendition

MASTER = a_master(60.0)
CHOSEN = Candidate(Span(10, 20), Score(0.6, {}, {}), True, "The best.", "One two three four five six seven eight nine.")
SHUNNED = tuple(Candidate(Span(k, k + 5), Score(k / 100, {}, {}), False, f"Not {k}.", "Else.") for k in range(20, 32))
SHORT = replace(
    a_rendition([Span(10, 20), 2.0], MASTER, a_preset("youtube-short")),
    cues=(Cue(Span(0, 4), ("Said first,", "here")), Cue(Span(4, 9.5), ("and there.",))),
    candidates=(*SHUNNED, CHOSEN),
    notes=("Something is amiss.",),
)


def lines(rendition: Rendition, rejected: int | None = 10) -> list[str]:
    return cut_list(Plan(1, MASTER, (rendition,)), rejected)


def test_each_clip_is_a_row_of_a_table() -> None:
    assert lines(SHORT)[:4] == [
        "youtube-short: 12.0 s, 23.0 s under the target of 35 s (15 to 60 s are allowed), 2 captions",
        "  clip  at       master in  master out  length  score  first and last words           why",
        "  1     00:00.0  00:10.0    00:20.0     10.0 s  0.60   “Said first, here and there.”  The best.",
        "  2     00:10.0  card                   2.0 s          “A Title and a smaller line”",
    ]


def test_without_captions_the_words_are_those_of_the_passage() -> None:
    assert "“One two three four … six seven eight nine.”  The best." in lines(replace(SHORT, cues=()))[2]


def test_the_best_of_what_was_left_out_comes_first_and_all_of_it_where_that_is_asked() -> None:
    told = lines(SHORT)
    assert told[4:6] == [
        "  left out, the best first (10 of 12; --all shows all):",
        "    00:31.0-00:36.0  0.31  “Else.”  Not 31.",
    ]
    assert told[14:] == ["    00:22.0-00:27.0  0.22  “Else.”  Not 22.", "  note: Something is amiss."]
    assert lines(SHORT, None)[4] == "  left out, the best first (12 of 12):"
    assert len(lines(SHORT, None)) == len(told) + 2


def test_a_version_that_nothing_passed_for_says_why_and_what_was_weighed() -> None:
    empty = replace(SHORT, timeline=replace(SHORT.timeline, clips=()), reason="too short", candidates=SHUNNED)
    assert lines(empty, 1) == [
        "youtube-short: nothing passed: too short",
        "  left out, the best first (1 of 12; --all shows all):",
        "    00:31.0-00:36.0  0.31  “Else.”  Not 31.",
        "  note: Something is amiss.",
    ]


def test_a_clip_of_no_passage_and_a_bumper_say_what_they_are() -> None:
    bumper = Clip("/films/intro.mp4", Span(0, 2), bumper=True)
    timeline = replace(SHORT.timeline, clips=(bumper, Clip(str(MASTER.path), Span(40, 42))))
    told = lines(replace(SHORT, timeline=timeline, cues=()), 0)
    assert "  1     00:00.0  intro.mp4" in told[2]
    assert told[3].endswith("put in by hand")


def test_what_is_said_of_a_passage_is_said_at_the_first_of_its_clips() -> None:
    clips = tuple(Clip(str(MASTER.path), span) for span in (Span(10, 12), Span(13, 16), Span(17, 20)))
    told = lines(replace(SHORT, timeline=replace(SHORT.timeline, clips=clips), cues=()), 0)
    assert told[2].endswith("The best.")
    assert [line.rstrip().endswith("nine.”") for line in told[3:5]] == [True, True]


def test_a_full_version_has_no_target() -> None:
    assert lines(a_rendition([Span(0, 60)], MASTER))[0] == "youtube-full: 60.0 s (1 to 43200 s are allowed), 0 captions"


def test_long_words_are_cut_to_their_ends() -> None:
    assert ends_of("a b c d e f g h") == "“a b c d e f g h”"
    assert ends_of("a b c d e f g h i") == "“a b c d … f g h i”"
    assert ends_of(" ") == ""
