"""What it costs to code a long version in pieces, and what it saves: in one, in pieces here, and in two processes.

    python -m benchmarks.splitting
    python -m benchmarks.splitting --set canvas.width=640 --set canvas.height=360

The master is the sample over and over, twelve minutes of it in three pieces, and then 30 s, which are cut into pieces
for this alone. CPU is user and system time of all processes that are started, without the gate, which is the same for
all; all of it is a ratio to coding in one piece, in the same run. Two processes share the cores of this machine, which
the coder of one piece uses already: what they save is what it leaves idle. On machines of their own the pieces are
coded in the time that the longest of them takes, which is printed as the least there is; the sound is one piece for
all that.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from autocut import presets
from autocut.farm.local import Local
from autocut.media.probe import probe
from autocut.media.run import ffmpeg, finish
from autocut.model.media import Master
from autocut.model.rendition import Rendition
from autocut.model.task import HERE, Executor
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from autocut.render import parts
from autocut.render.render import render
from benchmarks.costs import Cost, cost_of

SAMPLE = Path(__file__).parents[1] / "samples" / "sintel_trailer_720p.mp4"
_SHORT_SECONDS = 30
# Of five minutes in twelve.
_PIECE_SHARE = 5 / 12


@dataclass(frozen=True, slots=True)
class _Made:
    cost: Cost
    bytes: int
    pieces: int


def main() -> None:
    """Print a table of each length."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--footage", type=Path, default=SAMPLE, help="the clip that masters are made of")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="of the preset youtube-full")
    parser.add_argument("--minutes", type=float, default=12.0, help="how long the long one is")
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch:
        for seconds in (60 * asked.minutes, _SHORT_SECONDS):
            looped = Path(scratch) / f"{seconds:.0f}.mp4"
            source = ["-stream_loop", "-1", "-i", str(asked.footage), "-t", str(seconds), "-c", "copy"]
            finish(ffmpeg([*source, str(looped)]))
            _table(probe(looped), tuple(asked.set), Path(scratch) / f"made-{seconds:.0f}")


def _table(master: Master, overrides: tuple[str, ...], folder: Path) -> None:
    preset = presets.load("youtube-full", ("edit.chapters=false", *overrides))
    (rendition,) = plan(Footage(master), (), preset)
    ways: dict[str, tuple[Callable[[], Executor], float]] = {
        "in one piece": (lambda: HERE, 1e9),
        "in pieces, one after the other": (lambda: HERE, 0.0),
        "in pieces, in two processes": (lambda: Local(2), 0.0),
    }
    found = {}
    for number, (name, (executor, long)) in enumerate(ways.items()):
        with _lengths(long, master.duration * _PIECE_SHARE):
            found[name] = _made(rendition, master, folder / str(number), executor)
    one = found["in one piece"]
    print(
        f"\n{master.duration:.0f} s of {master.size}: {one.cost.cpu:.1f} s of CPU, {one.cost.wall:.1f} s by the clock"
    )
    print(f"{'':34}{'pieces':>7}{'CPU':>8}{'clock':>8}{'bytes':>8}")
    for name, made in found.items():
        ratios = made.cost.cpu / one.cost.cpu, made.cost.wall / one.cost.wall, made.bytes / one.bytes
        print(f"{name:34}{made.pieces:7}" + "".join(f"{ratio:8.3f}" for ratio in ratios), flush=True)
    count = found["in pieces, in two processes"].pieces
    print(f"  on {count} machines like this one the picture takes {1 / count:.2f} of the time at the least")


def _made(rendition: Rendition, master: Master, folder: Path, executor: Callable[[], Executor]) -> _Made:
    folder.mkdir(parents=True)
    paths: list[Path] = []

    def work() -> None:
        # What processes took is known when they have ended.
        with closing(executor()) as where:
            paths.append(finish(render(rendition, master, folder, copying=False, executor=where)).path)

    return _Made(cost_of(work), paths[0].stat().st_size, max(1, len(list(folder.glob("part*")))))


@contextmanager
def _lengths(long: float, piece: float) -> Iterator[None]:
    """What is long, and how long a piece is, as this benchmark wants it."""
    usual = parts.LONG_SECONDS, parts.PIECE_SECONDS, parts.NEAR_SECONDS
    near = min(parts.NEAR_SECONDS, piece * parts.NEAR_SECONDS / parts.PIECE_SECONDS)
    parts.LONG_SECONDS, parts.PIECE_SECONDS, parts.NEAR_SECONDS = long, piece, near
    try:
        yield
    finally:
        parts.LONG_SECONDS, parts.PIECE_SECONDS, parts.NEAR_SECONDS = usual


if __name__ == "__main__":
    main()
