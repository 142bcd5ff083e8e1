"""Signals of the words that are said: what is asked for, hooks, address, stories, quotes, how plain it is."""

from __future__ import annotations

import pytest

from autocut.model.analysis import Analysis
from autocut.model.span import Span
from autocut.model.wording import stem
from autocut.score.address import address
from autocut.score.brevity import brevity
from autocut.score.confession import confession
from autocut.score.density import density
from autocut.score.hook import hook
from autocut.score.plainness import plainness
from autocut.score.quotability import quotability
from autocut.score.telling import telling
from autocut.score.topic import topic
from tests.builders import a_material, a_talk, a_transcript, an_utterance
from tests.score.measuring import Signal, is_none, said, value

BY_LEXICON = (address, confession, hook, quotability, telling)
BY_WORDS = (*BY_LEXICON, brevity, plainness)


@pytest.mark.parametrize("signal", BY_LEXICON)
def test_in_a_language_without_a_lexicon_nobody_knows(signal: Signal) -> None:
    assert is_none(signal, Analysis(transcript=a_talk("Das ist nicht wahr.", language="de")))


@pytest.mark.parametrize("signal", [*BY_WORDS, density, topic])
def test_where_nothing_is_said_there_is_nothing_to_measure(signal: Signal) -> None:
    assert is_none(signal, Analysis())
    assert is_none(signal, Analysis(transcript=a_transcript()))


@pytest.mark.parametrize("signal", [*BY_WORDS, density])
def test_a_passage_in_which_nobody_speaks_has_none_of_it(signal: Signal) -> None:
    talk = Analysis(transcript=a_talk("You said that I am never wrong.", "You are."))
    assert value(signal, talk, Span(40, 50)) == 0.0


@pytest.mark.parametrize(
    ("opening", "devices"),
    [
        ("Snow fell.", 0),
        ("Is snow falling?", 1),
        ("Snow fell in 1944.", 1),
        ("Twelve dozen people came.", 1),
        ("Snow never fell.", 1),
        ("Here is some snow.", 1),
        ("Your snow fell.", 1),
        ("Snow never fell on your house.", 2),
        ("Did you know that 300 people came?", 3),
        ("But did you know that 300 people came? Let me tell it.", 3),
    ],
)
def test_a_hook_is_counted_by_its_devices_up_to_three(opening: str, devices: int) -> None:
    assert said(hook, opening) == pytest.approx(devices / 3)


def test_only_the_opening_of_a_passage_can_hook() -> None:
    calm, hooking = "Snow fell on the house.", "Did you know that 300 people came?"
    assert said(hook, calm, hooking) == 0.0
    assert said(hook, hooking, calm) == 1.0
    quick = a_transcript(an_utterance(calm, 0, 2), an_utterance(hooking, 2.9, 6), an_utterance(hooking, 6, 9))
    assert value(hook, Analysis(transcript=quick), Span(0, 9)) == 1.0
    later = a_transcript(an_utterance(calm, 0, 3), an_utterance(hooking, 3, 6))
    assert value(hook, Analysis(transcript=later), Span(0, 9)) == 0.0


def test_a_first_sentence_that_comes_late_hooks_too() -> None:
    late = a_transcript(an_utterance("Did you know that 300 people came?", 5, 9))
    assert value(hook, Analysis(transcript=late), Span(0, 10)) == 1.0


@pytest.mark.parametrize(("signal", "one"), [(address, "you"), (confession, "I")])
def test_one_word_in_twenty_is_a_third_and_three_in_twenty_are_all(signal: Signal, one: str) -> None:
    rest = " ".join(["snow"] * 19)
    assert said(signal, f"{one} {rest}.") == pytest.approx(1 / 3)
    assert said(signal, f"{one} {one} {one} {' '.join(['snow'] * 17)}.") == pytest.approx(1.0)
    assert said(signal, f"{rest}.") == 0.0
    assert said(signal, f"{one} {rest}.", f"{rest} snow.") == pytest.approx(1 / 6)


def test_address_and_confession_are_told_apart() -> None:
    assert said(address, "I lost my keys, and I'm sorry.") == 0.0
    assert said(confession, "Imagine that you lost your keys.") == 0.0


