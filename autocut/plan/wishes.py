"""Wishes of which not all can be met."""

from __future__ import annotations

from collections.abc import Iterator

from autocut.errors import PlanError
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.span import Span, as_timecode, as_timecodes, united

_ROUNDING = 1e-3


def refuse_conflicts(master: Master, preset: Preset) -> None:
    """Raises PlanError, which says by how much, where what the preset is to keep can't be kept."""
    found = "; ".join(conflicts(master, preset))
    if found:
        raise PlanError(found)


def conflicts(master: Master, preset: Preset) -> Iterator[str]:
    """Each way in which the stretches to be kept are at odds with the master, the preset or those never to be shown."""
    keep, never = united(preset.edit.keep), united(preset.edit.never)
    yield from _too_long(keep, preset)
    for kept in keep:
        for shunned in never:
            shared = kept.overlap(shunned)
            if shared > 0:
                other = f"{as_timecodes(shunned)}, which is never to be shown"
                yield f"{as_timecodes(kept)}, which is to be kept, shares {shared:.1f} s with {other}"
        late = kept.end - master.duration
        if late > _ROUNDING:
            end = f"after the end of the master at {as_timecode(master.duration)}"
            yield f"{as_timecodes(kept)}, which is to be kept, ends {late:.1f} s {end}"
    yield from _spoiling(keep, master, preset)


def _too_long(keep: tuple[Span, ...], preset: Preset) -> Iterator[str]:
    """Several shorts share what is to be kept, but each stretch goes into one of them."""
    cards = preset.trailer.title_card + preset.trailer.end_card if preset.trailer else 0.0
    beside = f" and the {cards:.1f} s of cards" if cards else ""
    total = sum(span.duration for span in keep)
    longest = max((span.duration for span in keep), default=0.0)
    for seconds, count in dict.fromkeys(((longest, 1), (total, preset.count))):
        beyond = seconds + cards - count * preset.duration.max
        if keep and beyond > _ROUNDING:
            may = f"the {count * preset.duration.max:g} s that {preset.name} may last"
            several = f" in {count} versions" if count > 1 else ""
            yield f"the {seconds:.1f} s to be kept{beside} are {beyond:.1f} s more than {may}{several}"
            return


def _spoiling(keep: tuple[Span, ...], master: Master, preset: Preset) -> Iterator[str]:
    if preset.trailer is None:
        return
    shown = master.picture.duration * (1 - preset.trailer.spoiler_guard)
    for kept in keep:
        inside = min(kept.end, master.duration) - max(shown, kept.start)
        if inside > _ROUNDING:
            guarded = f"{inside:.1f} s of what comes after {as_timecode(shown)}, which {preset.name} keeps back"
            yield f"{as_timecodes(kept)}, which is to be kept, shows {guarded}"
