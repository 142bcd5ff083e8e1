"""Small films with known transitions, made by ffmpeg from its own moving pictures."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from autocut.analyze.analyze import analyze
from autocut.analyze.detector import Looking
from autocut.media.probe import probe
from autocut.model.analysis import Analysis
from autocut.model.sight import Shot, Transition

Make = Callable[..., Path]

RATE = 25
PICTURES = (
    "testsrc2=s=640x360:r=25",
    "mandelbrot=s=640x360:r=25",
    "life=s=640x360:r=25:mold=10:seed=7:ratio=0.2:death_color=navy:life_color=yellow",
    "gradients=s=640x360:r=25:seed=3:speed=0.01",
    "cellauto=s=640x360:r=25:seed=5:rule=18",
)
X264 = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p")


def film(make: Make, name: str, graph: str, *coding: str, source: Path | None = None) -> Path:
    """The video that the filter graph, of the source if there is one, gives at its output [v]."""
    given = ("-i", str(source)) if source else ()
    return make(name, *given, "-filter_complex", graph, "-map", "[v]", *(coding or X264))


def joined(lengths: tuple[int, ...]) -> str:
    """A graph of shots of so many frames each, one picture after the other."""
    shots = "".join(
        f"{PICTURES[k % len(PICTURES)]},trim=end_frame={length},setpts=N/25/TB,format=yuv420p[s{k}];"
        for k, length in enumerate(lengths)
    )
    return shots + "".join(f"[s{k}]" for k in range(len(lengths))) + f"concat=n={len(lengths)}:v=1[v]"


def found(path: Path, detector: Looking) -> tuple[Shot, ...]:
    """The shots that the detector finds."""
    shots: tuple[Shot, ...] = _run(analyze(probe(path), [detector], Analysis(), offline=True)).found[detector]
    return shots


def transitions(shots: tuple[Shot, ...]) -> list[Transition]:
    """Every transition once, in order."""
    first = [shots[0].opening] if shots[0].opening else []
    return [*first, *(shot.closing for shot in shots if shot.closing)]


def cut_frames(shots: tuple[Shot, ...]) -> list[int]:
    """The first frames of the shots that begin with a cut."""
    return [round(each.span.start * RATE) for each in transitions(shots) if each.kind == "cut"]


def _run(work: Generator[object, None, Any]) -> Any:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value
