"""The sound of the clips as an ffmpeg graph: each where it is heard, exact to the sample, joined with short fades."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from autocut.model.media import Master
from autocut.model.span import Span, as_ffmpeg_time
from autocut.model.timeline import Clip, Timeline
from autocut.render.films import Films
from autocut.render.source import joined, own_input, stretch

SAMPLE_RATE = 48_000
LAYOUTS = {1: "mono", 2: "stereo"}
_FADE_SECONDS = 0.01
_SAME_TIME = 1e-4


def clips_sound(timeline: Timeline, films: Films, layout: str, part: range) -> Any:
    """The sound of the `unbroken` pieces of that part, silence where there is none, at 48 kHz in that layout."""
    pieces = list(enumerate(unbroken(timeline)))[part.start : part.stop]
    return joined([_sound(number, clip, span, films, layout) for number, (clip, span) in pieces], v=0, a=1)


def samples(placed: Span) -> int:
    """How many samples the span of timeline time has; those of adjoining spans add up without a rest."""
    return round(placed.end * SAMPLE_RATE) - round(placed.start * SAMPLE_RATE)


def unbroken(timeline: Timeline) -> Iterator[tuple[Clip, Span]]:
    """What is heard and where, clips whose sound runs on from one into the next as one: a fade would be a dip."""
    before: tuple[Clip, Span] | None = None
    for clip, placed in timeline.heard():
        if before is not None and _runs_on(before, clip):
            first, began = before
            span = Span(first.span.start, clip.span.end)
            before = replace(first, span=span), Span(began.start, placed.end)
            continue
        if before is not None:
            yield before
        before = clip, placed
    if before is not None:
        yield before


def _runs_on(before: tuple[Clip, Span], clip: Clip) -> bool:
    last, placed = before
    whole = abs(placed.duration - last.span.duration) < _SAME_TIME
    follows = abs(clip.span.start - last.span.end) < _SAME_TIME
    return last.of_master and clip.of_master and last.gain == clip.gain and whole and follows


def _sound(number: int, clip: Clip, placed: Span, films: Films, layout: str) -> Any:
    length = samples(placed)
    if clip.card is not None or films.of(clip).sound is None:
        source = f"anullsrc=r={SAMPLE_RATE}:cl={layout}"
        silence = own_input(number, source, f="lavfi", t=as_ffmpeg_time(placed.duration + 1))
        return silence.filter("atrim", end_sample=length)
    filled = _filled(number, clip, films.of(clip), layout, length)
    if clip.gain:
        filled = filled.filter("volume", f"{clip.gain:.3f}dB")
    fade = min(_FADE_SECONDS, placed.duration / 4)
    faded = filled.filter("afade", type="in", duration=fade)
    return faded.filter("afade", type="out", start_time=f"{length / SAMPLE_RATE - fade:.6f}", duration=fade)


def _filled(number: int, clip: Clip, film: Master, layout: str, length: int) -> Any:
    """The clip's sound, of exactly so many samples; two mono tracks of a film as left and right."""
    import ffmpeg

    tracks = [track for index in film.tracks for track in film.audio if track.index == index]
    form = layout if len(tracks) == 1 else "mono"
    sides = []
    for track in tracks:
        sound = resampled(stretch(number, clip, film, track), form)
        sides.append(sound.filter("apad", whole_len=length).filter("atrim", end_sample=length))
    if len(sides) == 1:
        return sides[0]
    both = ffmpeg.filter(sides, "join", inputs=2, channel_layout="stereo", map="0.0-FL|1.0-FR")
    return both if layout == "stereo" else both.filter("aresample", out_chlayout=layout, rematrix_maxval=1.0)


def resampled(stream: Any, layout: str) -> Any:
    """The stream at 48 kHz in that layout; a late start stays late, and a 5.1 downmix does not clip."""
    # first_pts keeps a late start late; the normalised matrix keeps a downmix from clipping.
    shape = {"async": 1, "first_pts": 0, "out_chlayout": layout, "rematrix_maxval": 1.0}
    return stream.filter("aresample", SAMPLE_RATE, **shape)
