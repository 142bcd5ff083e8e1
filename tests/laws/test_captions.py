"""Captions are held against what is heard when a file is transcribed again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autocut import weights
from autocut.laws.captions import in_order, plain, share_heard
from autocut.media.run import finish
from autocut.model.captions import Cue
from autocut.model.span import Span
from tests.media.sources import X264, picture
from tests.speech import TWO_CITIES

SAID = ("It was the best of times, it was", "the worst of times, it was the age of wisdom,")


def test_words_are_compared_without_case_and_punctuation_and_in_order() -> None:
    assert plain("It’s the BEST - of times!") == ["it's", "the", "best", "of", "times"]
    assert in_order(["a", "b", "c", "d"], ["x", "a", "b", "d"]) == 0.75
    assert in_order(["a", "b"], ["b", "a"]) == 0.5
    assert in_order(["a"], []) == 0


@pytest.mark.slow
def test_captions_of_what_is_said_are_heard_and_others_are_not(make: Callable[..., Path]) -> None:
    read = ("-i", str(TWO_CITIES), "-map", "0:v", "-map", "1:a")
    path = make("reading.mkv", *picture(16), *read, *X264, "-c:a", "flac")
    model = finish(weights.find_speech("tiny.en", offline=False))
    said = (Cue(Span(1.0, 7.0), SAID),)
    other = (Cue(Span(1.0, 7.0), ("Nobody believed that any machine would work.",)),)
    assert finish(share_heard(path, said, model, "en")) > 0.9
    assert finish(share_heard(path, other, model, "en")) < 0.3
    assert finish(share_heard(path, (), model, "en")) == 1
