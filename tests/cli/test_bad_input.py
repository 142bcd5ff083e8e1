"""Every bad input is one clear sentence and the right exit code, and leaves nothing half done behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autocut.media.run import finish, run
from tests.cli.line import DEAF, SMALL, Said, files_in, say

ROOT = Path(__file__).parents[2]
FULL = ("-p", "youtube-full", *SMALL, *DEAF)
SPOKEN = "1\n00:00:00,500 --> 00:00:01,500\nHello, 'world' 100%.\n"
SHORT = (
    "-p", "youtube-short", *SMALL, "--set=analysis.faces=false", "--set=score.minimum=0",
    "--set=duration.min=1", "--set=duration.target=2",
)  # fmt: skip
TRAILER = (
    "-p", "trailer-vertical", *SMALL, "--set=analysis.faces=false", "--set=score.minimum=0", "--set=duration.min=1",
    "--set=trailer.title_card=0.4", "--set=trailer.end_card=0.4", "--set=trailer.min_clip=0.5",
)  # fmt: skip
PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d={seconds}")
SOUND = ("-f", "lavfi", "-i", "sine=440:r=48000:d={seconds}")
CODING = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac")


@pytest.fixture(scope="session")
def talk(make: Callable[..., Path]) -> Path:
    """A sound master of three seconds."""
    return make("talk.mp4", *timed(PICTURE, 3), *timed(SOUND, 3), *CODING)


def timed(source: tuple[str, ...], seconds: float) -> tuple[str, ...]:
    """The source with its length filled in."""
    return tuple(part.format(seconds=seconds) for part in source)


def refused(*arguments: str | Path, code: int = 1) -> str:
    """The one sentence with which a command refuses."""
    said = say(*arguments, "--progress", "plain")
    assert said.exit_code == code, said
    assert said.stdout == ""
    lines = said.stderr.splitlines()
    told = [line for line in lines if line.startswith(("failed:", "Error:"))]
    assert len(told) == 1, said.stderr
    return told[0]


def spoilt(kind: str, talk: Path, folder: Path, make: Callable[..., Path]) -> Path:
    """A file that is no master, of the kind named."""
    path = folder / f"{kind}.mp4"
    whole = talk.read_bytes()
    fast = make("fast-start.mp4", "-i", str(talk), "-c", "copy", "-movflags", "+faststart").read_bytes()
    written = {
        "empty": b"",
        "text": b"This is a text, whatever its name says.\n" * 30,
        "index-last-cut": whole[: len(whole) * 6 // 10],
        "index-first-cut": fast[: len(fast) * 5 // 10],
        "header-alone": whole[:48],
        "zeroes": bytes(100_000),
    }
    if kind in written:
        path.write_bytes(written[kind])
    elif kind == "picture":
        path.write_bytes(make("still.png", "-f", "lavfi", "-i", "testsrc2=s=320x180", "-frames:v", "1").read_bytes())
    elif kind == "sound":
        path = make("sound.m4a", *timed(SOUND, 3), "-c:a", "aac")
    elif kind == "folder":
        path.mkdir()
    return path


KINDS = {
    "missing": "cannot be read: No such file",
    "empty": "is empty (0 bytes)",
    "text": "cannot be read as video",
    "zeroes": "cannot be read as video",
    "header-alone": "cannot be read as video",
    "picture": "still picture",
    "sound": "a master needs a picture",
    "index-last-cut": "damaged, cut off or no media file",
    "index-first-cut": "is cut off",
    "folder": "is a folder, not a video",
}


@pytest.mark.parametrize("command", ["render", "plan", "analyze", "probe"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_master_is_refused_in_one_sentence(
    kind: str, command: str, talk: Path, make: Callable[..., Path], tmp_path: Path
) -> None:
    master = spoilt(kind, talk, tmp_path, make)
    if command == "probe":
        said = say("probe", master)
        assert said.exit_code == 1
        assert said.stdout == ""
        assert KINDS[kind] in said.stderr
        assert said.stderr.count("\n") == 1
        return
    options = [] if command == "analyze" else list(FULL)
    if command == "render":
        options += ["-o", str(tmp_path / "out")]
    assert KINDS[kind] in refused(command, master, *options)
    assert files_in(tmp_path / "out") == set()


def test_one_bad_master_leaves_the_others_of_the_batch_alone(
    talk: Path, make: Callable[..., Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.mp4"
    shutil.copy(talk, other)
    bad = [spoilt(kind, talk, tmp_path, make) for kind in ("missing", "text", "index-first-cut")]
    out = tmp_path / "out"
    said = say("render", bad[0], talk, bad[1], other, bad[2], *FULL, "-o", out, "--json", "--progress", "none")
    assert said.exit_code == 1
    assert [failure["subject"] for failure in said.document["failures"]] == [path.name for path in bad]
    assert all(failure["exit_code"] == 1 and failure["reason"] for failure in said.document["failures"])
    delivered = [entry for manifest in said.document["manifests"] for entry in manifest["deliveries"]]
    assert [Path(entry["path"]).parent.name for entry in delivered] == ["talk", "other"]
    assert files_in(out) == {
        "talk", "talk/manifest.json", "talk/youtube-full.mp4",
        "other", "other/manifest.json", "other/youtube-full.mp4",
    }  # fmt: skip
    assert said.stderr.count("\n") == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_master_that_may_not_be_read_is_refused(talk: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.mp4"
    shutil.copy(talk, locked)
    locked.chmod(0)
    assert "Permission denied" in refused("render", locked, *FULL, "-o", tmp_path / "out")


def test_a_master_without_sound_is_delivered(make: Callable[..., Path], tmp_path: Path) -> None:
    mute = make("no-sound.mp4", *timed(PICTURE, 3), "-c:v", "libx264", "-preset", "ultrafast")
    said = say("render", mute, "-p", "youtube-full", *SMALL, "-o", tmp_path, "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    (entry,) = said.document["manifests"][0]["deliveries"]
    assert entry["status"] == "delivered"
    assert entry["audio_codec"] is None
    assert entry["loudness"] is None


def test_a_single_frame_is_honestly_passed_over(make: Callable[..., Path], tmp_path: Path) -> None:
    frame = make("one-frame.mp4", *timed(PICTURE, 1), "-frames:v", "1", "-c:v", "libx264")
    said = say(
        "render", frame, "-p", "youtube-short", "-p", "youtube-full", "-p", "trailer-vertical",
        *SMALL, *DEAF, "-o", tmp_path, "--json", "--progress", "none",
    )  # fmt: skip
    assert said.exit_code == 0, said.stderr
    entries = said.document["manifests"][0]["deliveries"]
    assert [entry["status"] for entry in entries] == ["nothing-passed"] * 3
    assert all(entry["reason"] and entry["path"] is None for entry in entries)
    assert files_in(tmp_path) == {"one-frame", "one-frame/manifest.json"}


def test_of_one_second_the_full_version_is_made_and_the_short_is_not(make: Callable[..., Path], tmp_path: Path) -> None:
    second = make("second.mp4", *timed(PICTURE, 1), *timed(SOUND, 1), *CODING)
    said = say("render", second, "-p", "youtube-short", *FULL, "-o", tmp_path, "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    short, full = said.document["manifests"][0]["deliveries"]
    assert (short["preset"], short["status"], short["path"]) == ("youtube-short", "nothing-passed", None)
    assert "14.0 s less than the 15 s" in short["reason"]
    assert full["status"] == "delivered"
    assert full["duration"] == pytest.approx(1, abs=0.04)
    assert files_in(tmp_path) == {"second", "second/manifest.json", "second/youtube-full.mp4"}


@pytest.mark.slow
def test_a_master_in_which_nobody_speaks_is_delivered_without_captions(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    quiet = make("nobody.mp4", *timed(PICTURE, 6), *timed(SOUND, 6), *CODING)
    said = say(
        "render", quiet, "-p", "youtube-short", "-p", "youtube-full", *SMALL, "--set=duration.min=2",
        "--set=duration.target=4", "--set=score.minimum=0", "--model", "tiny.en", "-o", tmp_path, "--json",
        "--progress", "none",
    )  # fmt: skip
    assert said.exit_code == 0, said.stderr
    entries = said.document["manifests"][0]["deliveries"]
    assert [(entry["status"], entry["captions"]) for entry in entries] == [("delivered", [])] * 2
    assert files_in(tmp_path / "nobody") == {"manifest.json", "youtube-short.mp4", "youtube-full.mp4"}


@pytest.mark.parametrize(("model", "language"), [("tiny.en", "de"), ("tiny.en", "xx"), ("base", "klingon")])
def test_a_language_that_the_model_does_not_know_is_a_wrong_setting(
    model: str, language: str, talk: Path, tmp_path: Path
) -> None:
    options = ("-p", "youtube-full", *SMALL, "--model", model, "--language", language, "-o", tmp_path / "out")
    sentence = refused("render", talk, *options, code=2)
    assert f"'{language}'" in sentence
    assert model in sentence
    assert files_in(tmp_path / "out") == set()


NAMES = [
    "with two  spaces.mp4",
    'it\'s "quoted".mp4',
    "[brackets] {braces} (round).mp4",
    "100%d %s %%.mp4",
    "emoji 🎬 and Кириллица.mp4",
    "colon:comma,semi;equals=.mp4",
    "back\\slash.mp4",
    "-leading-dash.mp4",
    "#hash?query&and.mp4",
    ".hidden.mp4",
    "two.dots.mp4",
    "no suffix",
    "UPPER.MP4",
    "L" * 236 + ".mp4",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_master_may_have_any_name(name: str, talk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "it's [here], 50%: 🎬"
    folder.mkdir()
    master = folder / name
    shutil.copy(talk, master)
    (folder / f"{master.stem}.srt").write_text(SPOKEN, "utf-8")
    out = folder / "out"
    # The trailer's fields would be strange to the full version.
    trailer = say("render", master, *TRAILER, "-o", out, "--json", "--progress", "none")
    assert trailer.exit_code == 0, trailer.stderr
    full = say("render", "--json", "-o", out, "-p", "youtube-full", *SMALL, "--progress=none", "--", master)
    assert full.exit_code == 0, full.stderr
    entries = full.document["manifests"][0]["deliveries"]
    assert [(entry["preset"], entry["status"]) for entry in entries] == [
        ("trailer-vertical", "delivered"),
        ("youtube-full", "delivered"),
    ]
    made = [Path(path) for entry in entries for path in (entry["path"], *entry["captions"])]
    assert len(made) == 6
    assert all(path.is_file() and path.parent == out / master.stem for path in made)
    assert "'world'" in made[-1].read_text("utf-8")


def test_a_leading_dash_works_without_the_two_dashes_when_a_folder_comes_first(
    talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(talk, tmp_path / "-dash.mp4")
    said = say("render", "./-dash.mp4", *FULL, "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    assert (tmp_path / "out" / "-dash" / "youtube-full.mp4").is_file()


def test_two_masters_of_one_name_get_a_folder_each(talk: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "talk.mp4", tmp_path / "b" / "talk.mp4", tmp_path / "b" / "talk.mov"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        shutil.copy(talk, path)
    out = tmp_path / "out"
    said = say("render", *paths, paths[0], *FULL, "-o", out, "--json", "--progress", "none")
    assert said.exit_code == 0, said.stderr
    masters = [manifest["master"]["path"] for manifest in said.document["manifests"]]
    assert masters == [str(path) for path in paths]
    assert {path.name for path in out.iterdir()} == {"talk", "talk-2", "talk-3"}


@pytest.mark.xfail(strict=True, reason="a number given to a second name may itself be a name")
def test_a_numbered_folder_is_never_that_of_a_third_master(talk: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "talk.mp4", tmp_path / "b" / "talk.mp4", tmp_path / "b" / "talk-2.mp4"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        shutil.copy(talk, path)
    said = say("render", *paths, *FULL, "-o", tmp_path / "out", "--json", "--progress", "none")
    made = [entry["path"] for manifest in said.document["manifests"] for entry in manifest["deliveries"]]
    assert len(set(made)) == 3


@pytest.mark.parametrize("place", ["out", "out/talk"])
def test_an_outbox_that_is_a_file_is_refused(place: str, talk: Path, tmp_path: Path) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("in the way")
    assert "cannot be written" in refused("render", talk, *FULL, "-o", tmp_path / "out")
    assert (tmp_path / place).read_text() == "in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_outbox_that_may_not_be_written_is_refused(talk: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "Permission denied" in refused("render", talk, *FULL, "-o", tmp_path / "out")


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = finish(run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)]))
    if mounted.return_code != 0:
        pytest.skip("this user may not mount a file system")
    yield place
    finish(run(["umount", str(place)]))


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(FULL, id="full"),
        pytest.param(SHORT, id="short", marks=pytest.mark.xfail(strict=True, raises=OSError, reason="the font's copy")),
        pytest.param(TRAILER, id="trailer", marks=pytest.mark.xfail(strict=True, raises=OSError, reason="as above")),
    ],
)
def test_a_full_outbox_is_said_and_nothing_half_done_is_left(
    options: tuple[str, ...], talk: Path, tiny_disk: Path, tmp_path: Path
) -> None:
    master = tmp_path / "talk.mp4"
    shutil.copy(talk, master)
    master.with_suffix(".srt").write_text(SPOKEN, "utf-8")
    said = say("render", master, *options, "-o", tiny_disk, "--progress", "plain")
    assert said.exit_code == 1, said
    assert "No space left" in said.stderr
    assert {Path(path).suffix for path in files_in(tiny_disk)} <= {"", ".json"}
    assert not [path for path in files_in(tiny_disk) if Path(path).name.startswith(".")]


def python(*arguments: str | Path, package: Path) -> Said:
    """The command line in a process of its own, with the package that lies in a folder."""
    command = [sys.executable, "-m", "autocut", *map(str, arguments)]
    surroundings = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, cwd=package, timeout=60)
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
@pytest.mark.parametrize("options", [SHORT, TRAILER], ids=["short", "trailer"])
def test_a_missing_font_is_said_and_how_to_get_it_back(options: tuple[str, ...], talk: Path, tmp_path: Path) -> None:
    package = tmp_path / "copy"
    shutil.copytree(ROOT / "autocut", package / "autocut", ignore=shutil.ignore_patterns("*.ttf", "__pycache__"))
    shutil.copytree(ROOT / "presets", package / "presets")
    master = tmp_path / "talk.mp4"
    shutil.copy(talk, master)
    master.with_suffix(".srt").write_text(SPOKEN, "utf-8")
    said = python("render", master, *options, "-o", tmp_path / "out", package=package)
    assert said.exit_code == 1, said.stderr
    assert "Traceback" not in said.stderr
    assert "NotoSans-Bold.ttf is missing" in said.stderr
    assert "install autocut again" in said.stderr
    assert files_in(tmp_path / "out") == {"talk", "talk/manifest.json"}


def test_a_missing_model_is_said_and_how_to_get_it(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    master = make("never-heard.mp4", *timed(PICTURE, 2), *timed(SOUND, 2), *CODING)
    sentence = refused("render", master, "-p", "youtube-full", *SMALL, "--offline", "-o", tmp_path / "out")
    assert "is not on this machine" in sentence
    assert "autocut models pull" in sentence
    assert files_in(tmp_path / "out") == set()


def test_without_the_face_model_the_version_is_made_and_says_what_it_lacks(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path / "cache"))
    master = make("never-heard.mp4", *timed(PICTURE, 2), *timed(SOUND, 2), *CODING)
    options = (*SHORT, "--set=analysis.faces=true", "--set=analysis.speech=false", "--offline", "--json")
    said = say("render", master, *options, "-o", tmp_path / "out", "--progress", "plain")
    assert said.exit_code == 0, said.stderr
    assert "warning:" in said.stderr
    (entry,) = said.document["manifests"][0]["deliveries"]
    assert any("faces was left out" in note for note in entry["notes"])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "name at least one preset with -p"),
        (("-p", "youtube-shrot"), "did you mean youtube-short"),
        (("-p", "nothing.toml"), "nothing.toml: cannot be read"),
        (("-p", "youtube-full", "--set", "video.crff=20"), "did you mean 'crf'"),
        (("-p", "youtube-full", "--set", "video.crf"), "sets nothing"),
        (("-p", "youtube-full", "--set", "video.crf=99"), "must be from 0 to 51"),
        (("-p", "youtube-full", "--set", "video.crf=high"), "expected a whole number"),
        (("-p", "youtube-full", "--set", "video.speed=quick"), "must be one of ultrafast"),
        (("-p", "youtube-full", "--sett", "video.crf=20"), "No such option"),
        (("-p", "youtube-full", "--progress", "loud"), "'loud' is not one of"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_done(
    options: tuple[str, ...], sentence: str, talk: Path, tmp_path: Path
) -> None:
    for command in ("render", "plan"):
        said = say(command, talk, *options, "-o", tmp_path / "out")
        assert said.exit_code == 2, said
        assert said.stdout == ""
        assert sentence in said.stderr
        assert files_in(tmp_path / "out") == set()


def test_a_transcript_that_is_none_is_refused(talk: Path, tmp_path: Path) -> None:
    for name, content in (("none.srt", None), ("binary.srt", bytes(range(256))), ("empty.srt", b"")):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        sentence = refused("render", talk, "-p", "youtube-full", *SMALL, "--transcript", path, "-o", tmp_path / "out")
        assert name in sentence


@pytest.mark.xfail(strict=True, reason="store.remember lets OSError through", raises=OSError)
def test_a_cache_that_cannot_be_written_does_not_stop_the_work(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("AUTOCUT_CACHE", str(tmp_path / "file" / "cache"))
    master = make("never-heard.mp4", *timed(PICTURE, 2), *timed(SOUND, 2), *CODING)
    said = say("render", master, *FULL, "-o", tmp_path / "out", "--progress", "plain")
    assert said.exit_code == 0, said.stderr
