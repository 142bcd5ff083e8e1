from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageFont

from autocut import presets
from autocut.errors import PresetError
from autocut.model.preset import Preset
from autocut.score import SIGNALS

ROOT = Path(__file__).parent.parent
SHIPPED = sorted((ROOT / "presets").glob("*.toml"))
FONT = ROOT / "autocut" / "render" / "fonts" / "NotoSans-Bold.ttf"
LINES_OF_24 = ("you may improve when you", "because the money was on", "You have to keep showing")
GIVEN_BY_PLATFORMS = ("limits.max_bytes", "limits.max_duration", "audio.loudness", "captions")
GIVEN_FOR_PICTURES = ("canvas", "canvas.min_frame_rate", "canvas.max_frame_rate", "safe_area")

every_preset = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.setenv("AUTOCUT_PRESETS", str(folder))
    return folder


def refusal(name_or_path: str | Path, *overrides: str) -> str:
    with pytest.raises(PresetError) as caught:
        presets.load(str(name_or_path), overrides)
    return str(caught.value)


def changed(folder: Path, *replacements: tuple[str, str], name: str = "tiktok") -> Path:
    text = (ROOT / "presets" / f"{name}.toml").read_text("utf-8")
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_presets_are_these_seventeen() -> None:
    assert list(presets.available()) == [
        "archive-dnxhr",
        "broadcast-r128",
        "broadcast-xdcam",
        "instagram-feed",
        "instagram-reels",
        "linkedin",
        "mezzanine-prores",
        "podcast-audio",
        "square",
        "tiktok",
        "trailer-landscape",
        "trailer-vertical",
        "web-av1",
        "web-hevc",
        "x",
        "youtube-full",
        "youtube-short",
    ]


@every_preset
def test_a_shipped_preset_loads_under_the_name_of_its_file_and_emphasizes_known_signals(path: Path) -> None:
    preset = presets.load(path.stem)
    assert preset.name == path.stem
    presets.check(preset, SIGNALS)


@every_preset
def test_a_shipped_preset_writes_out_every_table_that_its_kind_has(path: Path) -> None:
    tables = set(Preset.__dataclass_fields__) - {"branding"}
    preset = presets.load(path.stem)
    absent = {field for field in ("canvas", "video", "trailer") if getattr(preset, field) is None}
    absent |= {"reframe"} if preset.canvas is None else set()
    assert set(tomllib.loads(path.read_text("utf-8"))) == tables - absent


@every_preset
def test_a_shipped_preset_describes_itself_in_one_sentence(path: Path) -> None:
    description = presets.load(path.stem).description
    assert description.endswith(".")
    assert description.count(". ") == 0


@every_preset
def test_each_platform_limit_has_a_source(path: Path) -> None:
    preset = presets.load(path.stem)
    needed = {*GIVEN_BY_PLATFORMS, *(GIVEN_FOR_PICTURES if preset.canvas else ())}
    keys = [source.key for source in preset.sources]
    assert needed <= set(keys)
    assert len(keys) == len(set(keys))
    assert all(source.source.strip() for source in preset.sources)


@every_preset
def test_the_longest_version_at_the_highest_bitrate_fits_the_platforms_file_limit(path: Path) -> None:
    preset = presets.load(path.stem)
    kilobits = preset.audio.bitrate + (preset.video.max_bitrate if preset.video else 0)
    assert preset.duration.max * kilobits * 1000 / 8 <= preset.limits.max_bytes


@every_preset
def test_faces_are_looked_for_where_the_score_emphasizes_them(path: Path) -> None:
    preset = presets.load(path.stem)
    assert preset.analysis.faces or not any(preset.score.emphasis.get(name) for name in ("faces", "closeups"))


@every_preset
def test_the_longest_caption_line_fits_between_the_platforms_buttons(path: Path) -> None:
    preset = presets.load(path.stem)
    if preset.canvas is None:
        return
    font = ImageFont.truetype(FONT, preset.captions.font_size)
    room = preset.canvas.width - preset.safe_area.left - preset.safe_area.right
    for line in LINES_OF_24:
        assert len(line) == 24
        assert font.getlength(line) * preset.captions.max_line_length / 24 <= room


