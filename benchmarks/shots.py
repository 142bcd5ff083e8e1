"""Shots: how many are found, how exactly, and at what cost, against PySceneDetect in the same run.

    python -m benchmarks.shots --footage ../shared/footage --truth ../shared/truth

Cuts match one to one within the tolerance. A gradual transition is found where one that was detected overlaps it.
"""

from __future__ import annotations

import argparse
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from autocut.analyze.analyze import analyze
from autocut.analyze.detector import Looking
from autocut.analyze.shots.blocks import BlockMatching
from autocut.media.probe import probe
from autocut.media.run import ffmpeg, finish
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.sight import Shot, Transition
from benchmarks.shot_truth import Found, Tally, Truth, read_truth

_LONG_GOP = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "20")
_INTRA = ("-c:v", "prores", "-profile:v", "0")
# Of each clip; ProRes takes a core a second for ten frames.
_LONG_GOP_SECONDS, _INTRA_SECONDS = 60, 10
_JOIN_FRAMES = 25
_YARD = "PySceneDetect adaptive"


Method = Callable[[Path], Found]


def blocks(path: Path, *, exhaustive: bool = False) -> Found:
    """autocut's default."""
    master = probe(path)
    return _numbers(master, _shots(master, BlockMatching(exhaustive)))


def pyscenedetect(path: Path, name: str) -> Found:
    """PySceneDetect as its own documentation calls it."""
    from scenedetect import AdaptiveDetector, ContentDetector, detect

    scenes = detect(str(path), AdaptiveDetector() if name == "adaptive" else ContentDetector())
    return [scene[0].frame_num for scene in scenes[1:]], []


def transnetv2(path: Path) -> Found:
    """The neural network that PySceneDetect and others measure themselves by."""
    from autocut.analyze.shots.transnet import TransNetShots

    master = probe(path)
    return _numbers(master, _shots(master, TransNetShots()))


def _shots(master: Master, detector: Looking) -> tuple[Shot, ...]:
    shots: tuple[Shot, ...] = finish(analyze(master, [detector], Analysis(), offline=True)).found[detector]
    return shots


def _numbers(master: Master, shots: Sequence[Shot]) -> Found:
    """The transitions as frame numbers, by the times of all frames."""
    times = _frame_times(master.path)

    def number(seconds: float) -> int:
        after = bisect_left(times, seconds)
        return min((k for k in (after - 1, after) if 0 <= k < len(times)), key=lambda k: abs(times[k] - seconds))

    found: list[Transition] = []
    for transition in (each for shot in shots for each in (shot.opening, shot.closing)):
        if transition is not None and transition not in found:
            found.append(transition)
    cuts = [number(each.span.start) for each in found if each.kind == "cut"]
    gradual = [(number(each.span.start), number(each.span.end)) for each in found if each.kind != "cut"]
    return cuts, gradual


@cache
def _frame_times(path: Path) -> list[float]:
    """The master times of all frames, read without decoding, once: it is no part of what a method costs."""
    import av

    with av.open(str(path)) as container:
        origin = (container.start_time or 0) * 1e-6
        packets = container.demux(container.streams.video[0])
        return sorted(float(p.pts * p.time_base) - origin for p in packets if p.pts is not None)


def measure(methods: dict[str, Method], clips: Sequence[tuple[Path, Truth]], times: int) -> dict[str, Tally]:
    """Run the methods over each clip by turns, `times` times; the least CPU time counts."""
    tallies = {name: Tally({0: 0, 2: 0}) for name in methods}
    for path, truth in clips:
        costs: dict[str, list[float]] = {name: [] for name in methods}
        for turn in range(times):
            for name, method in methods.items():
                before = time.process_time()
                found = method(path)
                costs[name].append(time.process_time() - before)
                if turn == 0:
                    tallies[name].count(found, truth)
        for name, tally in tallies.items():
            tally.costs.append(min(costs[name]))
    return tallies


