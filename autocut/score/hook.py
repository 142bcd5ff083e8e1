"""A hook in the first seconds."""

from __future__ import annotations

import re

from autocut.model.span import Span
from autocut.model.wording import occurrences, plain
from autocut.score.material import Material
from autocut.score.measure import Measure

_SECONDS = 3.0
_DEVICES = ("question", "contrast", "number", "promise", "address")
_ENOUGH = 3
_DIGIT = re.compile(r"\d")


def hook(material: Material) -> Measure | None:
    """How many of five devices the first sentence, or the first 3 s, of the passage uses: 1 from three on.

    A question, a contrast, a number, a promise, direct address; Loewenstein 1994 ("The psychology of curiosity") on
    why a gap that is shown holds attention. For languages that have a lexicon.
    """
    devices = {device: found for device in _DEVICES if (found := material.phrases(device))}
    if not devices:
        return None
    texts = [sentence.text for sentence in material.sentences]

    def used(text: str) -> int:
        words = plain(text)
        found = {device for device, phrases in devices.items() if occurrences(phrases, words)}
        found |= {"question"} if "?" in text else set()
        found |= {"number"} if _DIGIT.search(text) else set()
        return len(found)

    def measure(span: Span) -> float:
        within = material.within(span)
        first = [k for k in within if material.sentences[k].span.start < span.start + _SECONDS] or [*within[:1]]
        return min(1.0, used(" ".join(texts[k] for k in first)) / _ENOUGH)

    return measure
