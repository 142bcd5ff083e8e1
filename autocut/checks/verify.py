"""A finished file held against its preset and its plan, by measuring the file itself."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from fractions import Fraction
from pathlib import Path

from autocut.checks.coded import coding_checks
from autocut.checks.stillness import stillness_check
from autocut.checks.tail import tail_check, tail_of
from autocut.codecs import CODECS
from autocut.media.inspect import FileFacts, PictureFacts, inspect
from autocut.media.measure import Meters, meters, speech_loudness
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Check, Loudness, Rendition
from autocut.model.span import as_timecode
from autocut.model.timeline import Chapter
from autocut.render.films import Films, films_of
from autocut.render.layout import canvas_size

_CHAPTER_SECONDS = 0.05
_LIMITED_WITHIN_DB = 1.5
_ROUNDING_DB = 0.05


def verify(
    path: Path, preset: Preset, rendition: Rendition | None = None, master: Master | None = None
) -> Generator[float, None, tuple[FileFacts, Loudness, tuple[Check, ...]]]:
    """What the file is, how loud it is, and every check; yields the share done (0-1).

    With a rendition and its master the plan's length, size and chapters are asked for, and a picture that moves where
    theirs does, else what the preset allows. Raises InputError where the file is no media file.
    """
    facts = inspect(path)
    read = yield from meters(
        path, picture=facts.picture is not None, sound=facts.sound is not None, duration=facts.duration
    )
    films = films_of(rendition, master) if rendition and master else Films(master) if master else None
    checks = [*_file_checks(facts, read, preset, rendition)]
    if preset.video is not None:
        checks += _picture_checks(facts.picture, preset, rendition, master)
        if rendition is None or films is None:
            checks.append(tail_check(tail_of(read, facts.duration)))
        else:
            checks.append((yield from stillness_check(read, rendition, films)))
    dialogue = None
    if rendition is not None and rendition.speech and facts.sound is not None:
        dialogue = yield from speech_loudness(path, rendition.speech)
    silent = films is not None and not (films.heard(rendition) if rendition else films.master.sound)
    checks += _sound_checks(facts, read.loudness, dialogue, preset, silent=silent)
    return facts, read.loudness, tuple(checks)


def _file_checks(facts: FileFacts, read: Meters, preset: Preset, rendition: Rendition | None) -> Iterator[Check]:
    yield Check("decodes to its end", not read.faults, read.faults[0] if read.faults else "no fault", "no fault")
    container = preset.container
    yield Check("container", facts.container == container, facts.container, container)
    size, largest = facts.bytes, preset.limits.max_bytes
    yield Check("file size", size <= largest, f"{size} bytes", f"at most {largest} bytes")
    # Sound is coded in blocks and may end a little after the picture.
    length = facts.picture.duration if facts.picture else facts.duration
    shortest, longest = preset.duration.min, min(preset.duration.max, preset.limits.max_duration)
    fits = shortest - 0.05 <= length <= longest + 0.05
    yield Check("platform length", fits, f"{length:.3f} s", f"{shortest:g} to {longest:g} s")
    if rendition is not None:
        one_frame = float(1 / rendition.timeline.frame_rate)
        planned = rendition.timeline.duration
        allowance = one_frame if facts.picture else max(one_frame, 0.1)
        passed = abs(length - planned) <= allowance + 1e-6
        yield Check("planned length", passed, f"{length:.3f} s", f"{planned:.3f} s to one frame")
        yield from _chapter_checks(facts.chapters, rendition.timeline.chapters)


def _chapter_checks(found: tuple[Chapter, ...], planned: tuple[Chapter, ...]) -> Iterator[Check]:
    if not found and not planned:
        return
    alike = [(chapter.time, " ".join(chapter.title.split())) for chapter in planned]
    near = all(
        abs(own.time - time) <= _CHAPTER_SECONDS and own.title == title
        for own, (time, title) in zip(found, alike, strict=False)
    )
    said = ", ".join(as_timecode(chapter.time) for chapter in found) or "none"
    required = ", ".join(as_timecode(chapter.time) for chapter in planned) or "none"
    yield Check("chapters", near and len(found) == len(planned), said, required)


def _picture_checks(
    picture: PictureFacts | None, preset: Preset, rendition: Rendition | None, master: Master | None
) -> Iterator[Check]:
    assert preset.video is not None
    assert preset.canvas is not None
    yield Check("video stream", picture is not None, "one" if picture else "none", "one")
    if picture is None:
        return
    yield from coding_checks(picture, preset, rendition)
    if rendition is not None and master is not None:
        size = canvas_size(rendition, master)
        wanted = str(size)
        fits = picture.size == size
    elif preset.canvas.fit == "source":
        fits = picture.size.width <= preset.canvas.width and picture.size.height <= preset.canvas.height
        wanted = f"at most {preset.canvas.size}"
    else:
        fits, wanted = picture.size == preset.canvas.size, str(preset.canvas.size)
    yield Check("picture size", fits, str(picture.size), wanted)
    square = picture.sample_aspect_ratio == 1
    yield Check("square pixels", square, str(picture.sample_aspect_ratio), "1")
    yield _rate_check(picture, preset, rendition)
    if rendition is not None:
        frames = -(-rendition.timeline.frames // _pictures_a_frame(preset, rendition.timeline.frame_rate))
        yield Check("frames", picture.frames == frames, str(picture.frames), str(frames))
    color = picture.color
    tags = f"{color.primaries}/{color.transfer}/{color.matrix}/{color.range}"
    yield Check("colour tags", tags == "bt709/bt709/bt709/tv", tags, "bt709/bt709/bt709/tv")


def _rate_check(picture: PictureFacts, preset: Preset, rendition: Rendition | None) -> Check:
    assert preset.canvas is not None
    rate = picture.frame_rate
    if rendition is not None:
        planned = rendition.timeline.frame_rate
        planned /= _pictures_a_frame(preset, planned)
        # Short files state their rate as frames over a length in ticks.
        same = abs(float(rate / planned) - 1) < 1e-3
        return Check("frame rate", same, _rate(rate), _rate(planned))
    bounds = preset.canvas.min_frame_rate, preset.canvas.max_frame_rate
    slowest, fastest = (bound / _pictures_a_frame(preset, bound) for bound in bounds)
    return Check("frame rate", slowest - 0.01 <= rate <= fastest + 0.01, _rate(rate), f"{slowest:g} to {fastest:g}")


def _pictures_a_frame(preset: Preset, rate: Fraction | float) -> int:
    assert preset.video is not None
    return CODECS[preset.video.codec].pictures_a_frame(rate)


def _rate(rate: Fraction) -> str:
    return f"{float(rate):.3f}".rstrip("0").rstrip(".")


def _sound_checks(
    facts: FileFacts, heard: Loudness, dialogue: float | None, preset: Preset, *, silent: bool
) -> Iterator[Check]:
    if facts.sound is None:
        required = "none, as the master has none" if silent else "one"
        yield Check("audio stream", silent, "none", required)
        return
    audio, sound = preset.audio, facts.sound
    yield Check("audio codec", sound.codec == audio.codec, sound.codec, audio.codec)
    form = f"{sound.sample_rate} Hz, {sound.channels} channels"
    asked = f"{audio.sample_rate} Hz, {audio.channels} channels"
    yield Check("audio format", form == asked, form, asked)
    yield _loudness_check(heard, dialogue, preset)
    peak = heard.true_peak_dbtp
    passed = peak is None or peak <= audio.true_peak + _ROUNDING_DB
    measured = "silence" if peak is None else f"{peak:.1f} dBTP"
    yield Check("true peak", passed, measured, f"at most {audio.true_peak:g} dBTP")
    if facts.picture is not None:
        offset = abs(facts.picture.start - sound.start)
        frame = float(1 / facts.picture.frame_rate)
        yield Check("sound and picture start together", offset <= frame, f"{offset:.3f} s apart", f"{frame:.3f} s")
        late = facts.picture.duration - sound.duration
        yield Check("sound lasts as long as the picture", abs(late) <= 0.1, f"{late:+.3f} s", "within 0.1 s")


def _loudness_check(heard: Loudness, dialogue: float | None, preset: Preset) -> Check:
    """Silence cannot be louder, and sound that the true peak holds down is told as it is, not pumped up."""
    audio, level = preset.audio, heard.integrated_lufs if dialogue is None else dialogue
    required = f"{audio.loudness:g} LUFS within {audio.tolerance:g} LU"
    if level is None:
        return Check("loudness", True, "silence", required)
    off = level - audio.loudness
    peak = heard.true_peak_dbtp
    limited = off < 0 and peak is not None and peak >= audio.true_peak - _LIMITED_WITHIN_DB
    measured = f"{level:.1f} LUFS{'' if dialogue is None else ' of dialogue'}"
    if abs(off) > audio.tolerance + _ROUNDING_DB and limited:
        return Check("loudness", True, f"{measured}, {-off:.1f} LU short, held down by the true peak", required)
    return Check("loudness", abs(off) <= audio.tolerance + _ROUNDING_DB, measured, required)
