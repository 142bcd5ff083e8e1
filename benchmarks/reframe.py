"""Reframing: how often the active face is whole in the picture, beside a centre crop, and how the window moves.

    python -m benchmarks.reframe --footage ../shared/footage

Each clip is reframed whole for 9:16, 1:1 and 4:5; with `--upright` its upright middle, cut out at run time, for 16:9.
The faces are found anew, at five frames a second and 640 pixels, where the plan had two a second and 416. With
`--varied` each clip is measured mirrored too. There is no truth of where people look: IoU with a detector's own boxes
would say nothing and is not given. The clips of RetargetVid, with crops by people, cannot be had offline. Movement is
measured for 1:3 at 640x360, where the people who cropped those clips by what is salient moved 1.5-2.4 pixels a frame.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from autocut import presets
from autocut.convert import from_data, to_json
from autocut.media.probe import probe
from autocut.media.run import ffmpeg, finish
from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.media import Master
from autocut.model.reframe import Framing, framing_at
from autocut.model.sight import Detections
from autocut.model.span import Span
from autocut.model.timeline import Clip, Timeline
from autocut.plan.reframe import reframe
from autocut.plan.reframe.windows import largest_window, middle
from autocut.survey import Sources, analyzed
from benchmarks.face_truth import active_faces, close_faces
from benchmarks.movement import Movement, movement

_SHAPES = {"9:16": Size(1080, 1920), "4:5": Size(1080, 1350), "1:1": Size(1080, 1080)}
_WIDE = Size(1920, 1080)
_NARROW = Size(640, 1920)
_SUFFIXES = {".mp4", ".webm", ".mov", ".mkv"}
_FIELDS = ("shots", "voice", "turns", "faces", "people", "movers", "mouths", "subjects", "text", "picture_area")
_TOLERANCE = 0.02
_LEAST_INSIDE, _MOST_JITTER, _WORST = 98.0, 2.4, 2.0


@dataclass(frozen=True, slots=True)
class Row:
    """One clip in one shape: frames with an active face, and in how many it is whole, and with a centre crop."""

    clip: str
    shape: str
    faces: int
    inside: int
    centre: int
    layouts: Counter[str]

    @property
    def shares(self) -> tuple[float, float]:
        """Both in per cent; 100 where there is no face."""
        both = (100 * count / self.faces if self.faces else 100.0 for count in (self.inside, self.centre))
        return next(both), next(both)


@dataclass(frozen=True, slots=True)
class Footage:
    """A clip, what is known of it, and its faces found anew."""

    name: str
    master: Master
    analysis: Analysis
    faces: Sequence[tuple[float, Box]]


def footage(path: Path, name: str, keep: Path | None) -> Footage:
    """Look at the clip as autocut does, and once more for its faces."""
    master = probe(path)
    work = analyzed(master, [presets.load("instagram-reels").analysis], Sources(offline=True), _FIELDS)
    (analysis,) = finish(work)
    kept = keep / f"{master.fingerprint}.json" if keep else None
    if kept is not None and kept.is_file():
        import json

        samples = from_data(json.loads(kept.read_text("utf-8")), tuple[Detections, ...])
    else:
        samples = close_faces(master)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(to_json(samples), "utf-8")
    picture = Box(0, 0, master.size.width, master.size.height)
    faces = ((time, face.clipped(picture)) for time, face in active_faces(samples, analysis))
    return Footage(name, master, analysis, [(time, face) for time, face in faces if face is not None])


def framed(clip: Footage, canvas: Size) -> tuple[Framing, ...]:
    """The plan for all of the clip."""
    whole = Clip(str(clip.master.path), Span(0.0, clip.master.picture.end))
    return reframe(clip.master, clip.analysis, Timeline(clip.master.video.frame_rate, (whole,)), canvas)


def row(clip: Footage, shape: str, canvas: Size) -> Row:
    """How the clip fares in that shape."""
    framings = framed(clip, canvas)
    size = clip.master.size
    area = clip.analysis.picture_area or Box(0, 0, size.width, size.height)
    window = largest_window(area, canvas)
    centre = Box(*middle(area, window), window.width, window.height)
    inside = sum(_is_shown(face, framing_at(framings, time), time) for time, face in clip.faces)
    centred = sum(_holds(centre, face) for _, face in clip.faces)
    return Row(clip.name, shape, len(clip.faces), inside, centred, Counter(each.layout for each in framings))


def _is_shown(face: Box, framing: Framing, time: float) -> bool:
    return any(
        _holds(Box(*panel.path.at(time), panel.path.size.width, panel.path.size.height), face)
        for panel in framing.panels
    )


def _holds(window: Box, face: Box) -> bool:
    """Whether the face, as far as it is in the picture, is whole in the window: to a fiftieth of its sides."""
    part = face.clipped(window)
    wide, high = (1 - 2 * _TOLERANCE) * face.width, (1 - 2 * _TOLERANCE) * face.height
    return part is not None and part.width >= wide and part.height >= high


def clips(folder: Path, only: Sequence[str], into: Path, *, varied: bool) -> Iterator[tuple[Path, str]]:
    """The clips, and what is made of them."""
    found = [path for path in sorted(folder.glob("*")) if path.suffix in _SUFFIXES]
    found = [path for path in found if not only or path.stem in only or path.name in only]
    yield from ((path, path.stem) for path in found)
    for path in found if varied else ():
        yield _made(path, into / f"mirrored_{path.stem}.mp4", "hflip"), f"{path.stem} mirrored"


def upright(path: Path, into: Path) -> Path:
    """The upright middle of a clip."""
    return _made(path, into / f"upright_{path.stem}.mp4", "crop=2*trunc(ih*9/32):ih")


def _made(path: Path, made: Path, filters: str) -> Path:
    if not made.is_file():
        coding = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "16", "-pix_fmt", "yuv420p", "-c:a", "aac")
        even = "scale=2*trunc(iw/2):2*trunc(ih/2)"
        finish(ffmpeg(["-i", str(path), "-vf", f"{even},{filters},{even}", *coding, str(made)]))
    return made


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--footage", type=Path, required=True, help="the folder of clips")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a clip of this name; repeatable")
    parser.add_argument("--varied", action="store_true", help="measure the clips mirrored too")
    parser.add_argument("--upright", action="store_true", help="measure the clips' upright middles in 16:9 too")
    parser.add_argument("--keep", type=Path, help="a folder that keeps what is made and found, for the next time")
    asked = parser.parse_args()
    rows: list[Row] = []
    moves: list[tuple[str, Movement]] = []
    with TemporaryDirectory() as folder:
        into = asked.keep or Path(folder)
        into.mkdir(parents=True, exist_ok=True)
        for path, name in clips(asked.footage, asked.only, into, varied=asked.varied):
            clip = footage(path, name, asked.keep)
            rows += [row(clip, shape, canvas) for shape, canvas in _SHAPES.items()]
            moves.append((name, movement(clip.master, framed(clip, _NARROW))))
            if asked.upright and clip.master.size.width > clip.master.size.height:
                rows.append(row(footage(upright(path, into), f"{name} upright", asked.keep), "16:9", _WIDE))
    if not rows:
        raise SystemExit(f"There is no clip to measure on in {asked.footage}.")
    print_faces(rows)
    print_movement(moves)


def print_faces(rows: Sequence[Row]) -> None:
    """The table of faces, and whether its bars are reached."""
    print("| clip | shape | frames with a face | inside % | centre crop % | layouts |")
    print("|---|---|---|---|---|---|")
    for each in rows:
        layouts = ", ".join(f"{count} {layout}" for layout, count in sorted(each.layouts.items()))
        inside, centre = each.shares
        print(f"| {each.clip} | {each.shape} | {each.faces} | {inside:.1f} | {centre:.1f} | {layouts} |")
    for shape in dict.fromkeys(each.shape for each in rows):
        of = [each for each in rows if each.shape == shape]
        faces, inside, centre = (sum(getattr(each, name) for each in of) for name in ("faces", "inside", "centre"))
        total_layouts = sum((each.layouts for each in of), Counter[str]())
        kinds = ", ".join(f"{count} {layout}" for layout, count in sorted(total_layouts.items()))
        shares = [100 * count / max(1, faces) for count in (inside, centre)]
        print(f"| **all** | {shape} | {faces} | **{shares[0]:.1f}** | {shares[1]:.1f} | {kinds} |")
    total = 100 * sum(each.inside for each in rows) / max(1, sum(each.faces for each in rows))
    worst = min(rows, key=lambda each: each.shares[0] - each.shares[1])
    behind = worst.shares[1] - worst.shares[0]
    print(f"\nactive face inside: {total:.1f} % of frames, bar {_LEAST_INSIDE:g}: {_verdict(total >= _LEAST_INSIDE)}")
    print(
        f"behind the centre crop at most: {max(0.0, behind):.1f} points ({worst.clip}, {worst.shape}), "
        f"bar {_WORST:g}: {_verdict(behind <= _WORST)}"
    )


def print_movement(moves: Sequence[tuple[str, Movement]]) -> None:
    """The table of movement, and whether its bar is reached."""
    print("\n| clip, 1:3 at 640x360 | px/frame | in shots that move | of it back and forth % |")
    print("|---|---|---|---|")
    for name, each in moves:
        print(f"| {name} | {each.mean:.2f} | {each.moving:.2f} | {100 * each.shaking:.0f} |")
    frames = sum(each.frames for _, each in moves)
    mean = sum(each.mean * each.frames for _, each in moves) / frames
    most = max(each.mean for _, each in moves)
    print(f"\njitter: {mean:.2f} px/frame, at most {most:.2f} in a clip, bar {_MOST_JITTER:g}: {_verdict(most <= 2.4)}")


def _verdict(reached: bool) -> str:
    return "reached" if reached else "NOT REACHED"


if __name__ == "__main__":
    main()
