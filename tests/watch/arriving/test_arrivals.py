"""However a master arrives, it is taken when it is all there, and what is none is left alone."""

from __future__ import annotations

import hashlib
import json
import os
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.line import CODING, PICTURE, SOUND, timed
from tests.watch.serving import Site, audited, until


@pytest.fixture
def master(make: Callable[..., Path]) -> Path:
    """A second with a tone, with its index in front: it opens before it is all there."""
    coding = (*CODING, "-movflags", "+faststart")
    return make("arriving.mp4", *timed(PICTURE, 1), *timed(SOUND, 1), *coding)


def write(path: Path, *pieces: bytes, pause: float) -> None:
    with path.open("wb", buffering=0) as file:
        for piece in pieces:
            file.write(piece)
            time.sleep(pause)


@pytest.mark.slow
def test_a_master_is_taken_when_it_is_all_there_and_what_never_is_has_failed(master: Path, tmp_path: Path) -> None:
    site = Site(tmp_path, inbox=("incomplete_after = 5",))
    whole = master.read_bytes()
    cut = len(whole) * 2 // 3
    late = site.box / "late.mp4"
    with site.serving() as service:
        until(lambda: site.files("in") is not None and (site.box / "in").is_dir())
        site.drop(master, "truncated.mp4")
        (site.box / "truncated.mp4").write_bytes(whole[:cut])
        # All of its length is there at once, and its end is still zeros.
        (site.box / "preallocated.mp4").write_bytes(whole[:cut].ljust(len(whole), b"\0"))
        hidden = site.box / ".renamed.mp4"
        write(hidden, whole[:cut], whole[cut:], more(b"renamed"), pause=0.1)
        hidden.rename(site.box / "renamed.mp4")
        size = len(whole) // 10
        pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
        write(site.box / "slow.mp4", *pieces, more(b"slow"), pause=0.2)
        # It stands still five times as long as it must.
        write(late, whole[:cut], pause=2.5)
        assert "late.mp4" in site.files("")
        assert "preallocated.mp4" in site.files("")
        with (site.box / "preallocated.mp4").open("r+b") as file:
            file.seek(cut)
            file.write(whole[cut:] + more(b"preallocated"))
        with late.open("ab") as file:
            file.write(whole[cut:] + more(b"late"))
        names = {"late.mp4", "slow.mp4", "renamed.mp4", "preallocated.mp4"}
        until(lambda: names <= site.files("done"), "delivered")
        until(lambda: "truncated.mp4.error.json" in site.files("failed"), "failed")
        service.terminate()
        assert service.wait(10) == 143
    site.contents = {name: hashlib.sha256(whole + more(name[:-4].encode())).hexdigest() for name in names}
    site.contents["truncated.mp4"] = hashlib.sha256(whole[:cut]).hexdigest()
    audit = audited(site)
    assert audit.all == []
    assert audit.places == {**dict.fromkeys(names, "done"), "truncated.mp4": "failed"}
    told = json.loads((site.box / "failed" / "truncated.mp4.error.json").read_text())
    assert "nothing of it came for" in told["reason"]


def more(text: bytes) -> bytes:
    """A box that nobody reads, so that contents differ."""
    return (len(text) + 8).to_bytes(4, "big") + b"free" + text


NAMES: tuple[str | bytes, ...] = (
    unicodedata.normalize("NFC", "Gespräch 会议 🎬.mp4"),
    unicodedata.normalize("NFD", "Gespräch 会议 🎬.mp4"),
    "שיחה\u202e עברית.mp4",
    "é" * 118 + ".mp4",
    "-rf 'a' \"b\" $(c) {path} %d;\n.mp4",
)
NO_TEXT = b"\xff\xfe latin \xe9.mp4"


@pytest.mark.slow
def test_any_name_is_delivered_and_what_is_no_master_is_left_alone(master: Path, tmp_path: Path) -> None:
    site = Site(tmp_path)
    for number, name in enumerate(NAMES):
        site.drop(master, name, more=bytes([number + 1]), into="in" if number % 2 else "")
    no_text = site.drop(master, NO_TEXT, more=b"no text")
    far = tmp_path / "far.mp4"
    far.write_bytes(master.read_bytes())
    left = [site.box / name for name in ("link out.mp4", "link in.mp4", "empty.mp4", "half.mp4.part", ".hidden.mp4")]
    left[0].symlink_to(far)
    left[1].symlink_to("half.mp4.part")
    left[2].touch()
    for path in left[3:]:
        path.write_bytes(master.read_bytes())
    assert site.drain() == 0
    assert all(os.path.lexists(path) for path in left)
    for path in left:
        path.unlink()
    audit = audited(site)
    assert audit.all == []
    assert {name for name, place in audit.places.items() if place != "done"} == {no_text.name}
    assert no_text.is_file()
    assert "left alone: its name is no text in UTF-8" in (tmp_path / "state.log").read_text()
    assert len(NAMES) == len(site.told()) == len(site.files("done"))
    assert far.read_bytes() == master.read_bytes()


@pytest.mark.slow
def test_what_was_made_here_or_before_is_put_aside_and_a_changed_sidecar_is_new_work(
    master: Path, tmp_path: Path
) -> None:
    site = Site(tmp_path, inbox=("sidecar_wait = 1.5",))
    site.drop(master, "talk.mp4")
    (site.box / "talk.srt").write_text("1\n00:00:00,100 --> 00:00:00,900\nHello there.\n")
    with site.serving() as service:
        until(lambda: (site.box / "in").is_dir())
        # Its wishes come late.
        site.drop(master, "late.mp4", more=b"late")
        time.sleep(0.8)
        (site.box / "late.mp4.autocut.toml").write_text('set = { "audio.bitrate" = 128 }\n')
        until(lambda: {"talk.mp4", "late.mp4"} <= site.files("done"))
        site.drop(master, "talk.mp4", into="in")
        (site.box / "in" / "talk.srt").write_text("1\n00:00:00,100 --> 00:00:00,900\nHello there.\n")
        until(lambda: "talk.mp4" in site.files("duplicate"))
        site.drop(master, "talk.mp4")
        (site.box / "talk.srt").write_text("1\n00:00:00,100 --> 00:00:00,900\nOther words.\n")
        until(lambda: "talk-2.mp4" in site.files("done"))
        service.terminate()
        assert service.wait(10) == 143
    assert site.files("done") == {
        *("talk.mp4", "talk.srt", "talk-2.mp4", "talk-2.srt", "late.mp4", "late.mp4.autocut.toml")
    }
    assert site.files("out") == {"talk", "late"}
    assert site.rows("SELECT state, count(*) FROM job GROUP BY state ORDER BY state") == [
        ("delivered", 3),
        ("duplicate", 1),
    ]
    made = site.box / "out" / "late" / "podcast-audio.mp3"
    made.rename(site.box / "in" / "back again.mov")
    assert site.drain() == 0
    told = json.loads((site.box / "duplicate" / "back again.mov.duplicate.json").read_text())
    assert told["reason"] == "a version that was made of late.mp4"


@pytest.mark.slow
def test_with_a_trigger_nothing_is_taken_before_its_file_is_there(master: Path, tmp_path: Path) -> None:
    site = Site(tmp_path, inbox=('trigger = ".ready"',))
    site.drop(master, "talk.mp4")
    assert site.drain() == 1
    assert site.files("in") == set()
    assert (site.box / "talk.mp4").is_file()
    (site.box / "talk.mp4.ready").touch()
    assert site.drain() == 0
    assert site.files("done") == {"talk.mp4", "talk.mp4.ready"}
