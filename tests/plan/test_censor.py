"""Every kind of version is censored where its preset asks for it, and the notes say what was done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autocut.lexicons import lexicon
from autocut.model.analysis import Analysis
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from tests.builders import a_master, a_preset, a_segment, a_talk

TALK = a_talk("So it began.", "It was a damn good machine.", "Bullshit, he said.")
SEGMENT = a_segment(9.5, 29.5, 0.9, "It was a damn good machine. Bullshit, he said.")
PRESETS = {
    "youtube-full": (),
    "youtube-short": ("duration.min=5", "duration.target=20", "duration.max=40", "score.minimum=0"),
    "trailer-landscape": ("duration.min=5", "trailer.spoiler_guard=0", "trailer.max_clip=35", "duration.target=38",
                          "duration.max=60", "score.minimum=0"),
}  # fmt: skip


def made(name: str, *overrides: str, language: str = "en", talk: Analysis | None = None) -> Rendition:
    analysis = talk or Analysis(transcript=replace(TALK, language=language))
    footage = Footage(a_master(30.0), analysis, lexicon(language))
    return plan(footage, [SEGMENT], a_preset(name, *PRESETS[name], *overrides))[0]


def read(rendition: Rendition) -> str:
    return " ".join(line for cue in rendition.cues for line in cue.lines)


@pytest.mark.parametrize("name", PRESETS)
def test_swear_words_are_kept_where_nobody_asks(name: str) -> None:
    version = made(name)
    assert version.timeline.muted == ()
    assert "damn" in read(version)
    assert version.notes == ()


@pytest.mark.parametrize("name", PRESETS)
def test_swear_words_are_neither_heard_nor_read_in_any_kind_of_version(name: str) -> None:
    version = made(name, "edit.profanity=beep")
    assert [each.beep for each in version.timeline.muted] == [True, True]
    assert "d*** good" in read(version)
    assert "B*******, he said." in read(version)
    assert version.notes == ("2 swear words were beeped over",)


def test_what_is_muted_is_where_the_word_is_played() -> None:
    first = made("youtube-full", "edit.profanity=mute").timeline.muted[0]
    assert not first.beep
    assert first.span.overlap(Span(14.0, 15.3)) == pytest.approx(15.3 - 14.0, abs=0.1)


def test_one_and_none_are_counted_in_words() -> None:
    (one, none) = (Analysis(transcript=a_talk(text)) for text in ("Damn it.", "Dear me."))
    assert made("youtube-full", "edit.profanity=mute", talk=one).notes == ("one swear word was muted",)
    assert made("youtube-full", "edit.profanity=mute", talk=none).notes == ("no swear words were muted",)


def test_a_language_without_a_list_is_told() -> None:
    version = made("youtube-full", "edit.profanity=mute", "score.avoid=['@violence', 'machine']", language="it")
    assert version.timeline.muted == ()
    assert "damn" in read(version)
    assert version.notes == (
        "no swear words were muted: language 'it' has no list of profanity",
        "@violence was not avoided: language 'it' has no list of violence",
    )


def test_words_that_nobody_knows_cannot_be_muted_and_that_is_told() -> None:
    version = made("youtube-full", "edit.profanity=mute", talk=Analysis())
    assert version.notes == ("no swear words were muted: no words are known",)
