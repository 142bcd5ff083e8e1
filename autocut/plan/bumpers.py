"""Bumpers around a version: the room that they take, and what their time does to everything behind them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from autocut.model.brought import Brought, Bumper
from autocut.model.preset import Duration, Preset
from autocut.model.span import Span, frame_count
from autocut.model.timeline import Clip, Timeline
from autocut.plan.choice import Choice

_LEAST_SECONDS = 0.1


def beside_bumpers(preset: Preset, brought: Brought) -> Preset:
    """The preset with the lengths that are left for the master once the bumpers have theirs."""
    taken = sum(bumper.duration for bumper in (brought.intro, brought.outro) if bumper)
    if not taken:
        return preset
    least, aim, most = (
        max(_LEAST_SECONDS, bound - taken)
        for bound in (preset.duration.min, preset.duration.target, preset.duration.max)
    )
    return replace(preset, duration=Duration(least, aim, most))


def with_bumpers(choice: Choice, brought: Brought, preset: Preset, rate: Fraction) -> Choice:
    """The choice between its bumpers, with music, mutes and chapters as much later as the intro lasts.

    Where it all is longer than the preset takes, an empty choice that says by how much.
    """
    before, after = _clips(brought.intro, rate), _clips(brought.outro, rate)
    if not choice.clips or not (before or after):
        return choice
    own, late = Timeline(rate, choice.clips).duration, Timeline(rate, before).duration
    total = own + late + Timeline(rate, after).duration
    if total > preset.duration.max + 1e-6:
        reason = (
            f"with its bumpers it lasts {total:.2f} s, "
            f"{total - preset.duration.max:.2f} s more than {preset.name} takes"
        )
        refused = tuple(replace(each, chosen=False, why=f"Not made: {reason}.") for each in choice.candidates)
        return Choice((), refused, reason)
    music = choice.music
    if music is not None:
        length = max(0.0, min(music.span.duration, own - music.at))
        music = replace(music, at=music.at + late, span=Span(music.span.start, music.span.start + length))
    return replace(
        choice,
        clips=(*before, *choice.clips, *after),
        music=music,
        muted=tuple(replace(muted, span=muted.span.moved(late)) for muted in choice.muted),
        # What begins with the master's first picture begins with the intro: players want a chapter from zero on.
        chapters=tuple(replace(chapter, time=chapter.time + late * (chapter.time > 0)) for chapter in choice.chapters),
    )


def _clips(bumper: Bumper | None, rate: Fraction) -> tuple[Clip, ...]:
    if bumper is None:
        return ()
    frames = max(1, frame_count(bumper.duration, rate))
    return (Clip(bumper.path, Span(0.0, float(frames / rate)), bumper=True),)
