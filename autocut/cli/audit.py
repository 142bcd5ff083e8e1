"""`autocut audit`."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.columns import columns
from autocut.cli.options import json_option, offline_option, progress_option, transcript_option
from autocut.cli.progress import Listener
from autocut.errors import AutocutError, InputError, PresetError
from autocut.model.event import Event, Failed
from autocut.model.span import as_timecodes

if TYPE_CHECKING:
    from autocut.auditing.audit import Audit
    from autocut.auditing.shares import Compared
    from autocut.deliver.manifest import Manifest
    from autocut.model.preset import AnalysisSettings
    from autocut.survey import Sources

_FIELDS = ("voice", "transcript", "turns", "subjects")
_DEFAULT = "youtube-short"


@click.command()
@click.argument("manifests", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="MANIFEST...")
@transcript_option
@offline_option
@json_option
@progress_option
def command(manifests: tuple[Path, ...], transcript: Path | None, offline: bool, as_json: bool, progress: str) -> None:
    """Hold the versions that a MANIFEST (or its folder) tells of against their master.

    Says what share of the screen and of the speech each speaker and each fifth of the master has in both, which
    passages were passed over and why, and warns of speakers who are all but gone. Speakers are anonymous labels of
    voices: nobody's sex, age, origin or name is ever guessed.
    """
    from autocut.survey import Sources

    listener = Listener(progress)
    documents = []
    for path in manifests:
        try:
            manifest, found = listener.follow(_audited(path, Sources(transcript, offline)))
        except AutocutError as error:
            listener.fail(Failed(str(path), str(error), error.exit_code))
            continue
        documents.append(_document(path, manifest, found))
        if not as_json:
            _tell(manifest, found)
    if as_json:
        from autocut.convert import to_json

        failures = [{"subject": f.subject, "reason": f.sentence, "exit_code": f.exit_code} for f in listener.failures]
        click.echo(to_json({"audits": documents, "failures": failures}), nl=False)
    if listener.exit_code:
        click.get_current_context().exit(listener.exit_code)


def _audited(path: Path, sources: Sources) -> Generator[Event, None, tuple[Manifest, Audit]]:
    """Raises InputError where the master is gone or another, DeliveryError where the manifest cannot be read."""
    from dataclasses import replace

    from autocut.auditing.audit import audit
    from autocut.deliver.manifest import read_manifest
    from autocut.media.probe import probe
    from autocut.survey import analyzed

    manifest = read_manifest(path)
    master = probe(manifest.master.path)
    if master.fingerprint != manifest.master.fingerprint:
        raise InputError(f"{master.path} has changed since its versions were made; render it again")
    (analysis,) = yield from analyzed(master, [_settings(manifest)], sources, _FIELDS)
    found = audit(master.span, analysis, manifest.deliveries)
    return manifest, replace(found, notes=(*found.notes, *analysis.notes))


def _settings(manifest: Manifest) -> AnalysisSettings:
    """Those with which the versions were made; of an older manifest those of its first preset that still is there."""
    from autocut import presets

    for delivery in manifest.deliveries:
        if delivery.analysis is not None:
            return delivery.analysis
    for delivery in manifest.deliveries:
        with suppress(PresetError):
            return presets.load(delivery.preset).analysis
    return presets.load(_DEFAULT).analysis


def _document(path: Path, manifest: Manifest, found: Audit) -> dict[str, Any]:
    from autocut.convert import to_data

    return {"manifest": str(path), "master": str(manifest.master.path), **to_data(found)}


def _tell(manifest: Manifest, found: Audit) -> None:
    made = sum(bool(delivery.clips) for delivery in manifest.deliveries)
    click.echo(f"{manifest.master.path.name}: {made} version{'' if made == 1 else 's'}")
    seen = "on screen" if found.screen_by == "faces" else "on screen (taken from speech)"
    rows = [("speaker", "speech in master", "in versions", seen, "in versions")] if found.speakers else []
    rows += [(speaker.label, *_cells(speaker.speech), *_cells(speaker.screen)) for speaker in found.speakers]
    rows += [("part", "speech in master", "in versions", "on screen", "in versions")]
    rows += [(as_timecodes(part.span), *_cells(part.speech), *_cells(part.screen)) for part in found.parts]
    for line in columns(rows):
        click.echo(line)
    click.echo("passed over:" if found.passed_over else "nothing was passed over, as far as the manifest tells")
    for each in found.passed_over:
        click.echo(f"  {as_timecodes(each.span)}  {each.score:.2f}  {each.preset}: {each.why}")
    for warning in found.warnings:
        click.echo(click.style(f"warning: {warning}", fg="yellow"))
    for note in found.notes:
        click.echo(f"note: {note}")


def _cells(both: Compared) -> tuple[str, str]:
    before, after = (f"{each.seconds:7.1f} s {each.share:6.1%}" for each in (both.master, both.versions))
    return before, after
