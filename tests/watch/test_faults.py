"""Masters that change, disks that are full, many at once and two watchers: each ends once, where it belongs."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.line import CODING, PICTURE, SOUND, timed
from tests.watch.serving import Site, audited, until

pytestmark = pytest.mark.slow

_EMPTY_BOX = (8).to_bytes(4, "big") + b"free"


@pytest.fixture
def master(make: Callable[..., Path]) -> Path:
    """A second with a tone."""
    return make("faulty.mp4", *timed(PICTURE, 1), *timed(SOUND, 1), *CODING)


@pytest.fixture
def long(make: Callable[..., Path]) -> Path:
    """Enough of it that it can be changed meanwhile."""
    return make("longer.mp4", *timed(PICTURE, 60), *timed(SOUND, 60), *CODING)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(place)], check=False).returncode:
        pytest.skip("needs the right to mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def mounted(place: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(place)], check=True)


def test_a_master_that_changes_while_it_is_worked_on_is_made_as_it_is_in_the_end(long: Path, tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.drop(long, "written.mp4")
    site.drop(long, "replaced.mp4", more=b"first")
    before = site.contents["replaced.mp4"]
    with site.serving() as service:
        until(lambda: len(site.rows("SELECT id FROM job WHERE outbox != ''")) == 2 if site.log() else 0, "begun")
        # In the claim's folder: whoever wrote it still has it open.
        (claimed,) = site.box.glob("processing/*/written.mp4")
        with claimed.open("ab") as file:
            file.write(_EMPTY_BOX)
        site.drop(long, "replaced.mp4", more=b"second")
        until(lambda: {"written.mp4", "replaced.mp4", "replaced-2.mp4"} <= site.files("done"), "delivered", 180)
        service.terminate()
        assert service.wait(10) == 143
    site.contents["replaced.mp4, the first"] = before
    site.contents["written.mp4"] = hashlib.sha256(long.read_bytes() + _EMPTY_BOX).hexdigest()
    assert audited(site).all == []
    assert Counter(site.rows("SELECT name, state FROM job")) == {
        ("written.mp4", "replaced"): 1,
        ("written.mp4", "delivered"): 1,
        ("replaced.mp4", "delivered"): 2,
    }


def test_a_full_disk_is_waited_for_and_one_that_stays_unwritable_is_told_of(
    long: Path, tmp_path: Path, disk: Path
) -> None:
    site = Site(tmp_path, ("free_factor = 0",), (f'names.out = "{disk}"', "most_attempts = 50"))
    site.drop(long, "talk.mp4")
    with site.serving() as service:
        until(lambda: any("No space left" in line["sentence"] for line in site.log() if line["event"] == "later"))
        mounted(disk, "size=40m")
        until(lambda: site.files("done"), "delivered")
        service.terminate()
        assert service.wait(10) == 143
    (manifest,) = disk.rglob("manifest.json")
    (entry,) = json.loads(manifest.read_text())["deliveries"]
    assert entry["status"] == "delivered"
    assert {path.name for path in manifest.parent.iterdir()} == {"manifest.json", "podcast-audio.mp3"}
    mounted(disk, "ro")
    site.inbox = (f'names.out = "{disk}"', "most_attempts = 2")
    site.write()
    site.drop(long, "second.mp4", more=b"second")
    assert site.drain() == 1
    assert site.files("failed") == {"second.mp4", "second.mp4.error.json"}
    told = json.loads((site.box / "failed" / "second.mp4.error.json").read_text())
    assert "Read-only file system" in told["reason"]
    assert (told["attempts"], told["remedy"]) == (2, "see that the outbox is there, can be written and has room")


def test_two_hundred_files_at_once_of_which_most_are_the_same(master: Path, tmp_path: Path) -> None:
    site = Site(tmp_path)
    for number in range(200):
        site.drop(master, f"{number:03}.mp4", more=bytes([number % 5]), into=("", "in")[number % 2])
    assert site.drain(seconds=400) == 0
    audit = audited(site)
    assert audit.all == []
    assert len(site.files("out")) == len(site.files("done")) == 5
    assert sum(name.endswith(".mp4") for name in site.files("duplicate")) == 195


@pytest.mark.parametrize("states", [("one", "other"), ("one", "one")])
def test_two_watchers_over_one_folder_make_each_master_once(
    master: Path, tmp_path: Path, states: tuple[str, str]
) -> None:
    site = Site(tmp_path)
    for number in range(8):
        site.drop(master, f"{number}.mp4", more=bytes([number]))
    with site.serving("--once", state=states[0]) as first, site.serving("--once", state=states[1]) as second:
        assert (first.wait(120), second.wait(120)) == (0, 0)
    audit = audited(site, *set(states))
    assert audit.all == []
    assert set(audit.places.values()) == {"done"}
    assert sorted(Path(told[3]).name for told in site.told()) == [f"{number}.mp4" for number in range(8)]
