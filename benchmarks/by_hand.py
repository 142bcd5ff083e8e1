"""The ffmpeg commands that somebody would write by hand for a version: the very filters, coder and settings."""

from __future__ import annotations

from pathlib import Path

from autocut.codecs.coding import software
from autocut.media.measure import loudness_in
from autocut.media.run import ffmpeg, finish
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.render.arguments import Output, arguments
from autocut.render.drawing import Drawings
from autocut.render.encoding import audio_options, container_options
from autocut.render.films import Films
from autocut.render.graph import ALL
from autocut.render.joining import LAYOUTS, SAMPLE_RATE, clips_sound
from autocut.render.layout import canvas_size
from autocut.render.picture import picture

_LIMITED_UNDER_DB = 0.4


def render_by_hand(rendition: Rendition, master: Master, folder: Path, output: str) -> None:
    """Measure the loudness of the version's sound, then write it in `folder`: two commands.

    The second reads the master once for the picture and once for the sound. Captions are a file already, as whoever
    writes commands has one.
    """
    preset, timeline, films = rendition.preset, rendition.timeline, Films(master)
    drawn = finish(Drawings(folder).of(rendition, canvas_size(rendition, master)))
    heard = clips_sound(timeline, films, LAYOUTS[preset.audio.channels], ALL)
    metered = heard.filter("ebur128", peak="true", framelog="quiet")
    loudness = loudness_in(finish(ffmpeg(arguments([Output((metered,), "-", {"f": "null"})]), cwd=folder)))
    level, peak = loudness.integrated_lufs, loudness.true_peak_dbtp
    gain = 0.0 if level is None else preset.audio.loudness - level
    mastered, ceiling = heard.filter("volume", f"{gain:.3f}dB"), preset.audio.true_peak - _LIMITED_UNDER_DB
    if peak is not None and peak + gain > ceiling:
        limit = f"{10 ** (ceiling / 20):.6f}"
        raised = mastered.filter("aresample", 4 * SAMPLE_RATE).filter("alimiter", limit=limit, level="disabled")
        mastered = raised.filter("aresample", SAMPLE_RATE)
    assert preset.video is not None
    coding = software(preset.video, timeline.frame_rate).options
    options = {**coding, **audio_options(preset.audio), **container_options(preset.container)}
    shown = picture(rendition, films, drawn, ALL)
    finish(ffmpeg(arguments([Output((shown, mastered), output, options)]), cwd=folder))
