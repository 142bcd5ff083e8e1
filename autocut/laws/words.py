"""No word is cut: nobody speaks at either side of a join."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from autocut.analyze.voice.activity import RATE, STEP_SAMPLES, VoiceActivity
from autocut.analyze.voice.levels import STEP, levels
from autocut.laws.sides import Side, sides, told
from autocut.media.excerpt import excerpt
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME, _REQUIRED = "no word is cut", "no voice at a cut"
_LISTENED_SECONDS = _LEVEL_SECONDS = 2.0
# A choir that the detector takes for a voice after two seconds is none to it once it has heard what came before.
_CONTEXT_SECONDS = 15.0
_NEAREST_STEPS, _FURTHER_STEPS = 3, 8
# From 10 ms, the length of the fades, to 50 ms from the cut.
_NEAR = slice(-5, -1)
_LEAST_LEVELS = 5
_ABOVE_NOISE, _BELOW_VOICE = 8.0, 32.0
# Of 1128 cuts into words of eight recordings these tell 85 in a hundred, of 520 in pauses none; with loud music under
# both they tell 59 in a hundred, and one in a hundred of those in pauses.
_MURKY, _CLEAR = 14.0, 35.0
_LIKELY, _SURE, _AWAY = 0.5, 0.8, 0.2
# What is rendered of five clips reaches 0.4 at least beside its own place in the master, speech from elsewhere less.
_SAME = 0.4

Verdict = Literal["quiet", "voice", "cannot be told"]


def voice_at(heard: NDArray[np.float32]) -> Verdict:
    """Whether somebody speaks when the sound (16 kHz) ends.

    By Silero's voice activity and by the level: a word that is cut is loud up to the cut, while a voice that came to
    its end fell back before it. The detector listens towards the cut and backwards from it, as it holds on to a voice
    for a while in either direction. Over music or noise all may say little.
    """
    import numpy as np

    near = heard[-round(_LEVEL_SECONDS * RATE) :]
    loudness = levels(near[len(near) % round(RATE * STEP) :], RATE)
    towards = _likely(np.concatenate([np.zeros(-len(heard) % STEP_SAMPLES, np.float32), heard]))[-_NEAREST_STEPS:]
    if len(loudness) < _LEAST_LEVELS or towards.max() < _LIKELY:
        return "quiet"
    noise, loud = float(np.percentile(loudness[:-1], 5)), float(np.percentile(loudness, 90))
    if loud - noise <= _MURKY:
        return "cannot be told"
    if loudness[_NEAR].max() <= max(noise + _ABOVE_NOISE, loud - _BELOW_VOICE):
        return "quiet"
    # A note that begins there is taken for a voice too, but not for long.
    next_to, further, _ = np.split(_likely(heard[::-1]), [_NEAREST_STEPS, _FURTHER_STEPS])
    sure = towards.max() >= (_LIKELY if loud - noise >= _CLEAR else _SURE)
    goes_on = next_to.max() >= _AWAY and further.max(initial=0.0) >= _AWAY
    return "voice" if sure and goes_on else "cannot be told"


def _likely(heard: NDArray[np.float32]) -> NDArray[np.float32]:
    return VoiceActivity().probabilities(heard)


def spoken_at_cuts(
    path: Path, rendition: Rendition, master: Master
) -> Generator[float, None, tuple[tuple[Side, Verdict], ...]]:
    """Every side of the cuts in the sound of the file at `path`, and what is heard there; yields the share done.

    A voice in the file is believed where the master has one too at the same place, heard with all that surrounds it,
    unless it is not the master's sound that is heard there. Where the edit laid music over its clips, only the master
    is listened to. A cut into a clip is heard backwards: so the detector knows the voice before it comes to the cut.
    """
    cuts = sides(rendition.timeline.heard(), master) if master.sound else ()
    found: list[tuple[Side, Verdict]] = []
    for number, side in enumerate(cuts):
        if rendition.timeline.music is None:
            found.append((side, _spoken_in_file(path, side, master)))
        else:
            found.append((side, spoken_in_master(side, master)))
        yield (number + 1) / len(cuts)
    return tuple(found)


def _spoken_in_file(path: Path, side: Side, master: Master) -> Verdict:
    heard = _towards(side, excerpt(path, (), side.beside(_LISTENED_SECONDS), RATE))
    verdict = voice_at(heard)
    if verdict != "voice" or master.sound is None or not master.path.is_file():
        return verdict
    planned = excerpt(master.path, master.tracks, side.source_beside(_LISTENED_SECONDS, master), RATE)
    return spoken_in_master(side, master) if _is_same(heard, _towards(side, planned)) else verdict


def _is_same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    """Whether two sounds that end together rise and fall alike, the 10 ms of the fade left out."""
    import numpy as np

    length = min(len(one), len(other)) // round(RATE * STEP) * round(RATE * STEP)
    rising = [levels(sound[len(sound) - length :], RATE)[:-1] for sound in (one, other)]
    return bool(np.corrcoef(rising[0], rising[1])[0, 1] > _SAME)


def _towards(side: Side, heard: NDArray[np.float32]) -> NDArray[np.float32]:
    """The sound so that it ends at the cut."""
    return heard[::-1] if side.opens else heard


def spoken_in_master(side: Side, master: Master) -> Verdict:
    """What is heard at that side of a cut in the master's own sound."""
    heard = excerpt(master.path, master.tracks, side.source_beside(_CONTEXT_SECONDS, master), RATE)
    return voice_at(_towards(side, heard))


def words_check(path: Path, rendition: Rendition, master: Master) -> Generator[float, None, tuple[Check, ...]]:
    """The check of the finished file's sound, none where the master has no sound; yields the share done."""
    found = yield from spoken_at_cuts(path, rendition, master)
    if master.sound is None:
        return ()
    spoken = [side.time for side, verdict in found if verdict == "voice"]
    unknown = [side.time for side, verdict in found if verdict == "cannot be told"]
    said = f"voice at {told(spoken)}" if spoken else f"none at {len(found)} cuts"
    if unknown:
        said += f", cannot be told over music or noise at {told(unknown)}"
    if rendition.timeline.music is not None:
        said += ", by the master's own sound, as music lies over it"
    return (Check(_NAME, not spoken, said, _REQUIRED),)
