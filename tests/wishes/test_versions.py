"""Presets with what is asked in several places laid on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autocut import presets
from autocut.errors import PresetError
from autocut.model.preset import Duration, Preset
from autocut.model.span import Span
from autocut.model.wishes import Wishes
from autocut.request import Request
from autocut.wishes.matrix import read_matrix
from autocut.wishes.sidecar import Sidecar
from autocut.wishes.versions import Layer, versions

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "docs" / "versions.toml"
NOTHING = Layer("", Wishes())


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.setenv("AUTOCUT_PRESETS", str(folder))
    return folder


def made(name: str, wishes: Wishes, beside: Wishes = Wishes(), *overrides: str) -> Preset:
    """The version of the preset that is asked for on the command line, and beside the master."""
    (preset,) = versions([name], Layer("", wishes, overrides), Sidecar(Path("talk.autocut.toml"), beside))
    return preset


def matrix(folder: Path, text: str) -> Path:
    path = folder / "versions.toml"
    path.write_text(text, "utf-8")
    return path


def refusal(path: Path) -> list[str]:
    with pytest.raises(PresetError) as caught:
        versions((), NOTHING, None, read_matrix(path))
    return str(caught.value).splitlines()


def test_where_nothing_is_asked_the_preset_is_as_it_was() -> None:
    assert made("tiktok", Wishes()) == presets.load("tiktok")


def test_wishes_become_fields_of_the_preset() -> None:
    asked = Wishes(
        keep=(Span(70.125, 85),),
        never=(Span(0, 12.5),),
        topics=("robots",),
        avoid=("a “lawsuit”",),
        count=2,
        duration="30..45",
        seed=7,
        tighten="tight",
        hook_first=True,
        profanity="beep",
        music="/sounds/a \\ tune.wav",
        title='A "title"',
        tagline="A line",
        logo="/logo.png",
        intro="/in.mp4",
        outro="/out.mp4",
        set={"video": {"crf": 18}, "captions.font_size": 70},
    )
    preset = made("tiktok", asked)
    assert (preset.edit.keep, preset.edit.never) == (asked.keep, asked.never)
    assert (preset.score.topics, preset.score.avoid) == (asked.topics, asked.avoid)
    assert preset.count == 2
    assert preset.duration == Duration(30, 34, 45)
    edit, brand = preset.edit, preset.branding
    assert (edit.seed, edit.tighten, edit.hook_first, edit.profanity) == (7, "tight", True, "beep")
    assert (brand.title, brand.tagline, brand.music) == ('A "title"', "A line", "/sounds/a \\ tune.wav")
    assert (brand.logo, brand.intro, brand.outro) == ("/logo.png", "/in.mp4", "/out.mp4")
    assert preset.video is not None
    assert (preset.video.crf, preset.captions.font_size) == (18, 70)


def test_a_count_is_of_shorts_alone() -> None:
    assert [made(name, Wishes(count=3)).count for name in ("tiktok", "trailer-vertical", "youtube-full")] == [3, 1, 1]


def test_the_command_line_wins_over_the_sidecar_and_what_it_leaves_out_stays() -> None:
    beside = Wishes(count=3, duration="20..25", topics=("old",), seed=1, title="Old", set={"video.crf": 30})
    preset = made("tiktok", Wishes(count=2, topics=("new",), title="New"), beside, "video.crf=18")
    assert (preset.count, preset.score.topics, preset.branding.title) == (2, ("new",), "New")
    assert (preset.duration.max, preset.edit.seed) == (25, 1)
    assert preset.video is not None
    assert preset.video.crf == 18


def test_the_sidecar_of_a_master_wins_over_what_is_asked_of_all_in_its_folder(tmp_path: Path) -> None:
    of_all = Wishes(count=3, seed=1, title="House", avoid=("war",), set={"video.crf": 30})
    inbox = Request(("tiktok", "trailer-vertical"), ("video.b_frames=1",), wishes=of_all, yields=True)
    beside = Wishes(count=2, title="Own", avoid=("lawsuit",), set={"video.b_frames": 3})
    tiktok, trailer = inbox.presets(Sidecar(tmp_path / "talk.autocut.toml", beside))
    assert (tiktok.count, tiktok.edit.seed, tiktok.branding.title) == (2, 1, "Own")
    assert tiktok.score.avoid == ("war", "lawsuit")
    assert tiktok.video is not None
    assert (tiktok.video.crf, tiktok.video.b_frames, trailer.name) == (30, 3, "trailer-vertical")
    other = Sidecar(tmp_path / "talk.autocut.toml", Wishes(presets=("x",)))
    assert [preset.name for preset in inbox.presets(other)] == ["x"]
    assert [preset.name for preset in inbox.presets()] == ["tiktok", "trailer-vertical"]
    assert inbox.presets()[0].count == 3
    winning = replace(inbox, yields=False).presets(Sidecar(tmp_path / "talk.autocut.toml", beside))
    assert (winning[0].count, winning[0].branding.title) == (3, "House")


def test_what_one_place_forbids_no_other_allows() -> None:
    beside = Wishes(avoid=("war",), never=(Span(0, 5),))
    preset = made("tiktok", Wishes(avoid=("lawsuit", "war"), never=(Span(9, 10),)), beside)
    assert preset.score.avoid == ("war", "lawsuit")
    assert preset.edit.never == (Span(0, 5), Span(9, 10))


def test_a_sidecar_may_name_the_presets_also_those_that_are_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('extends = "tiktok"\nname = "house"\n', "utf-8")
    beside = Sidecar(tmp_path / "talk.autocut.toml", Wishes(presets=("x", "house.toml")))
    assert [preset.name for preset in versions((), NOTHING, beside)] == ["x", "house"]
    assert [preset.name for preset in versions(["tiktok"], NOTHING, beside)] == ["tiktok"]


def test_a_fault_names_the_place_in_which_it_was_asked() -> None:
    with pytest.raises(PresetError) as caught:
        made("tiktok", Wishes(), Wishes(set={"video.crff": 18}))
    first, *rest = str(caught.value).splitlines()
    assert first.startswith("talk.autocut.toml: ")
    assert rest == ["  video: unknown key 'crff', did you mean 'crf'?"]


def test_the_matrix_of_the_documentation_makes_a_version_for_every_row_and_column() -> None:
    found = {preset.name: preset for preset in versions((), NOTHING, None, read_matrix(SAMPLE))}
    assert list(found) == [
        "youtube-short-kids", "tiktok-kids", "youtube-short-commuters", "tiktok-commuters", "youtube-short-fans",
        "tiktok-fans", "youtube-short-newcomers", "trailer-landscape-newcomers",
    ]  # fmt: skip
    kids, plain = found["tiktok-kids"], presets.load("tiktok")
    assert (kids.edit.profanity, kids.score.avoid) == ("mute", ("@profanity", "@violence"))
    assert found["tiktok-commuters"].duration.max == 45
    assert found["tiktok-commuters"].captions.font_size > plain.captions.font_size
    assert (found["tiktok-fans"].count, found["tiktok-fans"].duration.max) == (3, 90)
    assert len({preset.analysis for preset in found.values()}) == 1


def test_a_row_lies_between_the_sidecar_and_the_command_line(tmp_path: Path) -> None:
    path = matrix(tmp_path, 'presets = ["tiktok"]\n[rows.a]\ncount = 2\nseed = 2\navoid = ["b"]\ntitle = "Row"\n')
    beside = Sidecar(tmp_path / "t.autocut.toml", Wishes(count=9, seed=9, avoid=("a",), presets=("x",)))
    asked = Layer("", Wishes(seed=3, avoid=("c",)), ("video.crf=18",))
    (preset,) = versions((), asked, beside, read_matrix(path))
    assert (preset.name, preset.count, preset.edit.seed) == ("tiktok-a", 2, 3)
    assert preset.score.avoid == ("a", "b", "c")
    assert preset.branding.title == "Row"


def test_files_in_a_matrix_are_those_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "tune.wav").touch()
    (tmp_path / "house.toml").write_text('extends = "tiktok"\nname = "house"\n', "utf-8")
    path = matrix(tmp_path, 'presets = ["house.toml"]\n[rows.a]\nmusic = "tune.wav"\n')
    (preset,) = versions((), NOTHING, None, read_matrix(path))
    assert preset.name == "house-a"
    assert preset.branding.music == str(tmp_path / "tune.wav")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["rows: there must be at least one, such as [rows.kids]"]),
        ('presets = ["x"]\nrow = 1\n[rows.a]', ["unknown key 'row', did you mean 'rows'?"]),
        ("presets = 3\n[rows.a]", ["presets: expected a list, not 3", "rows.a: no presets; name them at the top"]),
        ('presets = ["x"]\n[rows]\na = 1', ["rows.a: expected a table such as [rows.a]"]),
        ('presets = ["x"]\n[rows."a b"]', ["rows.a b: its name must be letters, digits"]),
        ('presets = ["x"]\n[rows.a]\nagoid = []', ["rows.a: unknown key 'agoid', did you mean 'avoid'?"]),
        ('presets = ["x"]\n[rows.a]\npreset = []', ["rows.a: unknown key 'preset', did you mean 'presets'?"]),
        ('presets = ["x"]\n[rows.a]\ncount = 0', ["rows.a.count: must be at least 1, not 0"]),
        ('presets = ["x"]\n[rows.a]\nlanguage = "de"', ["rows.a.language: captions stay in the language"]),
        ("[rows.a]\ncount = 2", ["rows.a: no presets; name them at the top of the file or in the row"]),
    ],
)
def test_a_fault_of_a_matrix_is_told_with_file_and_key(text: str, faults: list[str], tmp_path: Path) -> None:
    path = matrix(tmp_path, text)
    first, *told = refusal(path)
    assert first == f"{path}:"
    assert len(told) == len(faults)
    assert all(line.startswith(f"  {fault}") for line, fault in zip(told, faults, strict=True)), told


def test_a_field_that_the_preset_does_not_have_is_told_with_the_row(tmp_path: Path) -> None:
    path = matrix(tmp_path, 'presets = ["tiktok"]\n[rows.a]\nset.captions.font_sise = 70\n')
    first, second = refusal(path)
    assert first.startswith(f"{path}: rows.a: ")
    assert second == "  captions: unknown key 'font_sise', did you mean 'font_size'?"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('presets = ["tiktok"]\n[rows.a]\ncount = 2\n[rows.a-01]', "tiktok-a-01"),
        ('presets = ["one.toml", "two.toml"]\n[rows.c]\n[rows.b-c]', "tiktok-b-c"),
    ],
)
def test_versions_of_one_name_are_refused(text: str, name: str, tmp_path: Path) -> None:
    for file, own in (("one", "tiktok"), ("two", "tiktok-b")):
        (tmp_path / f"{file}.toml").write_text(f'extends = "tiktok"\nname = "{own}"\n', "utf-8")
    path = matrix(tmp_path, text)
    assert refusal(path) == [f"{path}: two versions would be named {name}"]
