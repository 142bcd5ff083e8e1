"""Values for tests: masters that need no file, analyses, the shipped presets, words and utterances."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from hypothesis import settings

from autocut import presets
from autocut.lexicons import lexicon, lexicon_of
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.media import AudioStream, Master, VideoStream
from autocut.model.preset import Preset
from autocut.model.reframe import CropPath, Framing, Panel
from autocut.model.rendition import Rendition
from autocut.model.segment import Score, Segment
from autocut.model.sight import Detection, Detections, Shot, Sighting, Speaking, Subject, SubjectKind
from autocut.model.signal import Signal
from autocut.model.sound import LoudnessCurves
from autocut.model.span import Span
from autocut.model.speech import Transcript, Utterance, Word
from autocut.model.timeline import Card, Clip, Timeline
from autocut.model.weighting import Weighting
from autocut.score import SIGNALS
from autocut.score.material import Material
from autocut.score.passages import passages

NTSC = Fraction(30000, 1001)
FILM = Fraction(24000, 1001)
PAL = Fraction(25)
HALF_SECONDS = tuple(k / 2 for k in range(20))
CARD = Card("A Title", "and a smaller line")
EVEN = Weighting("even", date(2026, 11, 26), "by hand", dict.fromkeys(SIGNALS, 1.0))
"""Every signal counts alike, whatever the shipped weights are."""

same_every_time = settings(max_examples=100, deadline=None, derandomize=True, database=None)
"""For properties: the same examples on every machine, so that a commit is green or it is not."""


def a_master(
    duration: float = 60.0,
    rate: Fraction = PAL,
    size: Size = Size(1280, 720),
    *,
    start: float = 0.0,
    path: str = "/films/master.mp4",
    title: str | None = None,
    has_sound: bool = True,
) -> Master:
    """A master of `duration` seconds whose picture begins at `start`."""
    video = VideoStream(0, "h264", size, rate, start, duration - start)
    sound = (AudioStream(1, "aac", 2, "stereo", 48_000, 0.0, duration),) if has_sound else ()
    return Master(Path(path), "0123abcd", 1_000_000, "mov", duration, size, video, sound, title=title)


def a_preset(name: str = "youtube-short", *overrides: str) -> Preset:
    """A shipped preset with overrides laid on."""
    return presets.load(str(Path(presets.__file__).parents[1] / "presets" / f"{name}.toml"), overrides)


def words(text: str, start: float, end: float) -> tuple[Word, ...]:
    """The words of the text, evenly from `start` to `end`."""
    texts = text.split()
    length = (end - start) / len(texts)
    return tuple(Word(each, Span(start + k * length, start + (k + 1) * length)) for k, each in enumerate(texts))


def an_utterance(text: str, start: float, end: float) -> Utterance:
    """One sentence with its words evenly spread."""
    return Utterance(Span(start, end), words(text, start, end))


def a_transcript(*utterances: Utterance) -> Transcript:
    """What is said, in English."""
    return Transcript("en", utterances, "by hand")


def a_talk(*sentences: str, language: str = "en") -> Transcript:
    """The sentences one after the other, of ten seconds each, with two seconds of pause at the end of each."""
    said = (an_utterance(text, 10.0 * k, 10.0 * k + 8) for k, text in enumerate(sentences))
    return Transcript(language, tuple(said), "by hand")


def a_material(
    analysis: Analysis = Analysis(),
    whole: Span = Span(0.0, 60.0),
    *,
    size: Size | None = Size(1280, 720),
    topics: Sequence[str] = (),
) -> Material:
    """What signals measure, with the lexicon of the language that is spoken."""
    return Material(analysis, whole, size, lexicon_of(analysis), tuple(topics))


def some_passages(master: Master, analysis: Analysis, preset: Preset, weighting: Weighting = EVEN) -> Sequence[Segment]:
    """The passages that the preset chooses from, in English."""
    return passages(master, analysis, lexicon("en"), weighting, preset)


def shots(*bounds: float) -> tuple[Shot, ...]:
    """Shots from each bound to the next."""
    return tuple(Shot(Span(start, end)) for start, end in pairwise(bounds))


def curves(levels: tuple[float, ...]) -> LoudnessCurves:
    """Loudness whose three curves are alike, ten values a second."""
    return LoudnessCurves(*(Signal(10.0, levels),) * 3)


def seen(time: float, *boxes: Box, confidence: float = 0.9) -> Detections:
    """What a detector saw in one frame."""
    return Detections(time, tuple(Detection(box, confidence) for box in boxes))


def a_subject(
    box: Box,
    kind: SubjectKind = "face",
    times: Sequence[float] = HALF_SECONDS,
    *,
    speaks: bool = False,
    number: int = 1,
) -> Subject:
    """Something that stays where it is."""
    speaking = (Speaking(Span(times[0], times[-1] + 0.1), 0.9),) if speaks else ()
    return Subject(number, kind, tuple(Sighting(time, box, 0.9) for time in times), speaking)


def an_analysis(master: Master) -> Analysis:
    """A talk: six sentences with pauses, a shot change every ten seconds, the loudest and liveliest in the middle."""
    lines = [
        an_utterance("First of all, welcome to the place where this begins.", 1.0, 8.0),
        an_utterance("Nobody believed that it would ever work.", 10.5, 18.0),
        an_utterance("And then, one morning, the whole machine woke up!", 20.5, 28.0),
        an_utterance("What would you have done?", 31.0, 37.0),
        an_utterance("We took it apart to see what was inside.", 40.5, 48.0),
        an_utterance("That is how it ends.", 51.0, 57.0),
    ]
    levels = tuple(-16.0 if 200 <= k < 300 else -24.0 - k % 5 for k in range(int(master.duration * 10)))
    changes = tuple(0.3 if 100 <= k < 150 else 0.01 * (k % 7) for k in range(int(master.duration * 5)))
    return Analysis(
        shots=shots(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, master.duration),
        transcript=a_transcript(*lines),
        loudness=curves(levels),
        motion=Signal(5.0, changes),
    )


def a_segment(start: float, end: float, total: float, text: str = "", objection: str = "") -> Segment:
    """A passage of that score, all of it for speech, and the same in every signal."""
    return Segment(Span(start, end), Score(total, {"speech": total}, dict.fromkeys(SIGNALS, total)), text, objection)


def a_timeline(pieces: Sequence[Span | float], rate: Fraction = PAL, source: str = "/films/master.mp4") -> Timeline:
    """Clips of the master, and cards where a length in seconds stands."""
    return Timeline(
        rate,
        tuple(
            Clip(source, piece) if isinstance(piece, Span) else Clip("card", Span(0.0, piece), CARD) for piece in pieces
        ),
    )


def a_rendition(
    pieces: Sequence[Span | float],
    master: Master | None = None,
    preset: Preset | None = None,
    crop: CropPath | None = None,
) -> Rendition:
    """A version of these pieces at the master's own rate."""
    chosen, own = preset or a_preset("youtube-full"), master or a_master()
    timeline = a_timeline(pieces, own.video.frame_rate, str(own.path))
    return Rendition(chosen.name, chosen, timeline, framings=cropped(chosen, crop))


def cropped(preset: Preset, path: CropPath | None) -> tuple[Framing, ...]:
    """One framing that fills the preset's canvas with the window; none without a path."""
    if path is None or preset.canvas is None:
        return ()
    return (Framing(0.0, "crop", (Panel(Box(0, 0, preset.canvas.width, preset.canvas.height), path),)),)
