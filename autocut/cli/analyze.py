"""`autocut analyze`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.options import json_option, one_preset, progress_option, request_options
from autocut.cli.progress import Listener
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.segment import Segment
from autocut.model.span import as_timecode, as_timecodes
from autocut.model.speech import Transcript

if TYPE_CHECKING:
    from autocut.request import Request


@click.command()
@click.argument("master", type=click.Path(path_type=Path))
@request_options
@click.option("--only", metavar="FIELD,...", help="Find only these: shots,transcript,loudness,motion,faces,...")
@json_option
@progress_option
def command(master: Path, request: Request, only: str | None, as_json: bool, progress: str) -> None:
    """Find what is in MASTER: shots, words, faces, levels; and score its passages.

    Findings are remembered: a second call, or a render, does not look again. -p says whose settings and
    weights to use.
    """
    from autocut.analyze import DETECTORS
    from autocut.lexicons import lexicon_of
    from autocut.media.probe import probe
    from autocut.media.tracks import choose_track
    from autocut.score.passages import passages
    from autocut.survey import analyzed
    from autocut.weightings import in_use

    fields = tuple(dict.fromkeys(only.split(","))) if only else tuple(DETECTORS)
    unknown = [field for field in fields if field not in DETECTORS]
    if unknown:
        raise click.UsageError(f"--only knows {', '.join(DETECTORS)}, not {', '.join(unknown)}")
    chosen = one_preset(request)
    found = choose_track(probe(master), chosen.analysis)
    work = analyzed(found, [chosen.analysis], request.sources(), fields)
    (analysis,) = Listener(progress).follow(work)
    segments = passages(found, analysis, lexicon_of(analysis), in_use(), chosen)
    if as_json:
        click.echo(json.dumps(_document(found, analysis, segments, fields), indent=1, ensure_ascii=False))
    else:
        _tell(found, analysis, segments, fields)


def _document(
    master: Master, analysis: Analysis, segments: tuple[Segment, ...], fields: tuple[str, ...]
) -> dict[str, Any]:
    from autocut.convert import to_data

    findings = to_data(analysis)
    listed = [
        {"start": s.span.start, "end": s.span.end, "score": s.score.total, "parts": dict(s.score.parts), "text": s.text}
        for s in segments
    ]
    told = {field: findings[field] for field in fields}
    return {"master": to_data(master), **told, "segments": listed, "notes": findings["notes"]}


def _tell(master: Master, analysis: Analysis, segments: tuple[Segment, ...], fields: tuple[str, ...]) -> None:
    click.echo(f"{master.path.name}: {master.duration:.1f} s")
    if "shots" in fields:
        click.echo(f"{len(analysis.shots)} shots")
    if analysis.transcript:
        _tell_words(analysis.transcript)
    if analysis.sounds:
        click.echo("sounds:")
    for sound in analysis.sounds:
        click.echo(f"  {as_timecodes(sound.span)}  {sound.confidence:.2f}  {sound.kind}")
    click.echo("best passages:" if segments else "no passage is long enough and begins and ends well")
    for segment in segments[:5]:
        parts = ", ".join(f"{name} {value:.2f}" for name, value in segment.score.parts.items())
        click.echo(f"  {as_timecodes(segment.span)}  {segment.score.total:.2f}  ({parts})")
    for note in analysis.notes:
        click.echo(f"note: {note}")


def _tell_words(transcript: Transcript) -> None:
    voices = len({utterance.speaker for utterance in transcript.utterances} - {None})
    speakers = f", {voices} speakers" if voices > 1 else ""
    click.echo(f"{len(transcript.words)} words, language {transcript.language}, by {transcript.source}{speakers}")
    for utterance in transcript.utterances:
        speaker = f"{utterance.speaker}: " if utterance.speaker and voices > 1 else ""
        click.echo(f"  {as_timecode(utterance.span.start)}  {speaker}{utterance.text}")
