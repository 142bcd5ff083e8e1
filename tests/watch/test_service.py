"""The service from end to end, as a user meets it: masters go in, and all ends where it belongs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from autocut.watch.telling.health import read_health
from tests.cli.line import CODING, DEAF, PICTURE, SOUND, Said, files_in, say
from tests.conftest import SAMPLE
from tests.watch.serving import Site, until

ASKED = ("-p", "podcast-audio", *DEAF, "--settle", "0.1", "--once", "--json")


@pytest.fixture
def master(make: Callable[..., Path]) -> Path:
    """Two seconds with a tone."""
    short = [text.format(seconds=2) for text in (*PICTURE, *SOUND)]
    return make("watched.mp4", *short, *CODING)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def watch(inbox: Path, *options: str) -> Said:
    """Make what is there, and end."""
    return say("watch", inbox, *ASKED, "--state", inbox.parent / "state", *options)


@pytest.mark.slow
def test_everything_that_arrives_ends_where_it_belongs(master: Path, inbox: Path) -> None:
    (inbox / "talk.mp4").write_bytes(master.read_bytes())
    (inbox / "broken.mp4").write_text("no video at all")
    (inbox / "asked.mp4").write_bytes(master.read_bytes() + (8).to_bytes(4, "big") + b"free")
    (inbox / "asked.mp4.autocut.toml").write_text("wish = 1")
    (inbox / "notes.txt").write_text("left alone")
    (inbox / "in").mkdir()
    (inbox / "in" / "the same.mp4").write_bytes(master.read_bytes())
    said = watch(inbox)
    assert said.exit_code == 2, said.stderr
    assert said.document["waiting"] == {str(inbox): {"notes.txt": "left alone: it is no medium by its name"}}
    delivered, again = ("talk", "the same") if (inbox / "done" / "talk.mp4").exists() else ("the same", "talk")
    assert {name for name in files_in(inbox) if (inbox / name).is_file()} == {
        f"done/{delivered}.mp4",
        f"out/{delivered}/podcast-audio.mp3",
        f"out/{delivered}/manifest.json",
        f"duplicate/{again}.mp4",
        f"duplicate/{again}.mp4.duplicate.json",
        "failed/asked.mp4",
        "failed/asked.mp4.autocut.toml",
        "failed/asked.mp4.error.json",
        "out/asked/manifest.json",
        "failed/broken.mp4",
        "failed/broken.mp4.error.json",
        "notes.txt",
    }
    manifest = json.loads((inbox / "out" / delivered / "manifest.json").read_text())
    assert manifest["master"]["path"] == str(inbox / "done" / f"{delivered}.mp4")
    assert [entry["status"] for entry in manifest["deliveries"]] == ["delivered"]
    error = json.loads((inbox / "failed" / "broken.mp4.error.json").read_text())
    assert "no media file" in error["reason"]
    assert error["remedy"]
    asked = json.loads((inbox / "failed" / "asked.mp4.error.json").read_text())
    assert asked["reason"] == asked["failures"][0]["sentence"] == "asked.mp4.autocut.toml:\n  unknown key 'wish'"
    again_of = json.loads((inbox / "duplicate" / f"{again}.mp4.duplicate.json").read_text())
    assert again_of["duplicate_of"]["name"] == f"{delivered}.mp4"
    status = say("watch", "status", "--state", inbox.parent / "state", "--json").document
    assert status["inboxes"] == {str(inbox): {"delivered": 1, "failed": 2, "duplicate": 1}}
    assert [watcher["state"] for watcher in status["watchers"]] == ["stopped"]


@pytest.mark.slow
def test_other_content_under_an_old_name_is_new_work_in_a_folder_of_its_own(master: Path, inbox: Path) -> None:
    (inbox / "talk.mp4").write_bytes(master.read_bytes())
    assert watch(inbox).exit_code == 0
    (inbox / "talk.mp4").write_bytes(master.read_bytes() + (8).to_bytes(4, "big") + b"free")
    assert watch(inbox).exit_code == 0
    assert {"done/talk.mp4", "done/talk-2.mp4"} <= files_in(inbox)
    assert {"out/talk/podcast-audio.mp3", "out/talk-2/podcast-audio.mp3"} <= files_in(inbox)


def test_where_nothing_is_asked_or_too_much_it_is_one_sentence_and_2(inbox: Path, tmp_path: Path) -> None:
    for options in ((inbox,), (), (inbox, "-p", "square", "--config", tmp_path / "watch.toml")):
        said = say("watch", *options)
        assert said.exit_code == 2
        assert "Error: " in said.stderr


def test_an_inbox_left_out_and_files_that_wait_their_turn_are_told_where_one_looks(tmp_path: Path) -> None:
    week = "mon-sun 00:00-00:01" if datetime.now().hour >= 12 else "mon-sun 23:58-23:59"
    site = Site(tmp_path, settings=('log = "log"',), inbox=(f'schedule = "{week}"',))
    site.write("[inbox.wrong]", 'folder = "wrong"')
    site.drop(SAMPLE, "talk.mp4")

    def waiting() -> dict[str, str]:
        path = tmp_path / "state"
        healths = [read_health(each) for each in path.glob("*.health.json")] if path.is_dir() else []
        return dict(healths[0].waiting.get("box", {})) if healths else {}

    with site.serving() as process:
        until(lambda: waiting().get("talk.mp4", "").startswith("closed by its schedule until "))
        process.terminate()
        assert process.wait() == 143
    assert "inbox.wrong is left out: " in (tmp_path / "state.log").read_text()


def test_settings_are_looked_over_without_watching_anything(tmp_path: Path) -> None:
    file = tmp_path / "watch.toml"
    well = '[inbox.well]\nfolder = "well"\npresets = ["square"]\n'
    file.write_text(well)
    said = say("watch", "check", file)
    assert (said.exit_code, said.stdout, said.stderr) == (0, f"inbox.well: well, {tmp_path / 'well'}\n", "")
    file.write_text(f'{well}[inbox.wrong]\nfolder = "wrong"\npresets = ["squares"]\non_failed = ["/gone"]')
    said = say("watch", "check", file)
    assert said.exit_code == 2
    assert said.stderr == f"inbox.wrong: {file}:\n  inbox.wrong.on_failed: there is no program /gone\n"
    assert say("watch", "check", file, "--json").document["well"] == {"well": str(tmp_path / "well")}
    file.write_text("jobs = 0")
    assert say("watch", "check", file).exit_code == 2
    assert files_in(tmp_path) == {"watch.toml"}


def test_status_without_a_ledger_is_one_sentence(tmp_path: Path) -> None:
    said = say("watch", "status", "--state", tmp_path)
    assert said.exit_code == 1
    assert said.stderr == f"Error: there is no ledger in {tmp_path}: nothing was ever watched; --state names another\n"


def test_status_hears_of_a_watcher_wherever_its_health_is_written_until_the_next_one_starts(tmp_path: Path) -> None:
    site, named = Site(tmp_path, settings=('health = "run/health.json"',)), tmp_path / "run" / "health.json"

    def status() -> tuple[int, list[tuple[int, str]]]:
        said = say("watch", "status", "--state", tmp_path / "state", "--json")
        return said.exit_code, [(watcher["pid"], watcher["state"]) for watcher in said.document["watchers"]]

    with site.serving() as process:
        until(named.exists, "the health file")
        assert status() == (0, [(process.pid, "running")])
        process.kill()
        process.wait()
        assert status() == (1, [(process.pid, "not heard of")])
    assert site.drain() == 0
    assert status() == (0, [(read_health(named).pid, "stopped")])
