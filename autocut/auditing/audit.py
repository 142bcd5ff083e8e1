"""One master and its versions, laid side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from autocut.auditing.passed import PassedBy, passed_by
from autocut.auditing.presence import heard, seen, spoken
from autocut.auditing.shares import Compared, compared
from autocut.model.analysis import Analysis
from autocut.model.rendition import Delivery
from autocut.model.span import Span, covered
from autocut.model.voices import REAL_SHARE

_PARTS = 5
_WHOLE = 0.95
_ALL_BUT_GONE = 0.25
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice by its anonymous label; `screen` is by the face, or by the speech where no face is known to speak."""

    label: str
    speech: Compared
    screen: Compared


@dataclass(frozen=True, slots=True)
class Part:
    """A fifth of the master (master time)."""

    span: Span
    speech: Compared
    screen: Compared


@dataclass(frozen=True, slots=True)
class Audit:
    """Who and what of a master is in its versions, what was passed over, and what should be looked at.

    `screen_by` says how screen time by speaker is known. `warnings` are of speakers who are all but gone.
    """

    speakers: tuple[Speaker, ...]
    parts: tuple[Part, ...]
    screen_by: Literal["faces", "turns"]
    passed_over: tuple[PassedBy, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def audit(whole: Span, analysis: Analysis, deliveries: Sequence[Delivery]) -> Audit:
    """The master that lasts `whole` against all its versions together, but for those that play all of it."""
    versions = [delivery for delivery in deliveries if delivery.clips]
    cut = [delivery for delivery in versions if covered(delivery.clips, whole) < _WHOLE * whole.duration]
    played = [clip for delivery in cut or versions for clip in delivery.clips]
    voices, faces = heard(analysis), seen(analysis)
    speech, screen = compared(voices, whole, played), compared({**dict.fromkeys(voices, ()), **faces}, whole, played)
    speakers = tuple(Speaker(name, speech[name], screen[name] if faces else speech[name]) for name in voices)
    return Audit(
        speakers=speakers,
        parts=_parts(whole, analysis, played),
        screen_by="faces" if faces else "turns",
        passed_over=passed_by(deliveries),
        warnings=tuple(_gone(speakers)),
        notes=tuple(_notes(analysis, speech, (len(cut), len(versions)))),
    )


def _parts(whole: Span, analysis: Analysis, played: Sequence[Span]) -> tuple[Part, ...]:
    bounds = [whole.start + whole.duration * k / _PARTS for k in range(_PARTS)] + [whole.end]
    spans = {str(k): Span(bounds[k], bounds[k + 1]) for k in range(_PARTS)}
    said = spoken(analysis)
    speech = compared({name: [each.clipped(span) for each in said] for name, span in spans.items()}, whole, played)
    screen = compared({name: [span] for name, span in spans.items()}, whole, played)
    return tuple(Part(span, speech[name], screen[name]) for name, span in spans.items())


def _gone(speakers: Sequence[Speaker]) -> Iterator[str]:
    if not any(speaker.speech.versions.seconds for speaker in speakers):
        return
    for speaker in speakers:
        own, now = speaker.speech.master.share, speaker.speech.versions.share
        if own >= REAL_SHARE - _ROUNDING and now < _ALL_BUT_GONE * own - _ROUNDING:
            yield (
                f"{speaker.label} has {100 * own:.3g} % of the speech in the master and {100 * now:.3g} % "
                "in the versions: all but gone"
            )


def _notes(analysis: Analysis, speech: Mapping[str, Compared], counts: tuple[int, int]) -> Iterator[str]:
    cut, made = counts
    if not spoken(analysis):
        yield "nobody speaks in the master, as far as is known"
    elif not speech:
        yield "speakers were not told apart, so there are no shares by speaker"
    elif made and not any(each.versions.seconds for each in speech.values()):
        yield "nobody speaks in the versions"
    if not made:
        yield "there is no version to hold against the master"
    elif not cut:
        yield "every version plays the whole master"
    elif cut < made:
        yield f"{made - cut} of {made} versions left out: what plays the whole master chooses nothing"
