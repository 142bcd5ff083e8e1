"""What a preset wants to be neither heard nor read, in every kind of version."""

from __future__ import annotations

from collections.abc import Iterator

from autocut.model.lexicon import TO_AVOID
from autocut.model.preset import Preset
from autocut.model.speech import Transcript
from autocut.model.timeline import Timeline
from autocut.plan.footage import Footage
from autocut.plan.profanity import masked, silenced

_DONE = {"mute": "muted", "beep": "beeped over"}


def censor(footage: Footage, timeline: Timeline, preset: Preset) -> tuple[Timeline, Transcript | None, tuple[str, ...]]:
    """The timeline with swear words silenced, the transcript that captions may show, and what is to be said of both.

    The notes say how many words were silenced, and which of the lists that the preset names the language does not have.
    """
    transcript, wanted = footage.analysis.transcript, preset.edit.profanity
    notes = tuple(_lacking(footage, preset)) if timeline.clips else ()
    if wanted == "keep" or transcript is None or not footage.lexicon.phrases.get("profanity") or not timeline.clips:
        return timeline, transcript, notes
    silent, count = silenced(transcript, footage.lexicon, timeline, beep=wanted == "beep")
    words = "one swear word was" if count == 1 else f"{count or 'no'} swear words were"
    return silent, masked(transcript, footage.lexicon), (*notes, f"{words} {_DONE[wanted]}")


def _lacking(footage: Footage, preset: Preset) -> Iterator[str]:
    """Why what is to be avoided or silenced was not looked for."""
    transcript, wanted = footage.analysis.transcript, preset.edit.profanity
    why = {
        kind: f"language {footage.lexicon.language!r} has no list of {kind}" if transcript else "no words are known"
        for kind in TO_AVOID
        if transcript is None or not footage.lexicon.phrases.get(kind)
    }
    if wanted != "keep" and "profanity" in why:
        yield f"no swear words were {_DONE[wanted]}: {why['profanity']}"
    yield from (f"@{kind} was not avoided: {why[kind]}" for kind in why if f"@{kind}" in preset.score.avoid)
