"""Films to make trailers of: scenery in which nobody speaks, an interview, and a film with both."""

from __future__ import annotations

from autocut.model.analysis import Analysis
from autocut.model.signal import Signal
from autocut.model.sound import Sound
from autocut.model.span import Span
from autocut.model.speech import Utterance
from autocut.plan.choice import Choice
from autocut.plan.trailer.arc import PEAK, SAID
from tests.builders import a_transcript, an_utterance, curves, shots

LINES = (
    "Welcome to the mountain where this story begins.",
    "What would you do if you were alone up there?",
    "Nobody had ever reached the top in winter.",
    "I was afraid of the snow all my life.",
    "This is how we found the way.",
    "Every one of us must choose.",
    "My father kept his ropes in the barn.",
    "He never spoke about the night they broke.",
    "Who would believe an old guide?",
    "The village thought that he was lying.",
    "So I took the map and left before dawn.",
    "A storm came over the ridge at noon.",
    "You can hear it long before it hits you.",
    "We dug a hole with our bare hands.",
    "How many hours did we lie in it?",
    "My sister counted them by singing.",
    "Three hundred people were looking for us.",
    "They gave up on the second day.",
    "But one dog would not turn around.",
    "Love is stronger than any weather.",
    "In the morning everything was blue and still.",
    "I saw the summit and forgot my feet.",
    "There was a rope, tied to an iron ring.",
    "It had been my father's all along.",
    "Somebody had cut it with a knife.",
    "Now I know what happened that winter.",
    "The truth is always further up.",
)


def _liveliness(seconds: int) -> tuple[float, ...]:
    return tuple(round(0.05 + 0.04 * (k * 7 % 13), 3) for k in range(5 * seconds))


def scenery(seconds: int = 150, music: bool = False) -> Analysis:
    """Shots of three seconds, some calm and some lively, without a word."""
    heard = (Sound(Span(0.0, seconds), "music", 0.9),) if music else ()
    beats = tuple(round(0.25 + 0.5 * k, 3) for k in range(2 * seconds)) if music else ()
    return Analysis(
        shots=shots(*(3.0 * k for k in range(seconds // 3 + 1))),
        loudness=curves(tuple(-30.0 + k * 11 % 17 for k in range(10 * seconds))),
        motion=Signal(5.0, _liveliness(seconds)),
        sounds=heard,
        beats=beats,
    )


def interview(seconds: int = 150) -> Analysis:
    """Sentences of four seconds by one speaker, with a second and a half of pause after each; one shot."""
    count = int(seconds // 5.5)
    said = [an_utterance(LINES[k % len(LINES)], 5.5 * k + 0.5, 5.5 * k + 4.5) for k in range(count)]
    return Analysis(
        shots=shots(0.0, seconds),
        voice=tuple(utterance.span for utterance in said),
        transcript=a_transcript(*said),
        loudness=curves(tuple(-30.0 + k * 11 % 17 for k in range(10 * seconds))),
        motion=Signal(5.0, _liveliness(seconds)),
    )


def drama(seconds: int = 150) -> Analysis:
    """Shots of three seconds, with a sentence in every fourth."""
    starts = range(9, seconds - 3, 12)
    said: list[Utterance] = [
        an_utterance(LINES[k % len(LINES)], start + 0.4, start + 2.4) for k, start in enumerate(starts)
    ]
    seen = scenery(seconds)
    return Analysis(
        shots=seen.shots,
        voice=tuple(utterance.span for utterance in said),
        transcript=a_transcript(*said),
        loudness=seen.loudness,
        motion=seen.motion,
    )


def roles(choice: Choice) -> list[str]:
    """The role of each clip of the master in playing order, by what is said of it."""
    names = {said: role for role, said in SAID.items()} | {PEAK: "best"}
    found: list[str] = []
    for clip in choice.clips:
        if clip.of_master:
            chosen = [each for each in choice.candidates if each.chosen]
            own = max(chosen, key=lambda each: each.span.overlap(clip.span))
            found.append(next(role for said, role in names.items() if said in own.why))
    return found
