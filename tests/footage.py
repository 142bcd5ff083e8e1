"""Render every clip of a folder of footage and print one table; a script, not a test.

python -m tests.footage ../shared/footage --out out/footage
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PRESETS = ("youtube-short", "trailer-landscape", "youtube-full")
SUFFIXES = {".mp4", ".webm", ".mov", ".mkv", ".mxf"}


def main() -> int:
    """Print the table; the exit code is 1 where any clip was neither delivered nor honestly passed over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("out/footage"))
    parser.add_argument("--set", action="append", default=[], dest="overrides")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        print(f"{arguments.folder} is not here: nothing to run on")
        return 0
    print("| clip | version | status | s | size | LUFS | dBTP | checks | clips or reason |")
    print("|---|---|---|---|---|---|---|---|---|")
    bad = 0
    for clip in sorted(path for path in arguments.folder.iterdir() if path.suffix in SUFFIXES):
        bad += _render(clip, arguments.out, arguments.overrides)
    return 1 if bad else 0


def _render(clip: Path, out: Path, overrides: list[str]) -> int:
    command = [sys.executable, "-m", "autocut", "render", str(clip), "-o", str(out), "--json", "--progress", "none"]
    for preset in PRESETS:
        command += ["-p", preset]
    for override in overrides:
        command += ["--set", override]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    try:
        document = json.loads(done.stdout)
    except ValueError:
        print(f"| {clip.name} | all | **broke** | | | | | | {done.stderr.strip().splitlines()[-1]} |")
        return 1
    for manifest in document["manifests"]:
        for entry in manifest["deliveries"]:
            _row(clip.name, entry)
    for failure in document["failures"]:
        print(f"| {clip.name} | {failure['subject']} | **failed** | | | | | | {failure['reason']} |")
    print(f"| {clip.name} | | exit {done.returncode} in {seconds:.0f} s | | | | | | |", flush=True)
    return len(document["failures"])


def _row(name: str, entry: dict[str, Any]) -> None:
    if entry["status"] == "nothing-passed":
        print(f"| {name} | {entry['preset']} | nothing-passed | | | | | | {entry['reason']} |")
        return
    loudness = entry["loudness"] or {"integrated_lufs": None, "true_peak_dbtp": None}
    level, peak = loudness["integrated_lufs"], loudness["true_peak_dbtp"]
    passed = sum(check["passed"] for check in entry["checks"])
    clips = " ".join(f"{clip['start']:.2f}-{clip['end']:.2f}" for clip in entry["clips"])
    print(
        f"| {name} | {entry['preset']} | delivered | {entry['duration']:.2f} | {entry['width']}x{entry['height']} "
        f"| {'-' if level is None else level} | {'-' if peak is None else peak} "
        f"| {passed}/{len(entry['checks'])} | {clips} |"
    )


if __name__ == "__main__":
    sys.exit(main())
