"""Versions of real footage held against the laws of editing, beside a silence cutter and a uniform cut.

    python -m benchmarks.edits --footage ../shared/footage --auto-editor PATH

Of each clip: a short, three shorts, a trailer and a full version, planned with presets whose lengths fit such short
clips. Printed are the cuts into the sound; how many of them lie within a word of the transcript, within the voice, and
how many are heard to cut a voice (by the law, in the master's own sound; in brackets those it cannot tell); cuts with a
shot of under 12 frames beside them, and all such shots; how many versions were made of those asked for; seconds and
the target's; the share of passages that end on the end of a sentence; how different the shorts are (1 less the mean
cosine of their meanings); clips that spoil the ending; stretches played twice.

auto-editor cuts as it does by default. Of what it keeps, as many seconds are taken as autocut's version has, one short
after the other; a full version is all of it. The uniform cut plays as many equal pieces as autocut's version has, as
long in all, at even steps.

`--render` also renders autocut's versions, small, and measures the files: words cut, clicks, flashes, and the share of
the captions' words that are heard when the file is transcribed again.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autocut import presets, weights
from autocut.errors import AutocutError
from autocut.laws.captions import share_heard
from autocut.laws.clicks import clicks
from autocut.laws.flashes import flashes
from autocut.laws.sides import sides
from autocut.laws.words import Verdict, spoken_at_cuts, spoken_in_master
from autocut.media.probe import probe
from autocut.media.run import finish
from autocut.model.analysis import Analysis
from autocut.model.media import Master
from autocut.model.preset import Preset
from autocut.model.rendition import Rendition
from autocut.model.span import Span
from autocut.model.timeline import Timeline
from autocut.pipeline import planned
from autocut.plan.assemble import frame_rate
from autocut.render.render import render
from autocut.survey import Sources, analyzed
from benchmarks.cutters import CannotCut, evenly, loud_parts, taken, timeline_of, version_of
from benchmarks.edit_measures import Figures, diversity, figures, spoilers, twice

_SMALL = ("video.speed=ultrafast", "score.minimum=0")
_TALL = (
    "canvas.width=180", "canvas.height=320", "captions.font_size=10", "safe_area.left=8", "safe_area.right=32",
    "safe_area.top=48", "safe_area.bottom=112",
)  # fmt: skip
_WIDE = (
    "canvas.width=320", "canvas.height=180", "captions.font_size=10", "safe_area.left=8", "safe_area.right=8",
    "safe_area.top=8", "safe_area.bottom=8",
)  # fmt: skip
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "short": ("youtube-short", (*_TALL, "duration.min=4", "duration.target=10", "duration.max=20")),
    "3 shorts": ("youtube-short", (*_TALL, "count=3", "duration.min=3", "duration.target=6", "duration.max=10")),
    "trailer": (
        "trailer-landscape",
        (*_WIDE, "duration.min=6", "duration.target=12", "duration.max=24", "trailer.title_card=1",
         "trailer.end_card=1", "trailer.min_clip=1"),
    ),
    "full": ("youtube-full", (*_WIDE, "duration.min=1", 'edit.tighten="tight"')),
}  # fmt: skip
_SUFFIXES = {".mp4", ".webm", ".mov", ".mkv"}
_METHODS = ("autocut", "auto-editor", "uniform")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of version of one clip by one method; with several timelines the figures are their sums."""

    clip: str
    kind: str
    method: str
    figures: Figures
    verdicts: tuple[Verdict, ...]
    made: str
    target: float | None
    diversity: float | None
    spoilers: int
    twice: int


@dataclass(frozen=True, slots=True)
class Footage:
    """A clip with what is known of it."""

    master: Master
    analysis: Analysis


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--footage", type=Path, required=True, help="the folder of clips")
    parser.add_argument("--auto-editor", type=Path, help="the executable of auto-editor, for comparison")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a clip of this name; repeatable")
    parser.add_argument("--render", action="store_true", help="render autocut's versions and measure the files")
    parser.add_argument("--model", default="base", help="the speech model (default: base)")
    asked = parser.parse_args()
    paths = [path for path in sorted(asked.footage.glob("*")) if path.suffix in _SUFFIXES]
    paths = [path for path in paths if not asked.only or path.name in asked.only or path.stem in asked.only]
    if not paths:
        raise SystemExit(f"There is no clip to measure on in {asked.footage}.")
    if asked.auto_editor is not None:
        print(f"auto-editor {version_of(asked.auto_editor)}")
    else:
        print("auto-editor is absent: its rows are left out (--auto-editor PATH)")
    rows: list[Row] = []
    print(_HEAD)
    for path in paths:
        rows += _measured(path, asked.auto_editor, asked.model, asked.render)
    _print_sums(rows)