def long_master(
    clips: Sequence[tuple[Path, Truth]], into: Path, codec: Sequence[str], seconds: int
) -> tuple[Path, Truth]:
    """The beginnings of the clips joined at 1920x1080 and 25 frames a second, with their cuts; frames as they are."""
    path = into / f"{codec[1]}.{'mov' if codec is _INTRA else 'mp4'}"
    inputs: list[str] = []
    graph, cuts, offset, fades_out = "", [], 0, True
    for k, (clip, truth) in enumerate(clips):
        master = probe(clip)
        rate = float(master.video.frame_rate)
        count = min(len(_frame_times(clip)), round(seconds * rate))
        inputs += ["-i", str(clip)]
        fit = "scale=1920:1080:force_original_aspect_ratio=decrease,pad=1920:1080:-1:-1,setsar=1,format=yuv420p"
        graph += f"[{k}:v]trim=end_frame={count},settb=1/25,setpts=N,{fit}[v{k}];"
        # Where one clip has faded out and the next fades in, their join is no cut.
        fades_in = any(start < _JOIN_FRAMES for start, _ in truth.gradual)
        cuts += [] if fades_out and fades_in else [offset]
        cuts += [offset + cut for cut in truth.cuts if cut < count]
        fades_out = any(end > count - _JOIN_FRAMES for _, end in truth.gradual)
        offset += count
    graph += "".join(f"[v{k}]" for k in range(len(clips))) + f"concat=n={len(clips)}:v=1[v]"
    finish(ffmpeg([*inputs, "-filter_complex", graph, "-map", "[v]", *codec, str(path)]))
    return path, Truth(tuple(cut for cut in cuts if cut > 0), ())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--footage", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--clips-only", action="store_true", help="leave out the long masters")
    parser.add_argument("--transnetv2", action="store_true", help="measure TransNetV2 too; its model must be pulled")
    parser.add_argument("--times", type=int, default=2, help="how often each clip is looked at (default: 2)")
    chosen = parser.parse_args()
    clips = read_truth(chosen.truth, chosen.footage)
    if not clips:
        parser.error(f"{chosen.truth / 'shots'} holds no truth for clips of {chosen.footage}")
    methods: dict[str, Method] = {
        "autocut blocks": blocks,
        "autocut blocks --exhaustive": lambda path: blocks(path, exhaustive=True),
        _YARD: lambda path: pyscenedetect(path, "adaptive"),
        "PySceneDetect content": lambda path: pyscenedetect(path, "content"),
    }
    if chosen.transnetv2:
        methods["TransNetV2"] = transnetv2
    for method in methods.values():
        method(clips[0][0])
    _print_accuracy(f"{len(clips)} clips of {chosen.footage.name}", measure(methods, clips, chosen.times), clips)
    if not chosen.clips_only:
        with TemporaryDirectory() as folder:
            for name, codec, seconds in (
                ("long-GOP H.264", _LONG_GOP, _LONG_GOP_SECONDS),
                ("ProRes", _INTRA, _INTRA_SECONDS),
            ):
                master = long_master(clips, Path(folder), codec, seconds)
                title = f"{name}, 1920x1080, {probe(master[0]).duration:.0f} s"
                _print_accuracy(title, measure(methods, [master], chosen.times), [master])


def _print_accuracy(title: str, tallies: dict[str, Tally], clips: Sequence[tuple[Path, Truth]]) -> None:
    yard = tallies[_YARD]
    print(f"\n{title}, {yard.true} cuts, {yard.gradual_true} gradual")
    heads = ("P ±2", "R ±2", "F1 ±2", "F1 ±0")
    print(" " * 30, *(f"{head:>6}" for head in heads), f"{'F1 gradual':>10} {'CPU s':>7} {'x adaptive':>10} worst clip")
    for name, tally in tallies.items():
        precision, recall, f1 = tally.f1(2)
        ratios = [cost / other for cost, other in zip(tally.costs, yard.costs, strict=True)]
        worst = max(range(len(clips)), key=lambda k: ratios[k])
        gradual = f"{tally.gradual()[2]:10.3f}" if tally.gradual_true else f"{'-':>10}"
        print(
            f"{name:30} {precision:6.3f} {recall:6.3f} {f1:6.3f} {tally.f1(0)[2]:6.3f} {gradual}"
            f" {sum(tally.costs):7.2f} {sum(tally.costs) / sum(yard.costs):10.2f}"
            f" {ratios[worst]:.2f} {clips[worst][0].stem}"
        )


if __name__ == "__main__":
    main()
