from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from autocut.errors import PlanError
from autocut.model.segment import Segment
from autocut.model.span import Span
from autocut.model.timeline import Card, Timeline
from autocut.plan.choice import Choice
from autocut.plan.footage import Footage
from autocut.plan.trailer import trailer
from tests.builders import FILM, a_master, a_preset, a_segment

MASTER = a_master(300.0, title="The Film")
TOLD = (
    "duration.min=15",
    "duration.target=30",
    "duration.max=60",
    "score.minimum=0.2",
    "trailer.title_card=2",
    "trailer.end_card=2",
    "trailer.spoiler_guard=0.15",
)
PRESET = a_preset("trailer-landscape", *TOLD)

MANY = [a_segment(10.0 * k, 10.0 * k + 5, round(0.9 - 0.01 * (k * 7 % 29), 2)) for k in range(29)]


def ranked(segments: list[Segment]) -> list[Segment]:
    return sorted(segments, key=lambda segment: -segment.score.total)


def made(segments: list[Segment], *overrides: str) -> Choice:
    (choice,) = trailer(Footage(MASTER), ranked(segments), a_preset("trailer-landscape", *TOLD, *overrides))
    return choice


def pieces(choice: Choice) -> list[Span]:
    return [clip.span for clip in choice.clips if clip.card is None]


def test_the_strongest_pieces_play_in_the_order_of_the_master() -> None:
    found = pieces(made(MANY))
    assert found == sorted(found)
    strongest = ranked([segment for segment in MANY if segment.span.end <= 255])[: len(found)]
    assert set(found) == {segment.span for segment in strongest}


def test_the_title_follows_the_opening_piece_and_the_end_card_closes() -> None:
    choice = made(MANY)
    cards = [(number, clip.card) for number, clip in enumerate(choice.clips) if clip.card is not None]
    assert cards == [(1, Card("The Film")), (len(choice.clips) - 1, Card("Watch the full video", "The Film"))]
    assert all(clip.span == Span(0, 2) and clip.source == "card" for clip in choice.clips if clip.card)


def test_cards_of_no_length_are_left_out() -> None:
    choice = made(MANY, "trailer.title_card=0", "trailer.end_card=0")
    assert choice.clips
    assert not any(clip.card for clip in choice.clips)


@pytest.mark.parametrize(
    ("title", "path", "expected"),
    [
        (None, "/films/my_first_film.mp4", "my first film"),
        ("The Film", "/films/x.mp4", "The Film"),
        ("The Film - https://example.org/a", "/films/x.mp4", "The Film"),
        ("https://example.org/a", "/films/x_y.mp4", "x y"),
    ],
)
def test_the_title_is_the_masters_own_or_the_name_of_its_file(title: str | None, path: str, expected: str) -> None:
    (choice,) = trailer(Footage(a_master(300.0, title=title, path=path)), ranked(MANY), PRESET)
    assert choice.clips[1].card == Card(expected)


def test_the_trailer_is_as_long_as_its_target_within_one_piece() -> None:
    assert 30 <= Timeline(MASTER.video.frame_rate, made(MANY).clips).duration <= 35


def test_the_ending_is_never_shown_however_strong() -> None:
    ending = [a_segment(254, 258, 1.0), a_segment(270, 275, 0.99)]
    choice = made([*MANY, *ending])
    assert max(span.end for span in pieces(choice)) <= 255
    why = {candidate.span: candidate.why for candidate in choice.candidates}
    for segment in ending:
        assert why[segment.span].startswith("It is kept back: nothing after 04:15.0 is shown")


def test_a_short_master_is_shown_at_most_by_three_fifths() -> None:
    master = a_master(40.0)
    segments = ranked([a_segment(3.4 * k, 3.4 * k + 2.4, 0.5 + k / 100) for k in range(10)])
    preset = a_preset("trailer-landscape", *TOLD, "duration.min=5", "duration.target=50")
    (choice,) = trailer(Footage(master), segments, preset)
    assert len(pieces(choice)) == 9


def test_pieces_stand_at_least_a_second_apart() -> None:
    close = [a_segment(2.5 * k, 2.5 * k + 2, 0.9 - k / 1000) for k in range(80)]
    found = pieces(made(close))
    assert len(found) > 5
    assert all(after.start - before.end >= 1.0 for before, after in pairwise(found))


def test_what_was_not_taken_is_told_why() -> None:
    weak = a_segment(12, 14, 0.1)
    strong = [a_segment(20.0 * k, 20.0 * k + 5, 0.9 - k / 100) for k in range(12)]
    choice = made([*strong, weak])
    why = {candidate.span: candidate.why for candidate in choice.candidates}
    assert why[weak.span] == "Its score 0.1 is under the preset's minimum 0.2."
    assert why[Span(0, 5)].startswith("Among the strongest moments: ")
    assert why[Span(180, 185)] == "The trailer was full with stronger moments."
    assert {candidate.span for candidate in choice.candidates if candidate.chosen} == set(pieces(choice))


def test_what_is_to_be_avoided_is_never_shown_and_keeps_nothing_beside_it_out() -> None:
    objection = "It says “snow”, which is to be avoided."
    unwanted = a_segment(15.5, 18, 1.0, objection=objection)
    choice = made([*MANY, unwanted])
    assert choice.clips == made(MANY).clips
    (judged,) = (candidate for candidate in choice.candidates if candidate.span == unwanted.span)
    assert (judged.chosen, judged.why) == (False, objection)


def test_a_piece_beside_a_chosen_one_names_it() -> None:
    rest = [a_segment(20.0 * k, 20.0 * k + 5, 0.9) for k in range(3, 7)]
    choice = made([a_segment(10, 15, 0.9), a_segment(15.5, 18, 0.8), *rest])
    why = {candidate.span: candidate.why for candidate in choice.candidates}
    assert why[Span(15.5, 18)] == "It stands in or next to 00:10.0-00:15.0, which scores 0.90 against 0.80."


@pytest.mark.parametrize(
    ("segments", "found"),
    [([], "0.0"), ([a_segment(0, 5, 0.9), a_segment(50, 55, 0.9)], "10.0"), ([a_segment(0, 5, 0.1)], "0.0")],
)
def test_nothing_passes_where_the_pieces_do_not_fill_the_shortest_trailer(segments: list[Segment], found: str) -> None:
    choice = made(segments)
    assert choice.clips == ()
    assert choice.reason.startswith(f"the passages that may be shown give {found} s, with cards ")
    assert choice.reason.endswith("trailer-landscape needs 15 s")
    assert not any(candidate.chosen for candidate in choice.candidates)


def test_a_trailer_is_never_shorter_than_its_preset_takes() -> None:
    # Five pieces of 52.9 frames each, 11.03 s, of which whole frames keep 52; verification would refuse the file.
    frame = float(1 / FILM)
    segments = [a_segment((200 * k + 0.55) * frame, (200 * k + 53.45) * frame, 0.9) for k in range(5)]
    (choice,) = trailer(Footage(a_master(60.0, FILM)), segments, PRESET)
    assert not choice.clips or Timeline(FILM, choice.clips).duration >= PRESET.duration.min - 0.05


def test_a_preset_without_a_trailer_table_is_refused() -> None:
    with pytest.raises(PlanError, match="without a"):
        trailer(Footage(MASTER), MANY, replace(PRESET, trailer=None))
