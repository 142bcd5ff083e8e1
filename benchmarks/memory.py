"""Peak memory of `autocut analyze` on a master of three minutes and on one of thirty, which is the first ten times.

    python -m benchmarks.memory --footage ../shared/footage
    python -m benchmarks.memory --footage ../shared/footage --only shots --only transcript

The memory is that of all processes that the command starts, together: resident pages, read from /proc twenty times
a second, and never less than the peak that the kernel noted for any one of them. `--only` measures a field by
itself, with what it needs; `--only each` does so for every field. The findings' size is that of their JSON.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from autocut import store
from autocut.analyze import DETECTORS
from autocut.media.run import Outcome, ffmpeg, finish, run

_CLIPS = (
    "maui_talkinghead_windows.mp4",
    "grid_10speakers_30s.mp4",
    "googlework_interviews_35s.mp4",
    "sintel_trailer_720p.mp4",
    "maui_talkinghead_android.mp4",
    "google_forbiggerescapes_15s.mp4",
)
_TIMES = 10
_BAR = 1.1
_SAMPLE_SECONDS = 0.05
_ONE_FORM = "fps=25,scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:-1:-1,setsar=1"
_CODING = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-c:a", "aac", "-ar", "48000", "-ac", "2")


@dataclass(slots=True)
class Watch:
    """The most memory that the processes below this one held together, in bytes, as long as it is entered."""

    peak: int = 0
    ended: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def __enter__(self) -> Watch:
        """Begin to look."""
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Look no more."""
        self.ended.set()
        if self.thread is not None:
            self.thread.join()

    def _look(self) -> None:
        while not self.ended.wait(_SAMPLE_SECONDS):
            held = [_memory(process) for process in below(os.getpid())]
            if held:
                self.peak = max(self.peak, sum(now for now, _ in held), *(most for _, most in held))


@dataclass(frozen=True, slots=True)
class Cost:
    """What an analysis took: peak memory in bytes, and seconds of the clock; bytes of the findings by field."""

    peak: int
    seconds: float
    findings: dict[str, int]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--footage", type=Path, required=True, help="the folder of clips")
    parser.add_argument(
        "--only", action="append", metavar="FIELD", help="a field of the analysis, or `each`; repeatable"
    )
    parser.add_argument("--model", default="tiny.en", help="the speech model (default: tiny.en)")
    asked = parser.parse_args()
    clips = [asked.footage / name for name in _CLIPS if (asked.footage / name).is_file()]
    if not clips:
        raise SystemExit(f"None of the clips is in {asked.footage}: {', '.join(_CLIPS)}")
    fields: list[str | None] = list(DETECTORS) if asked.only == ["each"] else (asked.only or [None])
    with TemporaryDirectory() as scratch:
        short, long = _masters(clips, Path(scratch))
        print(f"{len(clips)} clips in one form, 640x360, once and {_TIMES} times; speech model {asked.model}")
        print(f"{'field':14}{'short MiB':>11}{'long MiB':>11}{'ratio':>8}{'':6}{'short s':>9}{'long s':>9}")
        for only in fields:
            before, after = (_cost(master, only, asked.model, Path(scratch) / "cache") for master in (short, long))
            _print(only or "all together", before, after)
            if only is None:
                _print_findings(before, after)


def _masters(clips: list[Path], scratch: Path) -> tuple[Path, Path]:
    short, long = scratch / "short.mp4", scratch / "long.mp4"
    streams = [
        f"[{k}:v]{_ONE_FORM}[v{k}];[{k}:a]aresample=48000,aformat=channel_layouts=stereo[a{k}]"
        for k in range(len(clips))
    ]
    joined = "".join(f"[v{k}][a{k}]" for k in range(len(clips))) + f"concat=n={len(clips)}:v=1:a=1[v][a]"
    inputs = [part for clip in clips for part in ("-i", str(clip))]
    graph = ";".join([*streams, joined])
    finish(ffmpeg([*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]", *_CODING, str(short)]))
    finish(ffmpeg(["-stream_loop", str(_TIMES - 1), "-i", str(short), "-c", "copy", str(long)]))
    return short, long


def _cost(master: Path, only: str | None, model: str, cache: Path) -> Cost:
    os.environ[store.SETTING] = str(cache)
    store.clear()
    command = [sys.executable, "-m", "autocut", "analyze", str(master), "--model", model, "--offline", "--json"]
    began = time.monotonic()
    with Watch() as watch:
        outcome: Outcome = finish(run([*command, "--progress", "none", *(["--only", only] if only else [])]))
    if outcome.return_code != 0:
        raise SystemExit(outcome.stderr)
    sizes = {entry.field: len(gzip.decompress(entry.path.read_bytes())) for entry in store.entries()}
    return Cost(watch.peak, time.monotonic() - began, sizes)


def below(process: int) -> Iterator[int]:
    """The processes that it started, and those that they started."""
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(number) for number in path.read_text().split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from below(child)


def _memory(process: int) -> tuple[int, int]:
    """Bytes that are resident now, and the most so far; zero for a process that has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0, 0
    facts = dict(line.split(":", 1) for line in status.splitlines())
    now, most = (int(facts.get(name, "0 kB").split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))
    return now, most


def _print(name: str, short: Cost, long: Cost) -> None:
    ratio = long.peak / short.peak
    verdict = "" if ratio <= _BAR else f"> {_BAR}"
    print(
        f"{name:14}{short.peak / 2**20:11.0f}{long.peak / 2**20:11.0f}{ratio:8.2f} {verdict:5}"
        f"{short.seconds:9.1f}{long.seconds:9.1f}",
        flush=True,
    )


def _print_findings(short: Cost, long: Cost) -> None:
    print("\nfindings, kB of JSON")
    for name in sorted(long.findings, key=lambda each: -long.findings[each]):
        print(f"{name:14}{short.findings.get(name, 0) / 1000:11.1f}{long.findings[name] / 1000:11.1f}")


if __name__ == "__main__":
    main()
