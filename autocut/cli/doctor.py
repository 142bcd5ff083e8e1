"""`autocut doctor`."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autocut.cli.options import json_option

if TYPE_CHECKING:
    from autocut.cli.checkup import Finding

_COLORS = {"ok": "green", "warning": "yellow", "fault": "red"}


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default="out", show_default=True, help="The outbox.")
@json_option
def command(output: Path, as_json: bool) -> None:
    """Check this machine: ffmpeg, its filters and encoders, captions, models, font, free space.

    Encoders and captions are tried, not looked up. Exits with 1 where there is a fault.
    """
    from autocut.cli.checkup import findings

    found: list[Finding] = []
    for finding in findings(output):
        found.append(finding)
        if not as_json:
            _tell(finding)
    counted = Counter(finding.state for finding in found)
    if as_json:
        document = {"findings": [asdict(finding) for finding in found], "passed": not counted["fault"]}
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        click.echo(f"{_count(counted['fault'], 'fault')}, {_count(counted['warning'], 'warning')}")
    if counted["fault"]:
        click.get_current_context().exit(1)


def _tell(finding: Finding) -> None:
    state = click.style(f"{finding.state:7}", fg=_COLORS[finding.state])
    indent = " " * 41
    width = max(80, shutil.get_terminal_size((120, 24)).columns)
    for number, text in enumerate(filter(None, (finding.found, finding.remedy))):
        lines = textwrap.fill(
            text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        click.echo(lines if number else f"{state}  {finding.subject:30}  {lines.lstrip()}")


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
