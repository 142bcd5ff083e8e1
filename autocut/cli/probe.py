"""`autocut probe`."""

from __future__ import annotations

from pathlib import Path

import click

from autocut.cli.options import json_option
from autocut.model.media import AudioStream, Master


@click.command()
@click.argument("master", type=click.Path(path_type=Path))
@json_option
def command(master: Path, as_json: bool) -> None:
    """Tell what MASTER is, as autocut will treat it."""
    from autocut.convert import to_json
    from autocut.media.conform import conform
    from autocut.media.probe import probe

    found = probe(master)
    if as_json:
        click.echo(to_json(found), nl=False)
        return
    numbers = [f"sound {number}" if len(found.audio) > 1 else "sound" for number in range(1, len(found.audio) + 1)]
    tracks = zip(numbers, (_sound(track) for track in found.audio), strict=True)
    for name, value in (*_facts(found), *tracks):
        click.echo(f"{name:12} {value}")
    for note in conform(found).notes:
        click.echo(f"{'conformed':12} {note}")


def _facts(master: Master) -> tuple[tuple[str, object], ...]:
    video, color = master.video, master.video.color
    rate = f"{video.frame_rate} = {float(video.frame_rate):.3f} frames a second"
    return (
        ("file", master.path),
        ("fingerprint", master.fingerprint),
        ("container", f"{master.container}, {master.bytes} bytes"),
        ("duration", f"{master.duration:.3f} s"),
        ("picture", f"{video.codec} {master.size}, {video.pixel_format}, {video.field_order}"),
        ("frame rate", rate + (", uneven" if video.variable_frame_rate else "")),
        ("picture at", f"{video.start:.3f} s for {video.duration:.3f} s"),
        ("colour", f"{color.primaries}/{color.transfer}/{color.matrix}/{color.range}, HDR {color.hdr}"),
        ("timecode", master.timecode or "none"),
    )


def _sound(track: AudioStream) -> str:
    return (
        f"{track.codec} {track.layout} {track.sample_rate} Hz, {track.language or 'no language'}, "
        f"at {track.start:.3f} s for {track.duration:.3f} s"
    )
