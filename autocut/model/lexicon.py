"""Words by what they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TO_AVOID = ("profanity", "violence")
"""The kinds of phrases that a preset may name, as `@profanity`, among what must not be said."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language (ISO 639-1) by what they do, lower case, without punctuation; none for most.

    `endings` are what may follow a phrase that is to be avoided, for it to be the same in another form. `capital_nouns`
    says that every noun is written with a capital, not names alone.
    """

    language: str = "und"
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    endings: tuple[str, ...] = ()
    capital_nouns: bool = False

    def forms(self, kind: str) -> tuple[str, ...]:
        """The phrases of a kind, each as it is listed and with each of the endings."""
        listed = self.phrases.get(kind, ())
        return tuple(phrase + ending for phrase in listed for ending in ("", *self.endings))
