"""How long earlier masters took, so that a batch can say at its start how long it will take."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress

from autocut.store.place import folder
from autocut.whole import write_whole

_NAME = ".paces.json"
_MOST = 20


def recall_paces(kind: str) -> tuple[tuple[float, float], ...]:
    """The seconds that masters last and those that work of this kind took: the last twenty."""
    return tuple((lasts, took) for lasts, took in _known().get(kind, ()))


def remember_paces(kind: str, paces: Sequence[tuple[float, float]]) -> None:
    """Keep these too; where that cannot be done, the next batch just knows less."""
    known = _known()
    known[kind] = [*known.get(kind, ()), *paces][-_MOST:]
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        write_whole(json.dumps(known), folder() / _NAME)


def _known() -> dict[str, list[tuple[float, float]]]:
    try:
        known = json.loads((folder() / _NAME).read_text("utf-8"))
        return {kind: [(float(lasts), float(took)) for lasts, took in paces] for kind, paces in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