def test_a_misspelt_key_a_wrong_type_and_a_max_below_a_min_are_told_at_once(tmp_path: Path) -> None:
    path = changed(
        tmp_path, ("crf = 20", "crff = 20"), ("bitrate = 192", 'bitrate = "192"'), ("max = 60\n", "max = 5\n")
    )
    first, *faults = refusal(path).splitlines()
    assert first == f"{path}:"
    assert set(faults) == {
        "  video.crf: key 'crf' is missing",
        "  video: unknown key 'crff', did you mean 'crf'?",
        "  audio.bitrate: expected a whole number, not '192'",
        "  duration.target: must not be more than duration.max, but 34 is against 5",
        "  duration.min: must not be more than duration.max, but 11 is against 5",
    }


def test_a_misspelt_key_and_a_max_below_a_min_in_one_table_are_told_at_once(tmp_path: Path) -> None:
    message = refusal(changed(tmp_path, ("target = 34", "tarket = 34"), ("max = 60\n", "max = 5\n")))
    assert "  duration: unknown key 'tarket', did you mean 'target'?" in message
    assert "  duration.min: must not be more than duration.max, but 11 is against 5" in message


@pytest.mark.parametrize(
    ("override", "fault"),
    [
        ("duration.min=40", "duration.min: must not be more than duration.target"),
        ("duration.max=601", "duration.max: must not be more than limits.max_duration"),
        ("duration.min=0", "duration.min: must be finite and above 0"),
        ("duration.target=nan", "duration.target: must be finite and above 0"),
        ("limits.max_duration=inf", "limits.max_duration: must be finite and above 0"),
        ("count=0", "count: must be finite and above 0"),
        ("canvas.width=1081", "canvas.width: must be even"),
        ("canvas.min_frame_rate=61", "canvas.min_frame_rate: must not be more than canvas.max_frame_rate"),
        ("container=mov2", "container: "),
        ("container=[1]", "container: "),
        ("container=mp3", "video.codec: h264 does not go into mp3"),
        ("container=mp3", "audio.codec: aac does not go into mp3"),
        ("video.codec=prores", "video.codec: prores does not go into mp4"),
        ("video.crf=52", "video.crf: must be from 0 to 51"),
        ("video.speed=warp", "video.speed: must be one of ultrafast"),
        ("video.codec=av2", "video.codec: expected one of h264, hevc, av1, prores, dnxhr, xdcam, not 'av2'"),
        ("video.profile=main", "video.profile: h264 has high, not 'main'"),
        ("audio.sample_rate=1000", "audio.sample_rate: aac must be at"),
        ("audio.channels=3", "audio.channels: must be 1 or 2"),
        ("score.balance=1.1", "score.balance: must be from 0 to 1"),
        ("audio.true_peak=0.5", "audio.true_peak: must be from -20 to 0"),
        ("audio.loudness=14", "audio.loudness: must be from -70 to below 0"),
        ("safe_area.left=930", "safe_area: left and right leave no room on a width of 1080"),
        ("safe_area.top=-1", "safe_area.top: must be finite and not below 0"),
        ("reframe.layouts=['fit']", "reframe.layouts: must hold crop"),
        ("reframe.layouts=['crop', 'pan']", "reframe.layouts[1]: expected one of crop, split, fit, not 'pan'"),
        ("reframe.max_speed=0", "reframe.max_speed: must be finite and above 0"),
        ("reframe.punch_in=0.9", "reframe.punch_in: must be from 1 to 4"),
        ("captions.min_duration=5", "captions.min_duration: must be less than captions.max_duration"),
        ("score.emphasis.speech=-1", "score.emphasis.speech: must be finite and not below 0"),
        ("score.emphasis.speech=much", "score.emphasis.speech: expected a number"),
        ("score.topics=machines", "score.topics: expected a list, not 'machines'"),
        ("score.avoid=[1]", "score.avoid[0]: expected a text, not 1"),
        ("score.avoid=['@love']", "score.avoid: there is no list @love, but @profanity and @violence"),
        ("score.weights.speech=1", "score: unknown key 'weights'"),
        ("score.minimum=1.1", "score.minimum: must be from 0 to 1"),
        ("kind=trailer", "trailer: must be there"),
        ("name=../../tiktok", "name: must be letters"),
        ("vidoe.crf=18", "unknown key 'vidoe', did you mean 'video'?"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_with_its_key(override: str, fault: str) -> None:
    message = refusal("tiktok", override)
    assert any(line.startswith(f"  {fault}") for line in message.splitlines()), message


@pytest.mark.parametrize(
    ("override", "fault"),
    [
        ("trailer.spoiler_guard=1", "trailer.spoiler_guard: must be from 0 to below 1"),
        ("trailer.max_clip=0.5", "trailer.min_clip: must not be more than trailer.max_clip"),
        ("trailer.end_card=58", "trailer: both cards and one clip last 61.2 s"),
        ("kind=full", "trailer: must not be there, for the kind is full"),
    ],
)
def test_a_trailer_that_cannot_be_built_is_refused(override: str, fault: str) -> None:
    assert f"\n  {fault}" in refusal("trailer-vertical", override)


MXF = ("container=mxf", "audio.codec=pcm_s24le", "video.codec=xdcam")


@pytest.mark.parametrize(
    ("overrides", "fault"),
    [
        (("video.codec=av1", "video.crf=0"), "video.crf: must be from 1 to 63 in av1, not 0"),
        (("container=mov", "video.codec=av1"), "video.codec: av1 does not go into mov"),
        (MXF[:2], "video.codec: h264 does not go into mxf"),
        (MXF, "canvas: xdcam is 1920x1080 with fit crop or pad, not 1080x1920 with fit crop"),
        (
            (*MXF, "canvas.min_frame_rate=25", "canvas.max_frame_rate=30"),
            "canvas: xdcam is at 23.976 or 25 or 29.97 or 50 or 59.94 frames a second, so both bounds must be the same "
            "one of them, not 25 and 30",
        ),
        ((*MXF, "canvas.min_frame_rate=24", "canvas.max_frame_rate=24"), "canvas: xdcam is at 23.976 or 25 or 29.97"),
    ],
)
def test_a_codec_refuses_what_it_cannot_hold(overrides: tuple[str, ...], fault: str) -> None:
    assert f"\n  {fault}" in refusal("tiktok", *overrides)


def test_a_codec_of_exact_forms_takes_just_those() -> None:
    size = ("canvas.width=1920", "canvas.height=1080", "captions.font_size=54")
    for rate in ("23.976", "25", "29.97", "50", "59.94"):
        bounds = (f"canvas.min_frame_rate={rate}", f"canvas.max_frame_rate={rate}")
        assert presets.load("tiktok", [*MXF, *size, *bounds]).container == "mxf"


@pytest.mark.parametrize(
    ("override", "fault"),
    [
        ("container=mp4", "container: mp4 needs a picture"),
        ("captions.burn=true", "captions.burn: there is no picture to burn captions into"),
        ("audio.sample_rate=96000", "audio.sample_rate: mp3 must be at"),
    ],
)
def test_sound_alone_refuses_what_needs_a_picture(override: str, fault: str) -> None:
    assert f"\n  {fault}" in refusal("podcast-audio", override)


@pytest.mark.parametrize(
    ("name", "override"), [("podcast-audio", "video.crf=20"), ("podcast-audio", "canvas.width=2"), ("x", "trailer.a=1")]
)
def test_an_override_in_a_table_that_the_preset_does_not_have_is_refused(name: str, override: str) -> None:
    assert f"{name} has no table {override.partition('.')[0]}" in refusal(name, override)


def test_a_source_for_a_field_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, ('key = "audio.loudness"', 'key = "audio.loudnes"'))
    assert "].key: there is no field 'audio.loudnes' in this preset" in refusal(path)


def test_emphasis_on_an_unknown_signal_is_refused() -> None:
    preset = presets.load("tiktok", ["score.emphasis.charm=1"])
    with pytest.raises(PresetError, match=r"tiktok:\n  score\.emphasis\.charm: no such signal, there are address, "):
        presets.check(preset, SIGNALS)


def test_overrides_are_read_as_toml_and_else_as_text() -> None:
    overrides = [
        "video.crf=18",
        "captions.burn = false",
        "captions.sidecars=[]",
        "analysis.language=de",
        "duration.max=50.5",
    ]
    preset = presets.load("tiktok", overrides)
    assert preset.video is not None
    assert preset.video.crf == 18
    assert preset.captions.burn is False
    assert preset.captions.sidecars == ()
    assert preset.analysis.language == "de"
    assert preset.duration.max == 50.5


def test_an_override_keeps_its_equals_signs_and_brings_no_second_key() -> None:
    text = '"a=b"\nkind = "full"'
    assert presets.load("tiktok", [f"description={text}"]).description == text


@pytest.mark.parametrize("override", ["video.crf", "=18", "video..crf=18", ".crf=1", "", "video crf=18"])
def test_a_malformed_override_is_refused(override: str) -> None:
    assert refusal("tiktok", override) == f"'{override}' sets nothing: write a key and a value, such as video.crf=18"


def test_an_override_below_a_value_is_refused() -> None:
    assert refusal("tiktok", "kind.sort=1") == "'kind.sort=1' cannot be set: kind is not a table"


def test_a_faulty_override_is_named_beside_the_file() -> None:
    shipped = presets.available()["tiktok"]
    assert refusal("tiktok", "video.crf=18", "count=0").startswith(f"{shipped} with video.crf=18, count=0:\n  count: ")


def test_the_users_preset_hides_the_shipped_one_and_joins_the_list(user_folder: Path) -> None:
    own = changed(user_folder, ("target = 34", "target = 20"))
    extra = changed(user_folder, ('name = "square"', 'name = "club"'), name="square").rename(user_folder / "club.toml")
    assert presets.available()["tiktok"] == own
    assert presets.available()["club"] == extra
    assert presets.load("tiktok").duration.target == 20
    assert presets.load("club").name == "club"


def test_without_the_variable_the_users_folder_is_autocuts_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUTOCUT_PRESETS")
    own, shipped = presets.folders()
    assert own.name == "presets"
    assert own.parent.name == "autocut"
    assert shipped == ROOT / "presets"


def test_a_preset_found_by_name_must_bear_the_name_of_its_file(user_folder: Path) -> None:
    path = changed(user_folder).rename(user_folder / "club.toml")
    assert refusal("club") == f"{path}:\n  name: is 'tiktok', but the file's name says 'club'"
    assert presets.load(str(path)).name == "tiktok"


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    message = refusal("tiktik")
    assert "did you mean tiktok?" in message
    assert "autocut presets list" in message


def test_a_name_like_no_other_is_answered_with_the_way_to_the_list() -> None:
    assert refusal("zzzz") == "There is no preset 'zzzz'. `autocut presets list` shows all."


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    path = changed(tmp_path, ('kind = "short"', "kind = short"))
    message = refusal(path)
    assert message.startswith(f"{path}: is not TOML: ")
    assert "line 3" in message


def test_a_file_with_a_byte_order_mark_loads(tmp_path: Path) -> None:
    path = changed(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert presets.load(str(path)).name == "tiktok"


def test_what_cannot_be_read_as_a_file_of_text_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    assert refusal(binary) == f"{binary}: is not UTF-8 text"
    assert refusal(tmp_path) == f"{tmp_path}: is a folder, not a file"
    assert refusal(tmp_path / "none.toml").startswith(f"{tmp_path / 'none.toml'}: cannot be read: ")


def test_an_empty_file_is_told_every_key_that_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.touch()
    message = refusal(path)
    for key in ("name", "kind", "duration", "audio", "sources"):
        assert f"\n  {key}: key '{key}' is missing" in message


def heir(folder: Path, text: str, name: str = "house") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_preset_that_extends_another_has_all_of_it_but_what_it_names(user_folder: Path) -> None:
    heir(user_folder, 'name = "house"\nextends = "tiktok"\n[duration]\nmax = 50\n[captions]\nsidecars = ["vtt"]\n')
    parent, house = presets.load("tiktok"), presets.load("house")
    assert house == replace(
        parent,
        name="house",
        duration=replace(parent.duration, max=50),
        captions=replace(parent.captions, sidecars=("vtt",)),
    )


def test_a_table_within_a_table_is_merged_too(user_folder: Path) -> None:
    heir(user_folder, 'name = "house"\nextends = "tiktok"\n[score.emphasis]\nspeech = 2\n')
    assert presets.load("house").score.emphasis == {**presets.load("tiktok").score.emphasis, "speech": 2}


def test_sources_of_the_parent_are_kept_and_own_ones_stand_instead_of_those_for_the_same_field(
    user_folder: Path,
) -> None:
    own = "".join(
        f'[[sources]]\nkey = "{key}"\nsource = "ours"\ndate = 2026-11-26\n' for key in ("audio.loudness", "video.crf")
    )
    heir(user_folder, f'name = "house"\nextends = "tiktok"\n{own}')
    sources = {source.key: source.source for source in presets.load("house").sources}
    parents = {source.key: source.source for source in presets.load("tiktok").sources}
    assert sources == {**parents, "audio.loudness": "ours", "video.crf": "ours"}
    assert len(presets.load("house").sources) == len(sources)


def test_a_preset_may_extend_a_file_beside_it(tmp_path: Path) -> None:
    changed(tmp_path, ("crf = 20", "crf = 30"))
    path = heir(tmp_path, 'name = "house"\nextends = "tiktok.toml"\n')
    video = presets.load(str(path)).video
    assert video is not None
    assert video.crf == 30


def test_a_users_preset_may_extend_the_shipped_one_that_it_hides(user_folder: Path) -> None:
    path = heir(user_folder, 'name = "tiktok"\nextends = "tiktok"\n[video]\ncrf = 30\n', "tiktok")
    video = presets.load("tiktok").video
    assert video is not None
    assert video.crf == 30
    assert presets.load(str(path)).video == video


def test_a_parent_that_itself_extends_is_refused_in_one_sentence(user_folder: Path) -> None:
    heir(user_folder, 'name = "middle"\nextends = "tiktok"\n', "middle")
    path = heir(user_folder, 'name = "house"\nextends = "middle"\n')
    assert refusal("house") == f"{path}: extends middle, which itself extends tiktok; one level is all"
    own = heir(user_folder, 'name = "own"\nextends = "own.toml"\n', "own")
    assert refusal("own") == f"{own}: extends own.toml, which itself extends own.toml; one level is all"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('name = "house"\nextends = "tiktik"', "There is no preset 'tiktik'; did you mean tiktok?"),
        ('name = "house"\nextends = "none.toml"', "none.toml: cannot be read: "),
        ('name = "house"\nextends = ["tiktok"]', "extends: expected the name or the file of one preset"),
        ('extends = "tiktok"', "name: key 'name' is missing"),
        ('name = "house"\nextends = "tiktok"\n[duration]\nmax = 5', "duration.min: must not be more than duration.max"),
        ('name = "house"\nextends = "tiktok"\nvideo = 3', "video: expected a table of keys and values"),
        ('name = "house"\nextends = "tiktok"\nsources = 3', "sources: expected a list, not 3"),
        ('name = "house"\nextend = "tiktok"', "unknown key 'extend'"),
    ],
)
def test_a_faulty_heir_is_told_like_any_preset(text: str, fault: str, user_folder: Path) -> None:
    heir(user_folder, text)
    assert fault in refusal("house")


def test_an_override_is_laid_over_what_was_inherited(user_folder: Path) -> None:
    heir(user_folder, 'name = "house"\nextends = "tiktok"\n')
    assert presets.load("house", ["duration.max=50"]).duration.max == 50


def test_what_is_inherited_is_known(user_folder: Path) -> None:
    assert presets.inherited("tiktok") is None
    heir(user_folder, 'name = "house"\nextends = "tiktok"\n[captions]\nsidecars = ["vtt"]\n')
    found = presets.inherited("house")
    assert found is not None
    assert found.parent == presets.available()["tiktok"]
    assert (found.own, found.sources) == (("name", "captions.sidecars"), ())
