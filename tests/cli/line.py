"""The command line as tests call it: in this process, on small canvases, coded quickly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from autocut.cli import autocut

SMALL = tuple(
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
DEAF = ("--set=analysis.speech=false", "--set=analysis.faces=false")


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
