"""The hook is the best sentence that stands alone, if it is better than the one that a passage begins with."""

from __future__ import annotations

from autocut.model.analysis import Analysis
from autocut.model.segment import Segment
from autocut.model.span import Span
from autocut.score.hooks import with_hooks
from tests.builders import a_material, a_segment, a_talk

DULL, BEST = "We went there on a train last week.", "What if I never told you the truth?"
WEIGHTS = {"hook": 1.0}


def hook(*sentences: str, passage: Span | None = None, language: str = "en") -> Span | None:
    material = a_material(Analysis(transcript=a_talk(*sentences, language=language)))
    span = passage or Span(0, 10.0 * len(sentences))
    (found,) = with_hooks([a_segment(span.start, span.end, 0.5)], material, WEIGHTS)
    return found.hook


def test_the_best_sentence_within_a_passage_is_its_hook() -> None:
    assert hook(DULL, BEST, DULL) == Span(10, 18)


def test_neither_the_first_nor_the_last_sentence_is_moved() -> None:
    assert hook(BEST, DULL, DULL) is None
    assert hook(DULL, DULL, BEST) is None


def test_a_sentence_that_hangs_on_what_came_before_is_no_hook() -> None:
    assert hook(DULL, "And so he never told you the truth, what if?", DULL) is None


def test_where_the_first_sentence_is_as_good_nothing_is_moved() -> None:
    assert hook(BEST, BEST, DULL) is None


def test_languages_without_a_lexicon_have_no_hooks() -> None:
    assert hook(DULL, BEST, DULL, language="xx") is None


def test_a_passage_without_speech_has_none() -> None:
    segment: Segment = a_segment(0, 10, 0.5)
    assert with_hooks([segment], a_material(), WEIGHTS) == (segment,)
