"""What every trailer keeps to, whatever the film."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.errors import PlanError
from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.preset import Branding, Preset
from autocut.model.segment import Segment
from autocut.model.span import Span
from autocut.model.timeline import Card, Timeline
from autocut.plan.choice import Choice
from autocut.plan.footage import Footage
from autocut.plan.trailer import trailer
from autocut.plan.trailer.arc import ARC
from tests.builders import FILM, PAL, a_master, a_preset, a_segment, same_every_time, some_passages
from tests.plan.trailer.films import drama, interview, roles, scenery
from tests.score.chance import analyses

MASTER = a_master(150.0, title="The Film")
TOLD = ("duration.min=15", "duration.target=30", "duration.max=60", "score.minimum=0", "trailer.spoiler_guard=0.15")
FILMS = {"scenery": scenery(), "music": scenery(music=True), "interview": interview(), "drama": drama()}

every_film = pytest.mark.parametrize("film", FILMS.values(), ids=FILMS)


def a_trailer(*overrides: str) -> Preset:
    return a_preset("trailer-landscape", *TOLD, *overrides)


def made(film: Analysis, preset: Preset | None = None) -> Choice:
    chosen = preset or a_trailer()
    footage = Footage(MASTER, film, lexicon("en"))
    (choice,) = trailer(footage, some_passages(MASTER, film, chosen), chosen)
    return choice


def pieces(choice: Choice) -> list[Span]:
    return [clip.span for clip in choice.clips if clip.of_master]


def length(choice: Choice) -> float:
    return Timeline(MASTER.video.frame_rate, choice.clips).duration


@every_film
def test_the_places_of_the_arc_follow_each_other(film: Analysis) -> None:
    found = [role for role, _ in groupby(roles(made(film)))]
    assert found == [role for role in ARC if role in found]
    assert {"open", "best", "button"} <= set(found)


@every_film
def test_the_title_comes_before_the_button_and_the_end_card_last(film: Analysis) -> None:
    choice = made(film)
    cards = [(number, clip.card) for number, clip in enumerate(choice.clips) if clip.card]
    last = len(choice.clips) - 1
    assert cards == [(last - 2, Card("The Film")), (last, Card("Watch the full video", "The Film"))]
    assert all(clip.span == Span(0, 2) and clip.source == "card" for clip in choice.clips if clip.card)


@every_film
def test_a_trailer_is_as_long_as_it_should_be(film: Analysis) -> None:
    assert length(made(film)) == pytest.approx(30, abs=2.5)
    longer = made(film, a_trailer("duration.target=45", "duration.min=40"))
    assert length(longer) == pytest.approx(45, abs=2.5)


@every_film
def test_nothing_is_shown_twice_and_nothing_of_the_ending(film: Analysis) -> None:
    found = sorted(pieces(made(film)))
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert found[-1].end <= 127.5


def test_the_build_goes_on_in_shorter_and_shorter_shots() -> None:
    choice = made(FILMS["scenery"])
    build = [span.duration for span, role in zip(pieces(choice), roles(choice), strict=True) if role == "build"]
    assert len(build) >= 4
    assert build == sorted(build, reverse=True)
    assert build[-1] < 0.6 * build[0]


@pytest.mark.parametrize("film", [FILMS["interview"], FILMS["drama"]], ids=["interview", "drama"])
def test_sentences_are_played_whole_and_questions_get_no_other_answer(film: Analysis) -> None:
    assert film.transcript is not None
    choice = made(film)
    spoken = 0
    for clip in choice.clips:
        heard = set(film.transcript.over(clip.span)) if clip.of_master else set()
        for sentence in film.transcript.utterances:
            assert heard.isdisjoint(sentence.words) or heard.issuperset(sentence.words)
            spoken += heard.issuperset(sentence.words)
    assert spoken >= 2
    last = [each.text for each in choice.candidates if each.chosen and each.text.endswith("?")]
    for before, after in pairwise(choice.clips):
        asks = any(
            each.text in last and each.span.overlap(before.span) for each in choice.candidates if before.of_master
        )
        assert not (asks and after.of_master and film.transcript.over(after.span))


def test_people_are_heard_where_there_is_dialogue() -> None:
    assert FILMS["drama"].transcript is not None
    choice = made(FILMS["drama"])
    heard = [bool(FILMS["drama"].transcript.over(span)) for span in pieces(choice)]
    said = {role for role, spoken in zip(roles(choice), heard, strict=True) if spoken}
    assert {"who", "promise", "best"} <= said
    assert "open" not in said


def test_what_is_to_be_kept_is_shown_whole() -> None:
    for film in FILMS.values():
        choice = made(film, a_trailer("edit.keep=['00:40-00:44', '01:20.5-01:22']"))
        for asked in (Span(40, 44), Span(80.5, 82)):
            assert any(span.start <= asked.start and asked.end <= span.end for span in pieces(choice))
        assert sum(candidate.why.startswith("It was asked for. ") for candidate in choice.candidates) == 2
        assert length(choice) == pytest.approx(30, abs=3)


def test_what_is_never_to_be_shown_is_not_shown() -> None:
    for film in FILMS.values():
        choice = made(film, a_trailer("edit.never=['00:10-01:00']"))
        assert choice.clips
        assert all(span.overlap(Span(10, 60)) == 0 for span in pieces(choice))
        assert "It shares time with 00:10.0-01:00.0, which is never to be shown." in {c.why for c in choice.candidates}


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (["edit.keep=['02:05-02:10']"], "that is 2.5 s too early|which is 2.5 s too early"),
        (["edit.keep=['00:10-00:20']", "edit.never=['00:18-00:25']"], "2.0 s of it lie in 00:18.0-00:25.0"),
        (["edit.keep=['00:00-01:00']"], "lasts 60.0 s, 4.0 s more than it has room for"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_how_much(told: list[str], fault: str) -> None:
    with pytest.raises(PlanError, match=fault):
        made(FILMS["scenery"], a_trailer(*told))


def test_the_seed_decides_between_equals_and_nothing_else_does() -> None:
    alike = [a_segment(6.0 * k, 6.0 * k + 3, 0.5) for k in range(20)]

    def chosen(seed: int, segments: list[Segment]) -> list[Span]:
        (choice,) = trailer(Footage(MASTER), segments, a_trailer(f"edit.seed={seed}"))
        return pieces(choice)

    assert len({tuple(chosen(seed, alike)) for seed in range(4)}) > 1
    assert chosen(3, alike) == chosen(3, alike[::-1])


def test_cards_of_no_length_are_left_out() -> None:
    choice = made(FILMS["scenery"], a_trailer("trailer.title_card=0", "trailer.end_card=0"))
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
    master, film = a_master(150.0, title=title, path=path), FILMS["scenery"]
    (choice,) = trailer(Footage(master, film), some_passages(master, film, a_trailer()), a_trailer())
    assert next(clip.card for clip in choice.clips if clip.card) == Card(expected)


def test_the_cards_say_what_the_preset_says() -> None:
    branded = replace(a_trailer("trailer.end_text=Soon"), branding=Branding("Another Title", "Up there, alone"))
    cards = [clip.card for clip in made(FILMS["scenery"], branded).clips if clip.card]
    assert cards == [Card("Another Title", "Up there, alone"), Card("Soon", "Another Title")]


def test_every_passage_has_its_reason() -> None:
    weak, late = a_segment(30.7, 31.9, 0.1), a_segment(130, 134, 1.0)
    unwanted = a_segment(60.5, 63, 1.0, objection="It says “snow”, which is to be avoided.")
    many = [a_segment(4.0 * k, 4.0 * k + 2.5, 0.9 - k / 100) for k in range(30)]
    (choice,) = trailer(Footage(MASTER), [*many, weak, late, unwanted], a_trailer("score.minimum=0.2"))
    why = {candidate.span: candidate.why for candidate in choice.candidates}
    assert why[weak.span] == "Its score 0.1 is under the preset's minimum 0.2."
    assert why[late.span].startswith("It is kept back: nothing after 02:07.5 is shown")
    assert why[unwanted.span] == unwanted.objection
    assert "Other passages fill the arc better." in why.values()
    assert "It opens with the place and the mood: speech " in " ".join(why.values())


@pytest.mark.parametrize(
    ("segments", "found"),
    [([], "0.0"), ([a_segment(0, 5, 0.9), a_segment(50, 54, 0.9)], "9.0"), ([a_segment(0, 5, 0.1)], "0.0")],
)
def test_nothing_passes_where_the_pieces_do_not_fill_the_shortest_trailer(segments: list[Segment], found: str) -> None:
    (choice,) = trailer(Footage(MASTER), segments, a_trailer("score.minimum=0.2"))
    assert choice.clips == ()
    assert choice.reason.startswith(f"the passages that may be shown give {found} s, with cards ")
    assert choice.reason.endswith("trailer-landscape needs 15 s")
    assert not any(candidate.chosen for candidate in choice.candidates)


def test_a_preset_without_a_trailer_table_is_refused() -> None:
    with pytest.raises(PlanError, match="without a"):
        trailer(Footage(MASTER), (), replace(a_trailer(), trailer=None))


@same_every_time
@given(film=analyses(), rate=st.sampled_from([PAL, FILM]), target=st.integers(8, 20), seed=st.integers(0, 2))
def test_the_laws_hold_on_films_by_chance(film: Analysis, rate: object, target: int, seed: int) -> None:
    master = a_master(40.0, rate if rate is FILM else PAL)
    preset = a_trailer("duration.min=7", f"duration.target={target}", "duration.max=25", f"edit.seed={seed}")
    footage, segments = Footage(master, film, lexicon("en")), some_passages(master, film, preset)
    (choice,) = trailer(footage, segments, preset)
    assert trailer(footage, segments, preset) == (choice,)
    assert all(candidate.why for candidate in choice.candidates)
    if not choice.clips:
        assert choice.reason
        return
    frame = float(1 / master.video.frame_rate)
    assert 7 - frame <= Timeline(master.video.frame_rate, choice.clips).duration <= 25 + frame
    found = sorted(pieces(choice))
    assert all(before.end <= after.start + 1e-6 for before, after in pairwise(found))
    assert found[-1].end <= 34 + 1e-6
    assert all(span.duration >= 11.5 * frame for span in found)
    for sentence in film.transcript.utterances if film.transcript else ():
        for span in found:
            heard = film.transcript.over(span) if film.transcript else ()
            assert not set(heard) & set(sentence.words) or set(sentence.words) <= set(heard)
