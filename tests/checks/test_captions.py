"""Burnt-in captions are measured in the file: where they are laid out, and whether they are seen there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autocut.checks.captions import burnt, captions_check
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.captions import Cue
from autocut.model.media import Master
from autocut.model.rendition import Check, Rendition
from autocut.model.span import Span
from tests.media.sources import X264, picture
from tests.render.versions import full_preset, rendered, short_preset, version

CUES = (
    Cue(Span(0.2, 1.0), ("gypsy jug",)),
    Cue(Span(1.2, 2.2), ("WWWWWWWWWWWWWWWWWWWWWWWW", "MMMMMMMMMMMMMMMMMMMMMMMM")),
    Cue(Span(2.4, 3.6), ("the last of three",)),
)
STYLES = ("plain", "boxed", "karaoke", "pop", "broadcast")


@pytest.fixture
def master(make: Callable[..., Path]) -> Master:
    return probe(make("checks-captions.mp4", *picture(4, size="640x360"), *X264))


def captioned(master: Master, *overrides: str, cues: tuple[Cue, ...] = CUES) -> Rendition:
    return version(master, [Span(0.0, 3.8)], short_preset(*overrides), cues=cues)


def checked(path: Path, rendition: Rendition, master: Master) -> Check:
    (check,) = finish(captions_check(path, rendition, master))
    return check


@pytest.mark.parametrize("style", STYLES)
def test_captions_of_every_style_are_seen_and_keep_within_the_safe_area(
    style: str, master: Master, tmp_path: Path
) -> None:
    rendition = captioned(master, f"captions.style={style}")
    path = rendered(rendition, master, tmp_path)
    assert checked(path, rendition, master).passed, checked(path, rendition, master)
    found = finish(burnt(path, rendition, master))
    assert len(found) == 3
    assert all(each.likeness > 0.9 for each in found)


def test_captions_below_the_safe_area_are_outside_it(master: Master, tmp_path: Path) -> None:
    low = captioned(master, "safe_area.bottom=40")
    path = rendered(low, master, tmp_path)
    strict = replace(low.preset, safe_area=short_preset().safe_area)
    check = checked(path, replace(low, preset=strict), master)
    assert not check.passed
    assert "not seen there at 00:00.6, 00:01.7 and 00:03.0" in check.measured


def test_captions_too_tall_for_the_safe_area_are_outside_it(master: Master, tmp_path: Path) -> None:
    rendition = captioned(master, "captions.font_size=150", cues=(Cue(Span(1.0, 2.0), ("I", "I", "I")),))
    check = checked(rendered(rendition, master, tmp_path), rendition, master)
    assert not check.passed
    assert "outside at 00:01.5" in check.measured
    assert "not seen" not in check.measured


def test_captions_that_are_not_burnt_in_are_not_looked_for(master: Master) -> None:
    rendition = version(master, [Span(0.0, 3.8)], full_preset(), cues=CUES)
    assert finish(captions_check(master.path, rendition, master)) == ()