def _measured(path: Path, auto_editor: Path | None, model: str, rendered: bool) -> list[Row]:
    master = probe(path)
    kinds = {
        kind: presets.load(name, (*_SMALL, f'analysis.model="{model}"', *more)) for kind, (name, more) in _KINDS.items()
    }
    (analysis,) = finish(analyzed(master, [kinds["short"].analysis], Sources()))
    footage, loud = Footage(master, analysis), _loud(auto_editor, master)
    rows: list[Row] = []
    for kind, preset in kinds.items():
        try:
            plan = finish(planned(path, [preset], Sources()))
        except AutocutError as error:
            print(f"{path.stem[:24]:25}{kind:10}{'autocut':12}not made: {error}")
            continue
        made = [rendition for rendition in plan.renditions if rendition.timeline.clips]
        if not made:
            print(f"{path.stem[:24]:25}{kind:10}{'autocut':12}not made: {plan.renditions[0].reason}")
            continue
        for method, timelines in _methods(made, footage, kind, loud).items():
            rows.append(_row(footage, kind, method, timelines, preset))
            print(_line(rows[-1]), flush=True)
        if rendered:
            for rendition in made:
                print(_rendered(rendition, footage, model), flush=True)
    return rows


def _loud(auto_editor: Path | None, master: Master) -> tuple[Span, ...]:
    if auto_editor is None:
        return ()
    try:
        return loud_parts(auto_editor, master)
    except CannotCut as error:
        print(f"{master.path.stem[:24]:25}{'all':10}{'auto-editor':12}not made: {error}")
        return ()


def _methods(
    made: Sequence[Rendition], footage: Footage, kind: str, loud: Sequence[Span]
) -> dict[str, tuple[Timeline, ...]]:
    """The versions of each method, as long as those of autocut."""
    master = footage.master
    rate = frame_rate(master, made[0].preset.canvas)
    found = {"autocut": tuple(rendition.timeline for rendition in made)}
    lengths = [sum(span.duration for span in rendition.played) for rendition in made]
    pieces = [len(rendition.played) for rendition in made]
    if loud:
        skipped = [sum(lengths[:k]) for k in range(len(lengths))]
        parts = (
            [loud] if kind == "full" else [taken(loud, s, length) for s, length in zip(skipped, lengths, strict=True)]
        )
        found["auto-editor"] = tuple(timeline_of(spans, master, rate) for spans in parts if spans)
    share = master.picture.duration / len(made)
    wholes = [Span(k * share, (k + 1) * share) for k in range(len(made))]
    even = [evenly(*sizes) for sizes in zip(wholes, pieces, lengths, strict=True)]
    found["uniform"] = tuple(timeline_of(spans, master, rate) for spans in even)
    return found


def _row(footage: Footage, kind: str, method: str, timelines: Sequence[Timeline], preset: Preset) -> Row:
    master, analysis = footage.master, footage.analysis
    verdicts = [verdict for timeline in timelines for verdict in _heard(timeline, master)]
    guard = preset.trailer.spoiler_guard if preset.trailer else 0.0
    return Row(
        clip=master.path.stem,
        kind=kind,
        method=method,
        figures=summed(figures(timeline, master, analysis) for timeline in timelines),
        verdicts=tuple(verdicts),
        made=f"{len(timelines)}/{preset.count}",
        target=None if preset.kind == "full" else preset.duration.target * len(timelines),
        diversity=diversity(timelines, analysis) if len(timelines) > 1 else None,
        spoilers=sum(spoilers(timeline, master, guard) for timeline in timelines) if guard else 0,
        twice=sum(twice(timeline) for timeline in timelines),
    )


