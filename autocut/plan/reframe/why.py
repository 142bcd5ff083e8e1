"""Why a stretch is shown as it is, in a sentence for people."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.geometry import Size
from autocut.plan.reframe.aims import Aimed
from autocut.plan.reframe.options import Option
from autocut.plan.reframe.seen import Seen
from autocut.plan.reframe.worth import Worth

_NAMES = {"face": "a face", "person": "a person", "motion": "what moves", "text": "writing"}


def why(seen: Seen, worths: Worth, aims: Sequence[Aimed], window: Size, *, moves: bool = False) -> str:
    """What is held, and why in this way; `window` is the one that fills the canvas."""
    parts = list(dict.fromkeys(_for(seen, worths, aimed, window) for aimed in aims))
    how = "; the window moves with it" if moves else ""
    return f"{', then '.join(parts)}{how}."


def _for(seen: Seen, worths: Worth, aimed: Aimed, window: Size) -> str:
    option = aimed.option
    steps = [k for k, time in enumerate(seen.steps) if aimed.span.start <= time < aimed.span.end]
    most = max((len(worths.main[step]) for step in steps), default=0)
    if option.aim == "split":
        return f"{len(option.things)} people are too far apart for a window {window.width} pixels wide"
    if option.aim == "fit":
        return _everything(seen, option, steps, most)
    if option.aim == "all":
        return f"{most} faces fit into one window"
    if option.aim == "rest":
        return "Nothing stands out"
    (only,) = option.things
    if seen.things[only].kind == "face" and most > 1:
        speaks = any(seen.things[only].speaks(seen.steps[step]) for step in steps)
        return f"Of {most} faces {'the one that speaks' if speaks else 'the largest'} is held"
    return f"{_NAMES[seen.things[only].kind].capitalize()} is held"


def _everything(seen: Seen, option: Option, steps: Sequence[int], most: int) -> str:
    if most > 1:
        return f"{most} faces fit into no window that fills the canvas"
    written = any(seen.places[k][step] is not None for k in seen.of("text") for step in steps)
    if written:
        return "Writing is wider than any window that fills the canvas"
    return "A window that fills the canvas would cut people who stand"
