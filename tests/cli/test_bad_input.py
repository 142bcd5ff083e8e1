"""Every bad input is one clear sentence and the right exit code, and leaves nothing half done behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.line import CODING, DEAF, FULL, PICTURE, SMALL, SOUND, files_in, refused, say, timed


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
    assert "14.00 s less than the 15 s" in short["reason"]
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
    options: tuple[str | Path, ...] = (
        "-p",
        "youtube-full",
        *SMALL,
        "--model",
        model,
        "--language",
        language,
        "-o",
        tmp_path / "out",
    )
    sentence = refused("render", talk, *options, code=2)
    assert f"'{language}'" in sentence
    assert model in sentence
    assert files_in(tmp_path / "out") == set()


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
