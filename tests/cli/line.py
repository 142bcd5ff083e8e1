"""The command line as tests call it: in this process, on small canvases, coded quickly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from autocut.cli import autocut

SMALL: tuple[str, ...] = tuple(
    f"--set={override}"
    for override in (
        "video.speed=ultrafast",
        "audio.bitrate=128",
        "canvas.width=180",
        "canvas.height=320",
        "captions.font_size=10",
        "safe_area.left=8",
        "safe_area.top=48",
        "safe_area.right=32",
        "safe_area.bottom=112",
    )
)
DEAF: tuple[str, ...] = ("--set=analysis.speech=false", "--set=analysis.faces=false")

FULL = ("-p", "youtube-full", *SMALL, *DEAF)
SPOKEN = "1\n00:00:00,500 --> 00:00:01,500\nHello, 'world' 100%.\n"
SHORT = (
    "-p", "youtube-short", *SMALL, "--set=analysis.faces=false", "--set=score.minimum=0",
    "--set=duration.min=1", "--set=duration.target=2",
)  # fmt: skip
TRAILER = (
    "-p", "trailer-vertical", *SMALL, "--set=analysis.faces=false", "--set=score.minimum=0", "--set=duration.min=1",
    "--set=trailer.title_card=0.4", "--set=trailer.end_card=0.4", "--set=trailer.min_clip=0.5",
)  # fmt: skip
PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d={seconds}")
SOUND = ("-f", "lavfi", "-i", "sine=440:r=48000:d={seconds}")
CODING = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac")


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended and what it wrote where."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        """The one JSON document that stdout must be."""
        return json.loads(self.stdout)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events of `--progress json`."""
        return [json.loads(line) for line in self.stderr.splitlines()]


def say(*arguments: str | Path) -> Said:
    """Run a command to its end; what is no AutocutError or usage error comes through as it was raised."""
    result = CliRunner().invoke(autocut, [str(argument) for argument in arguments], catch_exceptions=False)
    assert "Traceback" not in result.output
    return Said(result.exit_code, result.stdout, result.stderr)


def files_in(outbox: Path) -> set[str]:
    """Every file and folder below the outbox, hidden ones too, by its path within."""
    return {str(path.relative_to(outbox)) for path in outbox.rglob("*")} if outbox.exists() else set()


def refused(*arguments: str | Path, code: int = 1) -> str:
    """The one sentence with which a command refuses."""
    said = say(*arguments, "--progress", "plain")
    assert said.exit_code == code, said
    assert said.stdout == ""
    lines = said.stderr.splitlines()
    told = [line for line in lines if line.startswith(("failed:", "Error:"))]
    assert len(told) == 1, said.stderr
    return told[0]


def timed(source: tuple[str, ...], seconds: float) -> tuple[str, ...]:
    """The source with its length filled in."""
    return tuple(part.format(seconds=seconds) for part in source)
