"""`autocut verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autocut.cli.columns import columns
from autocut.cli.options import json_option, load_preset, progress_option, set_option
from autocut.cli.progress import Listener
from autocut.model.event import told

if TYPE_CHECKING:
    from autocut.media.inspect import FileFacts
    from autocut.model.rendition import Check, Loudness


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-p", "--preset", required=True, metavar="NAME|FILE", help="What the file is held against.")
@set_option
@json_option
@progress_option
def command(file: Path, preset: str, overrides: tuple[str, ...], as_json: bool, progress: str) -> None:
    """Measure FILE, wherever it was made, and hold it against a preset.

    The file is decoded to its end. Exits with 1 where a check fails.
    """
    from autocut.convert import to_json
    from autocut.render.verify import verify

    chosen = load_preset(preset, overrides)
    facts, heard, checks = Listener(progress).follow(told("verifying", file.name, verify(file, chosen)))
    passed = all(check.passed for check in checks)
    if as_json:
        measured = {"path": str(file), "preset": chosen.name, **facts.measured, "loudness": heard}
        click.echo(to_json({**measured, "bytes": facts.bytes, "checks": checks, "passed": passed}), nl=False)
    else:
        _tell(file, chosen.name, facts, heard, checks)
    if not passed:
        click.get_current_context().exit(1)


def _tell(file: Path, preset: str, facts: FileFacts, heard: Loudness, checks: tuple[Check, ...]) -> None:
    size = f"{facts.picture.size}, " if facts.picture else "no picture, "
    level = "no sound" if heard.integrated_lufs is None else f"{heard.integrated_lufs:.1f} LUFS"
    click.echo(f"{file.name} against {preset}: {facts.measured['duration']:.2f} s, {size}{level}")
    rows = [("", "check", "measured", "required")]
    rows += [("passed" if check.passed else "FAILED", check.name, check.measured, check.required) for check in checks]
    for line in columns(rows):
        click.echo(click.style(line, fg="red") if line.startswith("FAILED") else line)
    failed = sum(not check.passed for check in checks)
    click.echo(f"{failed} of {len(checks)} checks failed" if failed else f"all {len(checks)} checks passed")
