"""What was made of a master that became another meanwhile is taken back, and nothing that was made before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autocut.deliver.manifest import NAME, entries_of, moved, read_manifest, reserving, withdraw
from autocut.errors import DeliveryError


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    """Of a master whose name is not UTF-8; nothing is made yet."""
    folder = tmp_path / "talk"
    folder.mkdir()
    (folder / NAME).write_text(reserving("f0", Path("/in/\udcff.mp4"), "c0"), "utf-8")
    return folder


def deliver(outbox: Path, *presets: str) -> None:
    manifest = json.loads((outbox / NAME).read_text("utf-8"))
    for preset in presets:
        files = [outbox / f"{preset}.mp4", outbox / f"{preset}.srt"]
        for path in files:
            path.write_text(preset)
        entry = {"preset": preset, "status": "delivered", "sha256": preset, "path": str(files[0])}
        manifest["deliveries"].append({**entry, "captions": [str(files[1])], "chapters": None})
    (outbox / NAME).write_text(json.dumps(manifest), "utf-8")


def test_the_folder_goes_where_nothing_was_delivered_before(outbox: Path) -> None:
    before = entries_of(outbox)
    assert before == ()
    deliver(outbox, "short")
    withdraw(outbox, but=before)
    assert not outbox.exists()
    with pytest.raises(DeliveryError, match="cannot be cleared"):
        withdraw(outbox)


def test_what_was_delivered_before_stays_with_its_captions(outbox: Path) -> None:
    deliver(outbox, "short")
    before = entries_of(outbox)
    deliver(outbox, "trailer")
    withdraw(outbox, but=before)
    assert sorted(path.name for path in outbox.iterdir()) == [NAME, "short.mp4", "short.srt"]
    assert entries_of(outbox) == before


def test_a_name_that_is_not_utf_8_is_read_as_it_was_written(outbox: Path) -> None:
    assert read_manifest(outbox).master.path == Path("/in/\udcff.mp4")
    moved(outbox, Path("/done/\udcff.mp4"))
    assert read_manifest(outbox).master.path == Path("/done/\udcff.mp4")
