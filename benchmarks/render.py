"""What rendering costs beside the ffmpeg commands that somebody would write by hand for the same files.

    python -m benchmarks.render
    python -m benchmarks.render --only a --only c --footage ../shared/footage/sintel_trailer_720p.mp4

Masters are made of the sample, or of the clip given, when the benchmark runs. CPU is user and system time of all
processes; "making" leaves out the gate, in which autocut measures every finished file: nobody does so by hand.

    a  a vertical short of 30 s with burnt captions from 1080p: CPU against two commands by hand (loudness, then all in
       one), and the clock against moviepy 2 without its loudness and with a crop that stands still
    b  five formats of a full master in one go: CPU against five commands by hand less the four decodes that are saved
    c  a full version whose picture needs no change, against `ffmpeg -c copy`: the clock
    d  a second run: the clock until ffmpeg is at work
    e  peak memory of all processes, of a master of three minutes and of thirty
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from autocut import presets
from autocut.media.probe import probe
from autocut.media.run import ffmpeg, finish
from autocut.model.rendition import PLAN_SCHEMA, Plan, Rendition
from autocut.plan.footage import Footage
from autocut.plan.plan import plan
from autocut.planfile import read_plan, write_plan
from benchmarks.by_hand import render_by_hand
from benchmarks.costs import Cost, cost_of, cost_of_autocut
from benchmarks.moviepy_short import write_short

SAMPLE = Path(__file__).parents[1] / "samples" / "sintel_trailer_720p.mp4"
_TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
_FIVE = {
    "half": ("canvas.width=640", "canvas.height=360"),
    "small": ("canvas.width=426", "canvas.height=240", "video.crf=26"),
    "square": ("canvas.width=720", "canvas.height=720", "canvas.fit=pad"),
    "tall": ("canvas.width=720", "canvas.height=1280", "canvas.fit=pad"),
    "mezzanine": (
        *("canvas.width=1280", "canvas.height=720", "canvas.fit=pad"),
        *("container=mov", "video.codec=prores", "audio.codec=pcm_s24le"),
    ),
}
_LAID = tuple(f"safe_area.{side}=0" for side in ("left", "top", "right", "bottom"))
_SAID = (
    "It was the best of times.", "It was the worst of times.", "It was the age of wisdom.",
    "It was the age of foolishness.", "It was the epoch of belief.", "It was the epoch of incredulity.",
    "It was the season of light.", "It was the season of darkness.", "It was the spring of hope.",
)  # fmt: skip


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--footage", type=Path, default=SAMPLE, help="the clip that masters are made of")
    parser.add_argument("--only", action="append", choices=sorted(_BARS), help="one of the measurements; repeatable")
    asked = parser.parse_args()
    for name in asked.only or _BARS:
        with TemporaryDirectory() as scratch:
            _BARS[name](asked.footage, Path(scratch))


def _short(source: Path, scratch: Path) -> None:
    master = scratch / "master.mp4"
    _make(master, "-t", "45", "-i", source, "-vf", f"scale=1920:1080:flags=lanczos,{_TAGS}", "-crf", "18")
    (scratch / "said.srt").write_text(_captions(45.0), "utf-8")
    options = ("--set", "score.minimum=0", "--set", "analysis.speakers=false", "--set", "analysis.sounds=false")
    planned = scratch / "plan.json"
    said = ("--transcript", scratch / "said.srt", "--duration", "30", "-o", planned)
    cost_of_autocut("plan", master, "-p", "youtube-short", *options, *said)
    made = cost_of_autocut("render", planned, "-o", scratch / "out")
    found = read_plan(planned)
    (rendition,) = found.renditions
    by_hand = cost_of(lambda: render_by_hand(rendition, found.master, scratch, "by-hand.mp4"))
    _title(f"a  short of {rendition.timeline.duration:.1f} s from 1080p, {len(rendition.cues)} captions burnt")
    _row("autocut", made)
    _row("by hand", by_hand)
    _bar("CPU of making", made.making / by_hand.cpu, 1.05)
    _bar("CPU with the gate", made.cpu / by_hand.cpu, 1.05)
    moviepy = cost_of(lambda: write_short(rendition, found.master.path, scratch / "moviepy.mp4"))
    _row("moviepy 2", moviepy)
    _bar("moviepy's clock beside autocut's with the gate", moviepy.wall / made.wall, 6.0, least=True)


def _five(source: Path, scratch: Path) -> None:
    hd, uhd = scratch / "hd.mp4", scratch / "uhd.mp4"
    _make(hd, "-t", "30", "-i", source, "-vf", f"scale=1280:720,{_TAGS}", "-crf", "20")
    coding = ("-c:v", "libx265", "-preset", "ultrafast", "-crf", "22", "-x265-params", "log-level=error")
    _make(uhd, "-ss", "10", "-t", "6", "-i", source, "-vf", f"scale=3840:2160,{_TAGS}", *coding, "-tag:v", "hvc1")
    _five_of(hd, "30 s of 720p H.264", scratch)
    _five_of(uhd, "6 s of 2160p HEVC", scratch)


def _five_of(path: Path, name: str, scratch: Path) -> None:
    renditions = [_full(path, each, *_FIVE[each], *_LAID) for each in _FIVE]
    together = cost_of_autocut("render", _planned(path, *renditions), "-o", scratch / f"out-{path.stem}")
    by_hand = cost_of(lambda: _apart(renditions, path, scratch))
    decode = cost_of(lambda: finish(ffmpeg(["-i", str(path), "-an", "-f", "null", "-"])))
    _title(f"b  five formats of {name}: {', '.join(_FIVE)}")
    _row("autocut, together", together)
    _row("by hand, five times", by_hand)
    _row("one decode of the master", decode)
    least = by_hand.cpu - 4 * decode.cpu
    _bar("CPU of making beside the five less four decodes", together.making / least, 1.03)
    _bar("CPU with the gate beside the same", together.cpu / least, 1.03)


def _apart(renditions: Sequence[Rendition], path: Path, scratch: Path) -> None:
    master = probe(path)
    for rendition in renditions:
        folder = scratch / f"{path.stem}-{rendition.name}"
        folder.mkdir()
        render_by_hand(rendition, master, folder, f"by-hand.{rendition.preset.container}")


def _copied(source: Path, scratch: Path) -> None:
    master, coding = scratch / "master.mp4", ("-crf", "22", "-g", "12", "-bf", "2", "-maxrate", "4M", "-bufsize", "8M")
    _make(scratch / "once.mp4", "-i", source, "-vf", f"scale=1280:720,{_TAGS}", *coding)
    _make(master, "-stream_loop", "5", "-i", scratch / "once.mp4", "-c", "copy")
    planned = _planned(master, _full(master, "youtube-full"))
    made = cost_of_autocut("render", planned, "-o", scratch / "out")
    copied = cost_of(lambda: _make(scratch / "copy.mp4", "-i", master, "-c", "copy"))
    _title(f"c  full version of {probe(master).duration:.0f} s of 720p, its picture copied")
    _row("autocut", made)
    _row("ffmpeg -c copy", copied)
    _bar("the clock less one second, with the gate", (made.wall - 1) / copied.wall, 1.5)


def _warm(source: Path, scratch: Path) -> None:
    command = ("render", source, "-p", "youtube-full", "--set", "canvas.width=640", "--set", "canvas.height=360")
    options = ("--set", "analysis.faces=false", "--set", "analysis.speech=false", "-o", scratch / "out", "--force")
    cost_of_autocut(*command, *options)
    again = cost_of_autocut(*command, *options)
    _title("d  a second run of the same master, all of it remembered")
    _row("autocut", again)
    _bar("seconds until ffmpeg is at work", again.first or 0.0, 1.5)


def _memory(source: Path, scratch: Path) -> None:
    short, long = scratch / "short.mp4", scratch / "long.mp4"
    _make(scratch / "once.mp4", "-t", "40", "-i", source, "-vf", f"scale=640:360,{_TAGS}", "-crf", "23")
    costs = []
    for path, times in ((short, 5), (long, 45)):
        _make(path, "-stream_loop", times - 1, "-i", scratch / "once.mp4", "-c", "copy")
        quick = ("video.speed=ultrafast", "canvas.width=426", "canvas.height=240", *_LAID)
        costs.append(
            cost_of_autocut("render", _planned(path, _full(path, "youtube-full", *quick)), "-o", scratch / path.stem)
        )
    _title("e  peak memory of a full version of 3 minutes and of 30")
    for name, cost in zip(("3 minutes", "30 minutes"), costs, strict=True):
        _row(name, cost)
    _bar("memory of the long one beside the short", costs[1].peak / costs[0].peak, 1.1)


def _full(path: Path, name: str, *overrides: str) -> Rendition:
    """The whole master as that version, nothing analyzed."""
    preset = presets.load("youtube-full", ("edit.chapters=false", *overrides))
    (rendition,) = plan(Footage(probe(path)), (), replace(preset, name=name))
    return replace(rendition, name=name)


def _planned(path: Path, *renditions: Rendition) -> Path:
    planned = path.with_suffix(".plan.json")
    write_plan(Plan(PLAN_SCHEMA, probe(path), renditions), planned)
    return planned


def _make(path: Path, *arguments: object) -> None:
    given = [str(argument) for argument in arguments]
    coding = [] if "-c:v" in given or "-c" in given else ["-c:v", "libx264", "-preset", "veryfast"]
    finish(ffmpeg([*given, *coding, *([] if "-c" in given else ["-c:a", "aac", "-b:a", "192k"]), str(path)]))


def _captions(seconds: float) -> str:
    """A sentence every four seconds, as SubRip."""
    lines = []
    for number in range(int(seconds / 4)):
        start, end = (f"00:00:{second:06.3f}".replace(".", ",") for second in (4 * number + 0.4, 4 * number + 3.2))
        lines.append(f"{number + 1}\n{start} --> {end}\n{_SAID[number % len(_SAID)]}\n")
    return "\n".join(lines)


def _title(text: str) -> None:
    print(f"\n{text}\n{'':34}{'CPU s':>9}{'making':>9}{'gate':>8}{'clock s':>9}{'MiB':>7}")


def _row(name: str, cost: Cost) -> None:
    gate = f"{cost.making:9.1f}{cost.gate:8.1f}" if cost.gate else f"{'':17}"
    peak = f"{cost.peak / 2**20:7.0f}" if cost.peak else ""
    print(f"{name:34}{cost.cpu:9.1f}{gate}{cost.wall:9.1f}{peak}", flush=True)


def _bar(name: str, figure: float, bar: float, *, least: bool = False) -> None:
    reached = figure >= bar if least else figure <= bar
    print(
        f"  {name}: {figure:.3f}, at {'least' if least else 'most'} {bar:g}{'' if reached else ': NOT REACHED'}",
        flush=True,
    )


_BARS: dict[str, Callable[[Path, Path], None]] = {"a": _short, "b": _five, "c": _copied, "d": _warm, "e": _memory}

if __name__ == "__main__":
    main()
