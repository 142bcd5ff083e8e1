"""Which track of a master's sound is heard, and in words why."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from autocut.errors import InputError
from autocut.model.media import AudioStream, Master
from autocut.model.preset import AnalysisSettings

_AUTO = "auto"
_LANGUAGES = Path(__file__).with_name("languages.toml")
_TOLD_SECONDS = 0.1
_PAIR = re.compile(r"[0-9]+\+[0-9]+")


def choose_track(master: Master, settings: AnalysisSettings) -> Master:
    """The master with the track that the settings ask for as its `sound`; raises InputError where it has none such.

    A number counts the tracks from 1, and two of them as in 1+2 are mono tracks, joined to left and right; a language
    takes its default track, else its first. `auto` takes that of `settings.language`, where there is one, else leaves
    the default or first track. Where the sound is a mono track and one like it, both are joined without being asked.
    """
    asked = settings.audio_track
    if _PAIR.fullmatch(asked):
        return _joined(master, asked)
    if asked == _AUTO:
        found = _in_language(master, settings.language) if settings.language != _AUTO else None
    elif asked.isdecimal():
        found = master.audio[int(asked) - 1] if 0 < int(asked) <= len(master.audio) else None
    else:
        found = _in_language(master, asked)
    if found is None and asked != _AUTO:
        raise InputError(f"{master.path.name} has no sound track {asked!r}; it has {_listed(master)}")
    chosen = master if found in (None, master.sound) else replace(master, heard=found.index)
    return chosen if asked.isdecimal() or not _belong_together(master.audio) else _as_sides(master, *master.audio)


def sound_notes(master: Master, channels: int) -> Iterator[str]:
    """What is decided about the sound of a version with so many channels, where that is not plain."""
    track = master.sound
    if track is None:
        yield "the master has no sound"
        return
    right = next((each for each in master.audio if each.index == master.right), None)
    count, form = (track.channels, track.layout) if right is None else (2, "stereo")
    if right is not None:
        left, beside = (master.audio.index(each) + 1 for each in (track, right))
        others = f", of {_listed(master)}" if len(master.audio) > 2 else ""
        yield f"sound tracks {left} and {beside} are joined to stereo{others}"
    elif len(master.audio) > 1:
        yield f"heard is sound track {_told(master, track)}, of {_listed(master)}"
    if count > channels:
        yield f"{form} sound is mixed down to {'stereo' if channels == 2 else 'mono'}"
    if track.start > _TOLD_SECONDS:
        yield f"the master's sound begins at {track.start:.2f} s: silence before it"
    missing = master.picture.end - track.start - track.duration
    if missing > _TOLD_SECONDS:
        yield f"the master's sound ends {missing:.2f} s before the picture: silence after it"


def _joined(master: Master, asked: str) -> Master:
    numbers = [int(number) for number in asked.split("+")]
    tracks = [master.audio[number - 1] for number in numbers if 0 < number <= len(master.audio)]
    if len({track.index for track in tracks}) < 2:
        raise InputError(f"{master.path.name} has no two sound tracks {asked!r}; it has {_listed(master)}")
    if any(track.channels != 1 for track in tracks):
        told = ", ".join(_told(master, track) for track in tracks)
        raise InputError(f"only mono tracks are joined to stereo: in {master.path.name} {asked} are {told}")
    return _as_sides(master, *tracks)


def _as_sides(master: Master, left: AudioStream, right: AudioStream) -> Master:
    return replace(master, heard=left.index, right=right.index)


def _belong_together(tracks: Sequence[AudioStream]) -> bool:
    """Whether they are two mono tracks and no more, alike in all that they say and neither something of its own."""
    if len(tracks) != 2 or any(track.channels != 1 or track.apart for track in tracks):
        return False
    left, right = tracks
    alike = (left.language, left.codec, left.sample_rate) == (right.language, right.codec, right.sample_rate)
    together = max(abs(left.start - right.start), abs(left.duration - right.duration)) < _TOLD_SECONDS
    return alike and together


def _in_language(master: Master, language: str) -> AudioStream | None:
    code = _languages().get(language.lower(), language.lower())
    tracks = [t for t in master.audio if t.language and _languages().get(t.language.lower(), t.language) == code]
    return next((track for track in tracks if track.is_default), next(iter(tracks), None))


@cache
def _languages() -> dict[str, str]:
    """The shortest code of each language by every code that it has."""
    table = tomllib.loads(_LANGUAGES.read_text(encoding="utf-8"))
    return {code: short for short, codes in table.items() for code in (short, *codes)}


def _listed(master: Master) -> str:
    return ", ".join(_told(master, track) for track in master.audio) or "no sound"


def _told(master: Master, track: AudioStream) -> str:
    # A file that does not say where its channels stand has a layout such as "1 channels".
    layout = {1: "mono", 2: "stereo"}.get(track.channels, track.layout)
    return f"{master.audio.index(track) + 1} ({track.language or 'no language'}, {layout})"
