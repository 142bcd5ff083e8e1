"""Whatever is killed, and whenever: every master is delivered once, whole, and nobody is left behind."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.line import CODING, PICTURE, SOUND, timed
from tests.watch.serving import ROOT, Site, audited, kill, until

pytestmark = pytest.mark.slow

# In every worker: it kills itself before its first step that can be seen, the next one before its third, and so on.
DYING = """
import os, signal, sys

def watch(place):
    deaths = os.path.getsize(place)
    seen = 0

    def count(event, arguments):
        nonlocal seen
        path = str(arguments[1 if event == "os.rename" else 0]) if arguments else ""
        reads = event == "open" and "/processing/" in path
        writes = event in ("os.rename", "os.mkdir") and "/out/" in path
        if reads or writes or event == "subprocess.Popen":
            seen += 1
            if seen == 2 * deaths + 1:
                with open(place, "a") as file:
                    file.write("x")
                with open(place + ".where", "a") as file:
                    file.write(f"{event} {path}\\n")
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)

with open("/proc/self/cmdline", "rb") as line:
    if b"autocut.farm.worker" in line.read():
        watch(os.environ["DEATHS"])
"""


@pytest.fixture
def master(make: Callable[..., Path]) -> Path:
    """A second with a tone."""
    return make("killed.mp4", *timed(PICTURE, 1), *timed(SOUND, 1), *CODING)


@pytest.fixture
def long(make: Callable[..., Path]) -> Path:
    """Enough of it that somebody can be killed meanwhile."""
    return make("long.mp4", *timed(PICTURE, 90), *timed(SOUND, 90), *CODING)


def test_a_worker_that_dies_before_any_of_its_steps_costs_nothing_but_time(master: Path, tmp_path: Path) -> None:
    killing = tmp_path / "killing"
    killing.mkdir()
    (killing / "sitecustomize.py").write_text(DYING)
    deaths = killing / "deaths"
    deaths.touch()
    site = Site(
        tmp_path / "site",
        ("retry_seconds = 0", "jobs = 1", "poll_seconds = 0.05"),
        ("most_attempts = 90", "settle_seconds = 0"),
        surroundings={"DEATHS": str(deaths), "PYTHONPATH": f"{killing}{os.pathsep}{ROOT}"},
    )
    site.drop(master, "talk.mp4")
    assert site.drain(seconds=400) == 0
    where = (killing / "deaths.where").read_text().splitlines()
    stages = {
        "reading": "open",
        "rendering": "subprocess.Popen",
        "publishing": "os.rename",
    }
    assert {stage for stage, sign in stages.items() if any(sign in line for line in where)} == set(stages), where
    assert len(where) >= 8
    assert audited(site).all == []
    assert [told[2] for told in site.told()] == ["delivered"]


def test_an_ffmpeg_that_is_killed_is_started_again(long: Path, tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.drop(long, "talk.mp4")
    with site.serving("--once") as service:
        until(lambda: kill(site.processes(program="-progress")), "an ffmpeg")
        assert service.wait(120) == 0
    assert [line["sentence"] for line in site.log() if line["event"] == "later"]
    assert audited(site).all == []
    assert site.files("done") == {"talk.mp4"}


def test_a_service_that_is_killed_again_and_again_delivers_each_master_once(master: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    site = Site(tmp_path, inbox=("most_attempts = 20",))
    for number in range(5):
        site.drop(master, f"{number}.mp4", more=bytes([number]), into=("", "in")[number % 2])
    for _ in range(6):
        with site.start() as service:
            until(lambda: site.log() and site.log()[-1]["event"] != "stopping")
            time.sleep(chance.uniform(0.5, 5))
            service.kill()
        until(lambda: site.processes() == [], "they end with it", seconds=10)
    assert site.drain() == 0
    audit = audited(site)
    assert audit.all == []
    assert set(audit.places.values()) == {"done"}
    due = site.rows("SELECT count(*) FROM notice WHERE state = 'due'")
    assert len({told[1] for told in site.told()}) + due[0][0] >= 5


def test_a_service_that_is_told_to_end_gives_back_what_it_is_at_and_the_next_goes_on(
    long: Path, tmp_path: Path
) -> None:
    site = Site(tmp_path)
    site.drop(long, "talk.mp4")
    (site.box / "talk.mp4.autocut.toml").write_text('set = { "audio.bitrate" = 128 }\n')
    with site.serving() as service:
        until(lambda: site.processes(program="mp3"), "rendering")
        sent = time.monotonic()
        service.terminate()
        assert service.wait(10) == 143
        assert time.monotonic() - sent < 10
    assert site.processes() == []
    assert site.files("in") == {"talk.mp4", "talk.mp4.autocut.toml"}
    assert site.rows("SELECT state, attempts FROM job") == [("released", 1)]
    assert [path.name for path in (site.box / "out").rglob("*") if path.name != "manifest.json"] == ["talk"]
    assert site.drain() == 0
    assert site.rows("SELECT state, attempts FROM job") == [("delivered", 1)]
    assert audited(site).all == []


def test_an_end_that_is_told_while_it_starts_is_heard(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for wait in (0.2, 0.5, 0.8, 1.1, 1.5):
        with site.serving() as service:
            time.sleep(wait)
            service.terminate()
            assert service.wait(10) in (143, -signal.SIGTERM)


def test_a_watcher_that_was_stopped_for_too_long_loses_its_claim_and_delivers_nothing_twice(
    long: Path, tmp_path: Path
) -> None:
    site = Site(tmp_path, ("lease_seconds = 1",))
    site.drop(long, "talk.mp4")
    with site.serving(state="first") as first:
        until(lambda: list(site.box.glob("processing/*/talk.mp4")), "claimed")
        first.send_signal(signal.SIGSTOP)
        kill(site.processes(program="farm.worker"), signal.SIGSTOP)
        site.surroundings["AUTOCUT_CACHE"] = str(tmp_path / "cache")
        with site.serving(state="second") as second:
            until(lambda: site.files("done"), "taken over", seconds=120)
            kill(site.processes(program="farm.worker"), signal.SIGCONT)
            first.send_signal(signal.SIGCONT)
            until(lambda: any(line["event"] == "lost" for line in site.log("first")), "it is lost")
            until(site.told, "told")
            for service in (first, second):
                service.terminate()
                assert service.wait(10) == 143
    assert audited(site, "second").all == []
    assert len(site.told()) == 1
    assert set(site.rows("SELECT state FROM job", "first")) <= {("released",)}


def test_signals_of_reloading_are_heard_and_a_broken_inbox_leaves_the_others_be(master: Path, tmp_path: Path) -> None:
    site = Site(tmp_path)
    with site.serving() as service:
        until(lambda: any(line["event"] == "started" for line in site.log()))
        new = ('[inbox.new]\nfolder = "new"\npresets = ["podcast-audio"]\nsettle_seconds = 0.4',)
        site.write(*new, '[inbox.broken]\nfolder = "broken"\npresets = ["no-such"]')
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "talk.mp4").write_bytes(master.read_bytes())
        service.send_signal(signal.SIGHUP)
        until(lambda: any(line["event"] == "broken" for line in site.log()), "it is told")
        site.config.write_text("no settings at all")
        service.send_signal(signal.SIGHUP)
        until(lambda: any(line["event"] == "reload" and line["level"] == "error" for line in site.log()), "told")
        until(lambda: (tmp_path / "new" / "done" / "talk.mp4").exists(), "delivered")
        site.drop(master, "here.mp4", more=b"here")
        until(lambda: site.files("done"), "delivered")
        service.terminate()
        assert service.wait(10) == 143
    (told,) = [line["sentence"] for line in site.log() if line["event"] == "broken"]
    assert "no-such" in told
    assert json.loads(next((tmp_path / "state").glob("*.health.json")).read_text())["state"] == "stopped"
