"""Words by what they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language (ISO 639-1) by what they do, lower case, without punctuation; none for most."""

    language: str = "und"
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