def _heard(timeline: Timeline, master: Master) -> list[Verdict]:
    if master.sound is None:
        return []
    return [spoken_in_master(side, master) for side in sides(timeline.heard(), master)]


def summed(several: Iterable[Figures]) -> Figures:
    """The figures of several versions as those of one."""
    every = list(several)
    return Figures(
        cuts=sum(each.cuts for each in every),
        in_words=sum(each.in_words for each in every),
        in_voice=sum(each.in_voice for each in every),
        flashes=sum(each.flashes for each in every),
        brief=sum(each.brief for each in every),
        ends=sum(each.ends for each in every),
        passages=sum(each.passages for each in every),
        duration=sum(each.duration for each in every),
    )


def _rendered(rendition: Rendition, footage: Footage, model: str) -> str:
    """What the finished file of the rendition is, in a line of its own."""
    master, title = footage.master, f"{'':35}{'  ' + rendition.name:24}"
    with tempfile.TemporaryDirectory() as folder:
        try:
            path = finish(render(rendition, master, Path(folder))).path
        except AutocutError as error:
            return f"{title}not rendered: {error}"
        verdicts = [verdict for _, verdict in finish(spoken_at_cuts(path, rendition, master))]
        clicking = len(finish(clicks(path, rendition.timeline))) if master.sound else 0
        flashing = len(finish(flashes(path, rendition, master)))
        said = "no captions"
        if rendition.cues and footage.analysis.transcript:
            language = footage.analysis.transcript.language
            weight = finish(weights.find_speech(model, offline=False))
            said = f"{100 * finish(share_heard(path, rendition.cues, weight, language)):.0f} % of captions heard"
    words = f"{verdicts.count('voice')} ({verdicts.count('cannot be told')}) of {len(verdicts)} cuts in a voice"
    return f"{title}file: {words}, {clicking} clicks, {flashing} flashes, {said}"


_HEAD = (
    f"{'clip':25}{'version':10}{'method':12}{'cuts':>5}{'words':>6}{'voice':>6}{'heard':>8}{'flash':>6}{'<12':>5}"
    f"{'made':>6}{'s':>7}{'target':>8}{'ends':>8}{'differ':>7}{'spoil':>6}{'twice':>6}"
)


def _line(row: Row) -> str:
    return f"{row.clip[:24]:25}{row.kind:10}{row.method:12}{_cells(row)}"


def _cells(row: Row) -> str:
    each = row.figures
    heard = f"{row.verdicts.count('voice')} ({row.verdicts.count('cannot be told')})"
    target = "-" if row.target is None else f"{row.target:g}"
    differ = "-" if row.diversity is None else f"{row.diversity:.2f}"
    return (
        f"{each.cuts:5}{each.in_words:6}{each.in_voice:6}{heard:>8}{each.flashes:6}{each.brief:5}{row.made:>6}{each.duration:7.1f}"
        f"{target:>8}{_share(each):>8}{differ:>7}{row.spoilers:6}{row.twice:6}"
    )


def _share(each: Figures) -> str:
    return f"{each.ends}/{each.passages}" if each.passages else "-"


def _print_sums(rows: Sequence[Row]) -> None:
    print(f"\n{'all clips':25}{'':10}" + _HEAD[35:])
    for kind in (*_KINDS, "all"):
        for method in _METHODS:
            group = [row for row in rows if row.method == method and kind in (row.kind, "all")]
            if group:
                print(f"{f'{len(group)} rows':25}{kind:10}{method:12}{_cells(_sum(group))}")


def _sum(group: Sequence[Row]) -> Row:
    targets = [row.target for row in group if row.target is not None]
    different = [row.diversity for row in group if row.diversity is not None]
    return Row(
        clip="",
        kind="",
        method="",
        made="",
        figures=summed(row.figures for row in group),
        verdicts=tuple(verdict for row in group for verdict in row.verdicts),
        target=sum(targets) if len(targets) == len(group) else None,
        diversity=sum(different) / len(different) if different else None,
        spoilers=sum(row.spoilers for row in group),
        twice=sum(row.twice for row in group),
    )


if __name__ == "__main__":
    main()
