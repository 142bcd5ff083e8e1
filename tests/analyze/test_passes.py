"""What passes find is the same wherever they run, and they tell of it as if it were one pass."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autocut.analyze import DETECTORS, analyze
from autocut.analyze.detector import Detector, Looking
from autocut.analyze.passes import Findings
from autocut.convert import to_data
from autocut.farm.local import Local
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.event import Event, Finished, Started, Warned
from tests.builders import a_preset


@pytest.fixture
def two() -> Iterator[Local]:
    workers = Local(2)
    yield workers
    workers.close()


@pytest.fixture
def damaged(make: Callable[..., Path], sample: Path, tmp_path: Path) -> Path:
    """Twelve seconds of the sample, with faces and titles, a few bytes of which are lost."""
    whole = make("twelve-seconds-of-the-sample.mp4", "-ss", "8", "-i", str(sample), "-t", "12", "-vf", "scale=480:-2",
                 "-an", "-c:v", "libx264", "-preset", "ultrafast", "-g", "24")  # fmt: skip
    spoilt = bytearray(whole.read_bytes())
    for place in range(len(spoilt) // 3, len(spoilt) // 2, 501):
        spoilt[place : place + 40] = bytes(40)
    path = tmp_path / "damaged.mp4"
    path.write_bytes(spoilt)
    return path


@pytest.mark.slow
def test_a_pass_by_halves_finds_what_it_finds_whole_and_tells_of_damage_once(
    damaged: Path, two: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyze, "_LONG_SECONDS", 1.0)
    made = [make(a_preset().analysis) for make in DETECTORS.values()]
    detectors = [each for each in made if isinstance(each, Looking) and not each.needs]
    whole = finish(analyze.analyze(probe(damaged), detectors, Analysis(), offline=True))
    events: list[Event] = []
    working = analyze.analyze(probe(damaged), detectors, Analysis(), offline=True, executor=two)
    while True:
        try:
            events.append(next(working))
        except StopIteration as end:
            halves: Findings = end.value
            break
    assert [written(halves, each) for each in detectors] == [written(whole, each) for each in detectors]
    assert halves.notes == whole.notes
    assert halves.notes[0].endswith("frames of damaged.mp4 are damaged and were passed over")
    assert [event for event in events if isinstance(event, (Started, Finished, Warned))] == [
        Started("watching", "damaged.mp4"),
        Warned("damaged.mp4", halves.notes[0]),
        Finished("watching", "damaged.mp4"),
    ]


def written(findings: Findings, detector: Detector) -> str:
    return json.dumps(to_data(findings.found[detector]))
