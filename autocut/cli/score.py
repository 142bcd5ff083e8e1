"""`autocut score`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.columns import columns
from autocut.cli.options import json_option, one_preset, progress_option, request_options
from autocut.cli.progress import Listener
from autocut.model.segment import Segment
from autocut.model.span import as_timecodes

if TYPE_CHECKING:
    from autocut.model.preset import Preset
    from autocut.model.speech import Transcript
    from autocut.request import Request
    from autocut.score.material import Material

_WRITTEN = (".srt", ".vtt", ".txt", ".json")
_BAR = 12
_PARTS_SHOWN = 4
_FIRST_LETTERS = 60


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@request_options
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many passages to print, apart from each other.",
)
@click.option("--sentences", is_flag=True, help="Score every sentence by itself, in order; none is left out.")
@click.option("--explain", metavar="START", type=float, help="Say why the passage that starts then (s) scores so.")
@json_option
@progress_option
def command(
    source: Path,
    request: Request,
    top: int,
    sentences: bool,
    explain: float | None,
    as_json: bool,
    progress: str,
) -> None:
    """Score the passages of SOURCE, the best first, and show what each score is made of.

    SOURCE is a master, or what is said alone: an .srt or .vtt, a .txt with one sentence a line (taken to be spoken at
    2.5 words a second), or the JSON of `autocut analyze`. Times are seconds. With --json the parts of each
    score sum to it.
    """
    from autocut.score.passages import apart, avoiding, emphasized, spans_of
    from autocut.score.rank import rank, scored
    from autocut.weightings import in_use

    preset, weighting = one_preset(request), in_use()
    material = _material(source, request, preset, Listener(progress))
    weights = weighting.weights if sentences and not request.names else emphasized(weighting, preset)
    if sentences:
        segments = scored(material, [sentence.span for sentence in material.sentences], weights)
    else:
        segments = rank(material, spans_of(material, preset), weights)
    segments = avoiding(segments, preset.score.avoid, material.lexicon)
    notes = material.analysis.notes
    if as_json:
        listed = [_document(segment) for segment in segments]
        document = {"segments": listed, "weights": weighting.name, "notes": list(notes)}
        click.echo(json.dumps(document, indent=1, ensure_ascii=False))
    elif explain is not None:
        _explain(explain, segments, weights)
    else:
        for line in _table(segments if sentences else apart(segments)[:top]):
            click.echo(line)
        for note in notes:
            click.echo(f"note: {note}")


def _material(source: Path, request: Request, preset: Preset, listener: Listener) -> Material:
    from autocut.lexicons import lexicon_of
    from autocut.media.probe import probe
    from autocut.model.span import Span
    from autocut.score.material import Material
    from autocut.survey import analyzed, understood

    if source.suffix.lower() in _WRITTEN:
        said = _said(source, request.language or "auto")
        analysis = listener.follow(understood(said, preset.analysis, request.sources()))
        whole, size = Span(0.0, max(sentence.span.end for sentence in said.utterances)), None
    else:
        master = probe(source)
        (analysis,) = listener.follow(analyzed(master, [preset.analysis], request.sources()))
        whole, size = master.picture, master.size
    return Material(analysis, whole, size, lexicon_of(analysis), preset.score.topics)


def _said(path: Path, language: str) -> Transcript:
    """What is said in a transcript's file; raises InputError where it cannot be read."""
    from autocut.analyze.speech.sidecar import read_said
    from autocut.convert import Faults, from_data
    from autocut.errors import InputError
    from autocut.model.speech import Transcript

    if path.suffix.lower() != ".json":
        return read_said(path, language)
    try:
        told = json.loads(path.read_text("utf-8-sig"))
        found = from_data(told.get("transcript", told), Transcript)
    except (OSError, UnicodeDecodeError, ValueError, AttributeError, Faults) as error:
        reason = "; ".join(error.found[:3]) if isinstance(error, Faults) else str(error)
        raise InputError(f"{path.name} is not the JSON of a transcript: {reason}") from error
    if not found.utterances:
        raise InputError(f"{path.name} has no words")
    return found


def _document(segment: Segment) -> dict[str, Any]:
    return {
        "start": segment.span.start,
        "end": segment.span.end,
        "text": segment.text,
        "score": segment.score.total,
        "parts": dict(segment.score.parts),
        "signals": dict(segment.score.signals),
        "objection": segment.objection,
    }


def _table(segments: Sequence[Segment]) -> list[str]:
    if not segments:
        return ["no passage is long enough and begins and ends well"]
    highest = max((part for segment in segments for part in segment.score.parts.values()), default=0.0)
    rows = [("passage", "score", "made of", "", "first words")]
    for segment in segments:
        parts = sorted(segment.score.parts.items(), key=lambda pair: (-pair[1], pair[0]))[:_PARTS_SHOWN]
        first = segment.objection or segment.text[:_FIRST_LETTERS]
        when = as_timecodes(segment.span)
        for k, (name, part) in enumerate(parts or [("nothing", 0.0)]):
            bar = "█" * round(_BAR * part / highest) if highest > 0 else ""
            told = (when, f"{segment.score.total:.3f}") if k == 0 else ("", "")
            rows.append((*told, f"{name} {part:.3f}", bar, first if k == 0 else ""))
    return columns(rows)


def _explain(start: float, segments: Sequence[Segment], weights: Mapping[str, float]) -> None:
    from autocut.score.explanation import explained

    if not segments:
        raise click.UsageError("there is no passage to explain")
    # Of those that start there the best comes first.
    nearest = min(segments, key=lambda segment: abs(segment.span.start - start))
    click.echo(f"{as_timecodes(nearest.span)}  {nearest.text}")
    for line in explained(nearest, segments, weights):
        click.echo(f"  {line}")
