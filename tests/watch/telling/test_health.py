"""The health file: whole, and old where the service hangs."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autocut.errors import DeliveryError
from autocut.watch.telling.health import Health, read_health, write_health

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_what_is_written_is_read_again_and_says_who_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "run" / "health.json"
    health = Health(NOON.isoformat(), "running", 2.0, {"social": "open"})
    write_health(health, path)
    assert read_health(path) == health
    said = json.loads(path.read_text("utf-8"))
    assert (said["pid"], said["state"], said["inboxes"]) == (os.getpid(), "running", {"social": "open"})
    assert [each.name for each in path.parent.iterdir()] == ["health.json"]


def test_it_is_stale_after_ten_polls_and_a_minute_unless_it_ended_cleanly() -> None:
    def stale(seconds: float, poll: float, stopped: bool = False) -> bool:
        health = Health(NOON.isoformat(), "stopped" if stopped else "running", poll)
        return health.is_stale(NOON + timedelta(seconds=seconds))

    assert [stale(59, 2), stale(61, 2), stale(290, 30), stale(301, 30)] == [False, True, False, True]
    assert not stale(10_000, 2, stopped=True)


def test_a_place_that_cannot_be_written_or_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = tmp_path / "file" / "health.json"
    with pytest.raises(DeliveryError, match=r"the health file .* cannot be written: "):
        write_health(Health(NOON.isoformat(), "running", 2.0), place)
    with pytest.raises(DeliveryError, match="cannot be read: No such file"):
        read_health(tmp_path / "health.json")