def test_what_is_told_is_half_words_like_said_and_half_quotes() -> None:
    assert said(telling, "Snow fell all day.") == 0.0
    assert said(telling, "She said that snow fell.") == pytest.approx(0.5)
    assert said(telling, "Snow “fell” all day.") == pytest.approx(0.5)
    assert said(telling, 'She said: "Snow fell."') == pytest.approx(1.0)
    assert said(telling, f"She said {' '.join(['snow'] * 18)}.") == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("sentence", "worth"),
    [
        ("Everyone always loses.", 0.6),
        ("Everyone always loses everything.", 1.0),
        ("Everyone loses some keys.", 0.4 + 0.15 + 0.3),
        ("Snow fell on the house.", 0.7),
        ("And snow fell on it.", 0.4),
        ("And snow.", 0.0),
        (f"Snow {'fell ' * 17}", 0.7),
        (f"Snow {'fell ' * 18}", 0.3),
    ],
)
def test_a_memorable_line_is_short_general_and_begins_on_its_own(sentence: str, worth: float) -> None:
    assert said(quotability, sentence) == pytest.approx(worth)


def test_a_passage_is_as_quotable_as_its_best_line() -> None:
    assert said(quotability, "And snow.", "Everyone always loses everything.", "And so on.") == pytest.approx(1.0)


def test_brevity_is_a_half_at_fifteen_words_a_sentence_and_more_below() -> None:
    assert said(brevity, "snow " * 15) == pytest.approx(0.5)
    assert said(brevity, "snow " * 5) == pytest.approx(0.75)
    assert said(brevity, "snow " * 45) == pytest.approx(0.25)
    assert said(brevity, "snow " * 10, "snow " * 20) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("word", "expected"), [("a", 1.0), ("the", 1.0), ("snowy", 0.5), ("machine", 0.0), ("engineers", 0.0)]
)
def test_words_of_three_letters_are_plain_and_of_seven_are_not(word: str, expected: float) -> None:
    assert said(plainness, f"{word.title()} {word}, {word}!") == pytest.approx(expected)


def test_density_is_the_rarity_of_the_words_among_the_sentences() -> None:
    talk = ("snow fell", "snow melted", "snow hurt", "rain came")
    assert said(density, *talk, passage=range(3, 4)) == pytest.approx(1.0)
    assert said(density, *talk, passage=range(1)) == pytest.approx((1 - 0.7924812503605781 + 1) / 2)
    assert said(density, "snow", "snow") == pytest.approx(0.0)
    assert is_none(density, Analysis(transcript=a_talk("A single sentence has no rest to be measured against.")))


def test_a_topic_is_asked_for_or_there_is_none() -> None:
    assert topic(a_material(Analysis(transcript=a_talk("Machines broke.")))) is None


def test_the_topic_is_in_a_quarter_of_the_sentences_or_more() -> None:
    other = ("Snow fell.",) * 7
    assert said(topic, "Machines broke.", *other, topics=["machine"]) == pytest.approx(0.5)
    assert said(topic, *["Machines broke."] * 2, *other[:6], topics=["machine"]) == 1.0
    assert said(topic, *["Machines broke."] * 3, *other[:1], topics=["machine"]) == 1.0
    assert said(topic, *other, topics=["machine"]) == 0.0


@pytest.mark.parametrize("asked", ["machine", "MACHINES", "melt", "melting snow", "snow melts", "the machine"])
@pytest.mark.parametrize("sentence", ["My machine is melting snow.", "The snow melted a machine."])
def test_topics_are_found_whatever_their_endings_and_in_their_order(asked: str, sentence: str) -> None:
    elsewhere = {"melting snow": "The snow", "snow melts": "My machine", "the machine": ""}.get(asked)
    assert said(topic, sentence, topics=[asked]) == float(elsewhere is None or not sentence.startswith(elsewhere))


@pytest.mark.parametrize("asked", [("machine", "snow"), ("snow", "machine")])
def test_any_of_several_topics_is_enough(asked: tuple[str, str]) -> None:
    assert said(topic, "Snow fell.", topics=asked) == said(topic, "A machine fell.", topics=asked) == 1.0


@pytest.mark.parametrize(
    "forms",
    [
        "machine machines",
        "city cities",
        "day days",
        "play plays",
        "dog dogs",
        "class classes",
        "movie movies",
        "melt melts melted melting",
        "string strings",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_words_that_only_look_alike_have_stems_of_their_own() -> None:
    words = ("machine", "city", "sing", "string", "yes", "red", "bed", "bus", "bush", "class", "play", "playful")
    assert len({stem(word) for word in words}) == len(words)
