"""A version that breaks a law is not delivered, and the manifest says why; one that keeps them is, with its checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autocut.media.probe import probe
from autocut.model.event import Event, Failed
from autocut.model.media import Master
from autocut.model.rendition import PLAN_SCHEMA, Plan
from autocut.model.span import Span
from autocut.pipeline import delivered
from tests.media.sources import X264, picture
from tests.render.versions import full_preset, version
from tests.speech import TWO_CITIES

LAWS = {"no word is cut", "joins do not click", "no flash frames", "nothing plays twice"}


@pytest.fixture
def read(make: Callable[..., Path]) -> Master:
    """The reading with a picture."""
    sound = ("-i", str(TWO_CITIES), "-map", "0:v", "-map", "1:a")
    return probe(make("reading.mkv", *picture(16), *sound, *X264, "-c:a", "flac"))


def made(pieces: list[Span], read: Master, outbox: Path) -> tuple[list[Event], dict[str, Any]]:
    """What is told, and the manifest."""
    rendition = version(read, pieces, full_preset())
    work, events = delivered(Plan(PLAN_SCHEMA, read, (rendition,)), outbox), []
    while True:
        try:
            events.append(next(work))
        except StopIteration as end:
            return events, end.value


def test_a_version_cut_in_pauses_is_delivered_with_every_law_among_its_checks(read: Master, tmp_path: Path) -> None:
    events, manifest = made([Span(4.8, 6.4), Span(10.52, 13.12)], read, tmp_path / "out")
    assert not [event for event in events if isinstance(event, Failed)]
    (entry,) = manifest["deliveries"]
    assert {check["name"] for check in entry["checks"] if check["passed"]} >= LAWS


@pytest.mark.parametrize(("pieces", "fault"), [
    ([Span(4.8, 7.76), Span(10.52, 13.12)], "no word is cut: voice at 00:03.0, required no voice at a cut"),
    ([Span(4.8, 6.4), Span(6.2, 8.52)], "nothing plays twice: 00:06.2-00:06.4"),
])  # fmt: skip
def test_a_version_that_breaks_a_law_is_not_delivered(
    pieces: list[Span], fault: str, read: Master, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "version.mp4").write_bytes(b"what was made before")
    events, manifest = made(pieces, read, tmp_path / "out")
    (failed,) = [event for event in events if isinstance(event, Failed)]
    assert fault in failed.sentence
    (entry,) = manifest["deliveries"]
    assert (entry["status"], entry["reason"], entry["path"]) == ("failed", failed.sentence, None)
    assert [check["name"] for check in entry["checks"] if not check["passed"]] == [fault.split(":")[0]]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"manifest.json", "version.mp4"}
    assert (tmp_path / "out" / "version.mp4").read_bytes() == b"what was made before"
    assert entry["notes"] == ["version.mp4 in the outbox is of an earlier run"]
