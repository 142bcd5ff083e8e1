"""Orders as commands that say all of them."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autocut.cli import autocut
from autocut.cli import render as rendering
from autocut.errors import PresetError
from autocut.farm.paths import maps_of
from autocut.farm.script import command_of
from autocut.model.preset import Profanity, Tighten
from autocut.model.reframe import Asked
from autocut.model.span import Span
from autocut.model.wishes import Wishes
from autocut.order import Order
from autocut.request import Request
from tests.cli.line import SHORT, files_in, say
from tests.conftest import SAMPLE

PRESETS = Path(__file__).parents[2] / "presets"

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    ("--help", "-p", "it's", '"x"', "$HOME", "`id`", "a\nb", "", "*", "~", "~nobody")
)
some = st.none() | texts
names = st.sampled_from(("youtube-short", "tiktok", str(PRESETS / "youtube-full.toml")))
spans = st.tuples(st.floats(0, 1e7), st.floats(1e-6, 1e5)).map(lambda ends: Span(ends[0], ends[0] + ends[1]))
crops = st.builds(Asked, spans, st.sampled_from(("left", "face:2", "640,300", "12.5,7", "fit")))
lists = st.lists(texts, max_size=2).map(tuple)
files = st.none() | st.just(str(SAMPLE.resolve()))
wishes = st.builds(
    Wishes,
    keep=st.lists(spans, max_size=2).map(tuple),
    never=st.lists(spans, max_size=2).map(tuple),
    crop=st.lists(crops, max_size=2).map(tuple),
    topics=lists,
    avoid=lists,
    count=st.none() | st.integers(1, 9),
    duration=st.sampled_from((None, "30..45", "..45", "30")),
    seed=st.none() | st.integers(0, 9),
    tighten=st.none() | st.sampled_from(get_args(Tighten)),
    hook_first=st.none() | st.booleans(),
    profanity=st.none() | st.sampled_from(get_args(Profanity)),
    **dict.fromkeys(("music", "logo", "intro", "outro", "captions_from"), files),
    title=some,
    tagline=some,
)
requests = st.builds(
    Request,
    names=st.lists(names, max_size=3).map(tuple),
    overrides=st.lists(texts | st.sampled_from(("video.crf=18", 'branding.logo="/x y.png"')), max_size=3).map(tuple),
    language=some,
    audio_track=some,
    model=some.filter(lambda name: not name or name.strip("./~") != ""),
    transcript=st.none() | st.just(Path("/said here.srt")),
    exhaustive=st.booleans(),
    offline=st.booleans(),
    wishes=wishes,
    matrix=st.none() | st.just(Path("/rows.toml")),
)
orders = st.builds(
    Order,
    st.sampled_from((Path("/a/talk.mp4"), Path("/a b/-it's $(id).mov"), Path("/a/plan.json"))),
    requests,
    st.sampled_from((Path("/out"), Path("/out/of it"))),
    st.sampled_from(("", "talk-2", "-é")),
    st.booleans(),
)


def ordered(line: str) -> list[Order]:
    """What `autocut render` makes of the line: its orders before any is begun."""
    program, command, *words = shlex.split(line)
    assert (program, command) == ("autocut", "render")
    found: list[Order] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "_refuse_wrong_usage", lambda masters, request: None)
        patch.setattr(rendering, "_make", lambda orders, *_, **__: found.extend(orders))
        autocut.main([command, *words], standalone_mode=False)
    return found


@settings(deadline=None)
@given(orders)
@example(Order(Path("/m.mov"), Request(model="~nobody"), Path("/out")))
def test_the_command_is_read_as_the_order_that_it_was_written_for(order: Order) -> None:
    (read,) = ordered(command_of(order))
    named = order.name or ("" if order.source.suffix == ".json" else order.source.stem)
    assert read == replace(order, name=named)


def test_the_command_takes_nothing_from_where_it_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "song.wav").touch()
    monkeypatch.chdir(tmp_path)
    overrides = ("branding.logo=logo.png", "captions.given='a.srt'", "video.crf=18")
    asked = Request(("own/mine.toml", "tiktok"), overrides, model="model", transcript=Path("said.srt"))
    asked = replace(asked, wishes=Wishes(music="song.wav"))
    line = command_of(Order(Path("m.mov"), asked, Path("out")), maps_of((f"{tmp_path}/own=/own",)))
    monkeypatch.chdir("/")
    (read,) = ordered(line)
    assert (read.source, read.output) == (tmp_path / "m.mov", tmp_path / "out")
    assert read.request == Request(
        ("/own/mine.toml", "tiktok"),
        (f'branding.logo="{tmp_path}/logo.png"', f'captions.given="{tmp_path}/a.srt"', "video.crf=18"),
        model=f"{tmp_path}/model",
        transcript=tmp_path / "said.srt",
        wishes=Wishes(music=f"{tmp_path}/song.wav"),
    )


def test_what_no_option_says_is_refused() -> None:
    asked = Request(("tiktok",), wishes=Wishes(set={"video": {"crf": 18}}))
    with pytest.raises(PresetError, match="set: no option of a command says this"):
        command_of(Order(Path("/m.mov"), asked, Path("/out")))
    asked = Request(("tiktok",), wishes=Wishes(keep=(Span(2.0, 2.0),)))
    with pytest.raises(PresetError, match="is no stretch of a master"):
        command_of(Order(Path("/m.mov"), asked, Path("/out")))


def test_printed_commands_are_of_the_paths_of_others_and_write_nothing(tmp_path: Path) -> None:
    masters = [tmp_path / folder / "talk.mov" for folder in ("a", "b")]
    said = say("render", *masters, *SHORT, "-o", tmp_path / "out", "--executor", "print", "--map", f"{tmp_path}=/vol")
    first, second = said.stdout.splitlines()
    assert first.startswith("autocut render /vol/a/talk.mov --preset=youtube-short --set=")
    assert first.endswith(" --output=/vol/out")
    assert second.startswith("autocut render /vol/b/talk.mov")
    assert second.endswith(" --output=/vol/out --as=talk-2")
    assert files_in(tmp_path) == set()
