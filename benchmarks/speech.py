"""Speech against faster-whisper called directly with the same model, in the same run.

    python -m benchmarks.speech --footage ../shared/footage --truth ../shared/truth --model tiny.en

Word error rate, words invented where nobody speaks, times of words, processor time, real-time factor and memory.
Each listener has a process of its own; they hear each clip by turns, `--times` times, and the least counts.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.listeners import Heard, Listener, listen, sound_only
from benchmarks.spoken import Clip, clips, errors, plain

LISTENERS: tuple[Listener, Listener] = ("autocut", "direct")


@dataclass(frozen=True, slots=True)
class Result:
    """What both heard of one clip."""

    clip: Clip
    duration: float
    heard: dict[Listener, Heard]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--footage", type=Path, help="the folder of clips")
    parser.add_argument("--truth", type=Path, help="the folder of what is true of them")
    parser.add_argument("--model", default="base", help="the speech model, such as tiny.en (default: base)")
    parser.add_argument("--times", type=int, default=2, help="how often each clip is heard (default: 2)")
    asked = parser.parse_args()
    for name in ("footage", "truth"):
        folder = getattr(asked, name)
        if folder is None or not folder.is_dir():
            print(f"The folder of --{name} is absent: what needs it is left out.")
            setattr(asked, name, None)
    chosen = clips(asked.footage, asked.truth)
    if not chosen:
        raise SystemExit("There is no clip to measure on.")
    _print(_measured(chosen, asked.model, asked.times), asked.model)


def _measured(chosen: list[Clip], model: str, times: int) -> list[Result]:
    context = get_context("spawn")
    with ProcessPoolExecutor(1, context) as own, ProcessPoolExecutor(1, context) as direct:
        pools = {"autocut": own, "direct": direct}
        for listener in LISTENERS:
            pools[listener].submit(listen, listener, chosen[0].path, model).result()
        results = []
        for clip in chosen:
            tries: dict[Listener, list[Heard]] = {listener: [] for listener in LISTENERS}
            for _ in range(times):
                for listener in LISTENERS:
                    tries[listener].append(pools[listener].submit(listen, listener, clip.path, model).result())
            best = {listener: min(heard, key=lambda each: each.cpu) for listener, heard in tries.items()}
            results.append(Result(clip, sound_only(clip.path).duration, best))
        return results


def _print(results: list[Result], model: str) -> None:
    print(f"model {model}; CPU seconds and real-time factor (clock) of autocut / direct, and their ratio")
    print(f"{'clip':34}{'s':>6} {'WER %':>13} {'invented':>9} {'CPU s':>13} {'ratio':>6} {'RTF':>13}")
    for result in results:
        own, direct = (result.heard[listener] for listener in LISTENERS)
        rtf = f"{own.wall / result.duration:.3f}/{direct.wall / result.duration:.3f}"
        print(
            f"{result.clip.path.name:34}{result.duration:6.1f} {_rates(result):>13} {_invented(result):>9} "
            f"{own.cpu:6.2f}/{direct.cpu:.2f} {own.cpu / direct.cpu:6.2f} {rtf:>13}"
        )
    _print_sums(results)


def _rates(result: Result) -> str:
    if not result.clip.text:
        return "-"
    said = plain(result.clip.text)
    return "/".join(f"{100 * _wrong(result, listener) / len(said):.1f}" for listener in LISTENERS)


def _wrong(result: Result, listener: Listener) -> int:
    return errors(plain(result.clip.text or ""), plain(" ".join(word.text for word in result.heard[listener].words)))


def _invented(result: Result) -> str:
    if result.clip.text != "":
        return "-"
    return "/".join(str(len(result.heard[listener].words)) for listener in LISTENERS)


def _print_sums(results: list[Result]) -> None:
    spoken = [result for result in results if result.clip.text]
    empty = [result for result in results if result.clip.text == ""]
    words = sum(len(plain(result.clip.text or "")) for result in spoken)
    for name, group in (("clips with speech", spoken), ("clips without speech", empty)):
        if group:
            own, direct = (sum(result.heard[listener].cpu for result in group) for listener in LISTENERS)
            print(f"{name}: {len(group)}, CPU {own:.1f}/{direct:.1f} s, ratio {own / direct:.2f}")
    if spoken:
        wrong = [sum(_wrong(result, listener) for result in spoken) for listener in LISTENERS]
        print(f"WER over {words} words: {100 * wrong[0] / words:.2f} / {100 * wrong[1] / words:.2f} %")
    invented = [sum(len(result.heard[listener].words) for result in empty) for listener in LISTENERS]
    print(f"words invented on clips without speech: {invented[0]} / {invented[1]}")
    peaks = [max(result.heard[listener].peak for result in results) / 2**20 for listener in LISTENERS]
    print(f"peak memory: {peaks[0]:.0f} / {peaks[1]:.0f} MiB")


if __name__ == "__main__":
    main()
