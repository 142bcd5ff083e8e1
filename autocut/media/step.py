"""One filter of ffmpeg, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """One ffmpeg filter by name with its positional and named arguments."""

    filter: str
    arguments: tuple[str | float, ...] = ()
    named: Mapping[str, str | float] = field(default_factory=dict)
