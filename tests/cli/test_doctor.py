"""`autocut doctor` on this very machine, and on what is broken on purpose."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from autocut.cli import autocut, checkup
from autocut.media.tools import SETTING, ffmpeg_path


@pytest.fixture(autouse=True)
def forgotten_ffmpeg() -> Iterator[None]:
    """The choice of ffmpeg is made once a process; here the setting changes."""
    ffmpeg_path.cache_clear()
    yield
    ffmpeg_path.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(autocut, ["doctor", *arguments])


def found(*arguments: str) -> dict[str, dict[str, Any]]:
    return {finding["subject"]: finding for finding in json.loads(run("--json", *arguments).stdout)["findings"]}


def test_this_machine_has_no_fault(tmp_path: Path) -> None:
    told = run("--json", "-o", str(tmp_path))
    assert told.exit_code == 0, told.output
    document = json.loads(told.stdout)
    assert document["passed"] is True
    assert {finding["state"] for finding in document["findings"]} <= {"ok", "warning"}
    subjects = {finding["subject"] for finding in document["findings"]}
    assert {
        "ffmpeg",
        "captions",
        "font",
        "encoder libx264",
        "hardware nvenc",
        "bitstream filters",
        "model centerface",
    } <= subjects


def test_every_finding_that_is_not_ok_says_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    for finding in found("-o", str(tmp_path)).values():
        assert bool(finding["remedy"]) == (finding["state"] != "ok"), finding


def test_the_last_line_counts_and_the_others_stand_in_columns(tmp_path: Path) -> None:
    lines = run("-o", str(tmp_path)).stdout.splitlines()
    assert lines[0].startswith("ok       Python   ")
    assert lines[-1].startswith("no faults, ")


def test_a_missing_model_is_a_warning_with_the_command_that_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOCUT_MODELS", str(tmp_path / "models"))
    finding = found("-o", str(tmp_path))["model centerface"]
    assert finding["state"] == "warning"
    assert "autocut models pull centerface" in finding["remedy"]


@pytest.mark.parametrize("program", ["no/such/program", shutil.which("true") or "", __file__])
def test_what_is_no_ffmpeg_is_a_fault_and_the_rest_is_still_told(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, program)
    assert run("-o", str(tmp_path)).exit_code == 1
    findings = found("-o", str(tmp_path))
    assert findings["ffmpeg"]["state"] == "fault"
    assert findings["ffmpeg"]["remedy"]
    assert "autocut doctor" not in findings["ffmpeg"]["found"]
    assert "outbox" in findings
    assert "captions" not in findings


def test_an_outbox_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    told = run("--json", "-o", str(tmp_path / "file" / "out"))
    assert told.exit_code == 1
    outbox = next(f for f in json.loads(told.stdout)["findings"] if f["subject"] == "outbox")
    assert outbox["state"] == "fault"
    assert "Not a directory" in outbox["found"]


def test_an_outbox_that_is_not_there_yet_is_measured_above_and_not_made(tmp_path: Path) -> None:
    finding = found("-o", str(tmp_path / "a" / "b"))["outbox"]
    assert finding["state"] == "ok"
    assert "not made yet" in finding["found"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("scarce", "too_few", "state"), [(0, 0, "ok"), (1e18, 0, "warning"), (1e18, 1e18, "fault")])
def test_little_room_is_a_warning_and_next_to_none_a_fault(
    scarce: float, too_few: float, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkup, "_SCARCE_BYTES", scarce)
    monkeypatch.setattr(checkup, "_TOO_FEW_BYTES", too_few)
    assert found("-o", str(tmp_path))["outbox"]["state"] == state
