"""Versions of the same clips come out of one decode exactly as they would by themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from autocut.errors import AutocutError, FfmpegError, InputError
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.captions import Cue
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Card, Chapter, Clip, Timeline
from autocut.render.films import Films
from autocut.render.graph import Version, version_arguments
from autocut.render.render import Rendered, render, rendered_together
from tests.numbered import numbers
from tests.render.versions import frames_of, full_preset, short_preset

RATE = Fraction(25)
SIZE = "320x180"
PIECES = ((120, 171), (3, 5), (60, 99))
SHOWN = [*range(120, 171), *range(3, 5), *range(60, 99), *[None] * 10]


def clips(master: Master) -> tuple[Clip, ...]:
    shown = [Clip(str(master.path), frames_of(RATE, *piece)) for piece in PIECES]
    return (*shown, Clip("card", Span(0.0, 0.4), Card("The end")))


def versions(master: Master, *presets: Preset) -> tuple[Rendition, ...]:
    """One version a preset, of the same clips and captions."""
    cues = (Cue(Span(0.4, 1.2), ("Said in all",)),)
    timeline = Timeline(RATE, clips(master), chapters=(Chapter(0.0, "One"), Chapter(2.0, "Two")))
    return tuple(Rendition(f"version{k}", preset, timeline, cues=cues) for k, preset in enumerate(presets))


def content(path: Path) -> list[tuple[str, str]]:
    """Every packet of the file, by its stream's kind, hashed with its time."""
    with av.open(str(path)) as container:
        return [
            (packet.stream.type, hashlib.sha256(bytes(packet) + str(packet.pts).encode()).hexdigest())
            for packet in container.demux()
            if packet.size
        ]


def made_together(renditions: tuple[Rendition, ...], master: Master, folder: Path) -> list[Path]:
    folder.mkdir()
    results = finish(rendered_together(renditions, master, folder))
    assert not [result for result in results if isinstance(result, AutocutError)]
    return [result.path for result in results if isinstance(result, Rendered)]


def test_versions_of_other_sizes_and_codecs_are_the_same_as_by_themselves(
    numbered: Callable[..., Path], tmp_path: Path
) -> None:
    master = probe(numbered("25", 240, SIZE))
    burnt = short_preset("captions.burn=true")
    renditions = versions(
        master,
        full_preset("captions.burn=false"),
        burnt,
        replace(burnt, safe_area=replace(burnt.safe_area, bottom=64)),
        short_preset("captions.burn=true", "video.crf=30", "audio.loudness=-16"),
        full_preset("container=mov", "video.codec=prores", "audio.codec=pcm_s24le"),
    )
    together = made_together(renditions, master, tmp_path / "together")
    for rendition, path in zip(renditions, together, strict=True):
        (tmp_path / rendition.name).mkdir()
        alone = finish(render(rendition, master, tmp_path / rendition.name)).path
        assert content(path) == content(alone), rendition.name
    assert numbers(together[0])[:92] == SHOWN[:92]


def test_each_clip_is_read_once_whatever_is_made_of_it(numbered: Callable[..., Path]) -> None:
    master = probe(numbered("25", 240, SIZE))
    films = Films(master)
    presets = (full_preset(), short_preset(), short_preset("video.crf=30"), short_preset("canvas.height=360"))
    several = [
        Version(rendition, films, f"{rendition.name}.mp4", "sound.mp4")
        for rendition in versions(master, *(replace(p, captions=replace(p.captions, burn=False)) for p in presets))
    ]
    bare = [
        replace(v, rendition=replace(v.rendition, timeline=Timeline(RATE, v.rendition.timeline.clips[:3])))
        for v in several
    ]
    arguments = version_arguments(bare)
    assert arguments.count(f"file:{master.path}") == len(PIECES)
    graph = arguments[arguments.index("-filter_complex") + 1]
    assert graph.count("fps=fps=25") == len(PIECES)
    # The two vertical ones of a size part at their coders alone.
    assert graph.count("scale=360:640") == len(PIECES)
    assert [each for each in arguments if each.startswith("version")] == [f"version{k}.mp4" for k in range(4)]


def test_one_that_cannot_be_made_leaves_the_others_be(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 240, SIZE))
    good, no_logo, odd = versions(master, full_preset(), short_preset(), short_preset())
    missing = replace(no_logo.preset, branding=replace(no_logo.preset.branding, logo=str(tmp_path / "none.png")))
    # Past the checks of presets: the coder refuses it, when all are in one run already.
    assert odd.preset.video is not None
    odd = replace(odd, preset=replace(odd.preset, video=replace(odd.preset.video, speed="no-such")))
    results = finish(rendered_together((good, replace(no_logo, preset=missing), odd), master, tmp_path))
    assert isinstance(results[0], Rendered)
    assert numbers(results[0].path)[:92] == SHOWN[:92]
    assert isinstance(results[1], InputError)
    assert isinstance(results[2], FfmpegError)
    assert "no-such" in results[2].stderr


def test_many_clips_are_made_together_in_parts(numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 240, SIZE))
    bounds = [(7 * k % 200, 7 * k % 200 + 1 + k % 5) for k in range(53)]
    timeline = Timeline(RATE, tuple(Clip(str(master.path), frames_of(RATE, *each)) for each in bounds))
    small = short_preset("captions.burn=false")
    renditions = (Rendition("one", full_preset(), timeline), Rendition("two", small, timeline))
    for path in made_together(renditions, master, tmp_path / "together"):
        assert numbers(path) == [frame for first, end in bounds for frame in range(first, end)]


@pytest.mark.parametrize("count", [2, 3])
def test_the_shares_done_of_several_never_fall(count: int, numbered: Callable[..., Path], tmp_path: Path) -> None:
    master = probe(numbered("25", 240, SIZE))
    renditions = versions(master, *(full_preset(f"video.crf={20 + k}") for k in range(count)))
    shares = list(rendered_together(renditions, master, tmp_path))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
