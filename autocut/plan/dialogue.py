"""Where somebody speaks in a version, for presets whose loudness is that of the dialogue."""

from __future__ import annotations

from collections.abc import Sequence

from autocut.model.preset import Preset
from autocut.model.span import Span, united
from autocut.model.timeline import Timeline

# partnerhelp.netflixstudios.com, 360050414014: with less speech the whole programme is measured.
_LEAST_SHARE = 0.15


def dialogue(voice: Sequence[Span], timeline: Timeline, preset: Preset) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """The stretches of timeline time in which the version's clips speak, and a note of how loudness is measured.

    Nothing where the preset asks for the loudness of the programme, or under 15 % of the version is speech.
    """
    if preset.audio.gate != "dialogue" or not timeline.clips:
        return (), ()
    heard = [
        span.clipped(clip.span).moved(placed.start - clip.span.start)
        for clip, placed in timeline.heard()
        if clip.of_master
        for span in voice
        if span.overlap(clip.span) > 0
    ]
    spoken = united(heard)
    share = sum(span.duration for span in spoken) / timeline.duration
    if share < _LEAST_SHARE:
        return (), (f"loudness is that of the whole programme: {share:.0%} of it is speech, under {_LEAST_SHARE:.0%}",)
    return spoken, (f"loudness is that of the dialogue (BS.1770 over the {share:.0%} in which voices were found)",)
