"""Who is heard in the versions of a preset: each real speaker keeps part of their share of the master's speech."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autocut.model.segment import Segment
from autocut.model.span import as_timecodes
from autocut.model.voices import REAL_SHARE, shares
from autocut.plan.exchange import Gains, Rules, first_that_keeps

_STEPS = 10
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Balance:
    """The bound: all who have 10 % or more of a master's speech keep at least `kept` (0-1) of that share in versions.

    `spoken` is the master's speech in seconds by speaker, empty where speakers were not told apart.
    """

    kept: float
    spoken: Mapping[str, float]

    @property
    def asked(self) -> dict[str, float]:
        """The least share of the speech in versions (0-1) for each real speaker."""
        return {voice: self.kept * share for voice, share in shares(self.spoken).items() if share >= REAL_SHARE}

    def gains(self, segment: Segment) -> Gains:
        """Seconds that each real speaker has in the passage beyond the least share of it, under 0 where they lack."""
        whole = math.fsum(segment.voices.values())
        return tuple(segment.voices.get(voice, 0.0) - share * whole for voice, share in self.asked.items())

    def lacking(self, chosen: Sequence[Segment]) -> dict[str, float]:
        """The share of the speech (0-1) of each real speaker who has less than is asked; of silence none."""
        heard = shares(_together(chosen))
        if not any(heard.values()):
            return {}
        return {
            voice: heard.get(voice, 0.0)
            for voice, least in self.asked.items()
            if heard.get(voice, 0.0) < least - _ROUNDING
        }


@dataclass(frozen=True, slots=True)
class Balanced:
    """Passages that were chosen, those among them for the balance, and why; a note where the bound is not kept.

    `given_up` are those that the newcomers stand for.
    """

    chosen: tuple[Segment, ...]
    newcomers: tuple[Segment, ...] = ()
    given_up: tuple[Segment, ...] = ()
    why: str = ""
    note: str = ""

    def gives_way(self, segment: Segment) -> str:
        """Why a passage that is worth more than a newcomer was not chosen, in a sentence."""
        rival = next((each for each in self.newcomers if each.span.overlap(segment.span) > 0), self.newcomers[0])
        return f"It gives way to {as_timecodes(rival.span)}, {self.why}."


def balanced(plain: Sequence[Segment], ordered: Sequence[Segment], rules: Rules, balance: Balance) -> Balanced:
    """The plain choice, or the first in the order of preference that keeps the bound.

    Where none was found, the bound is loosened by tenths of itself until one is; the note says what is still lacking.
    A choice of one passage stays as it is, and so does one in which nobody speaks.
    """
    if balance.kept == 0 or not plain:
        return Balanced(tuple(plain))
    if not balance.spoken:
        note = f"balance {balance.kept:g} was not looked after: speakers were not told apart"
        return Balanced(tuple(plain), note=note)
    lacking = balance.lacking(plain)
    chosen = _nearest(plain, ordered, rules, balance) if lacking and len(plain) > 1 else plain
    newcomers = tuple(segment for segment in chosen if segment not in plain)
    given_up = tuple(segment for segment in plain if segment not in chosen)
    left, now = balance.lacking(chosen), shares(_together(chosen))
    helped = {voice: share for voice, share in lacking.items() if now.get(voice, 0.0) > share}
    why = f"so that {' and '.join(helped)} can be heard ({_shortfall(helped, balance, 'would have')})"
    note = f"balance {balance.kept:g} is not kept: {_shortfall(left, balance, 'has')}" if left else ""
    return Balanced(tuple(chosen), newcomers, given_up, why, note)


def _nearest(plain: Sequence[Segment], ordered: Sequence[Segment], rules: Rules, balance: Balance) -> Sequence[Segment]:
    for step in range(_STEPS, 0, -1):
        looser = replace(balance, kept=balance.kept * step / _STEPS)
        found = first_that_keeps(ordered, [looser.gains(segment) for segment in ordered], rules)
        if found is not None:
            return found
    return plain


def _together(chosen: Sequence[Segment]) -> dict[str, float]:
    voices = sorted({voice for segment in chosen for voice in segment.voices})
    return {voice: math.fsum(segment.voices.get(voice, 0.0) for segment in chosen) for voice in voices}


def _shortfall(lacking: Mapping[str, float], balance: Balance, verb: str) -> str:
    """What each of them has and should have; the verb goes with the share of the versions."""
    whole, asked = shares(balance.spoken), balance.asked
    return "; ".join(
        f"{voice} has {_percent(whole[voice])} of the master's speech and {verb} {_percent(share)} of the versions', "
        f"{100 * (asked[voice] - share):.3g} percentage points less than balance {balance.kept:g} asks for"
        for voice, share in lacking.items()
    )


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
