"""`autocut drift`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autocut.cli.columns import columns
from autocut.cli.lookup import Lookup, lookup_options
from autocut.cli.options import json_option, one_preset, progress_option, request_options
from autocut.cli.progress import Listener

if TYPE_CHECKING:
    from autocut.learning.drift import Shift
    from autocut.model.result import Result
    from autocut.model.weighting import Weighting
    from autocut.request import Request

_BEYOND_CHANCE = 1.645


@click.command()
@click.argument("masters", nargs=-1, type=click.Path(path_type=Path), metavar="MASTER...")
@request_options
@click.option("--results", type=click.Path(path_type=Path), help="A CSV of results, as `autocut learn` takes it.")
@lookup_options(20)
@json_option
@progress_option
def command(
    masters: tuple[Path, ...],
    request: Request,
    results: Path | None,
    lookup: Lookup,
    as_json: bool,
    progress: str,
) -> None:
    """Tell whether each MASTER is like what the weights in use were fitted on.

    A signal whose mean is off by more than one deviation is warned of. --results tells whether the score still puts
    the last results in the right order.
    """
    from autocut.cli.signals import signals_of
    from autocut.weightings import in_use

    if not masters and results is None:
        raise click.UsageError("name masters to look at, or --results")
    weighting = in_use()
    document: dict[str, Any] = {"weights": weighting.name}
    lines: list[str] = []
    if masters:
        preset = one_preset(request)
        work = signals_of(masters, preset, request.sources(), weighting)
        _of_masters(Listener(progress).follow(work), weighting, document, lines)
    if results is not None:
        _of_results(lookup.results([results]), weighting, document, lines)
    click.echo(json.dumps(document, indent=2, ensure_ascii=False) if as_json else "\n".join(lines))


def _of_masters(
    measured: Sequence[Mapping[str, float]], weighting: Weighting, document: dict[str, Any], lines: list[str]
) -> None:
    from autocut.learning.drift import ENOUGH, shifts

    found, unit = shifts(measured, weighting.usual), weighting.usual_of
    counted = f"{len(measured)} {unit}{'' if len(measured) == 1 else 's'}"
    enough = len(measured) >= ENOUGH[unit]
    far = [shift for shift in found if shift.is_far] if enough else []
    if not weighting.usual:
        sentence = f"{weighting.name} does not say how its signals usually are, so there is nothing to compare with."
    elif not enough:
        sentence = f"From {counted} nothing can be told; at least {ENOUGH[unit]} are needed."
    elif far:
        names = ", ".join(shift.name for shift in far)
        sentence = (
            f"Over {counted}, {len(far)} of {len(found)} signals are unlike those that the weights know: {names}."
        )
    else:
        sentence = f"Over {counted}, all {len(found)} signals are like those that the weights were fitted on."
    over = sorted(set(weighting.weights) - {shift.name for shift in found})
    passed = f"Passed over, because nothing tells how they usually are: {', '.join(over)}." if over else ""
    document |= {"unit": unit, "measured": len(measured), "enough": enough, "sentence": sentence, "passed_over": over}
    document["signals"] = [_as_data(shift, warned=shift in far) for shift in found]
    if found:
        rows = [("signal", "usual", "here", "deviations", "")]
        lines += columns([*rows, *(_row(shift, warned=shift in far) for shift in found)])
    lines += [line for line in (sentence, passed if found else "") if line]


def _row(shift: Shift, *, warned: bool) -> tuple[str, ...]:
    usual = f"{shift.usual.mean:.2f} ± {shift.usual.deviation:.2f}"
    return shift.name, usual, f"{shift.mean:.2f}", f"{shift.deviations:+.1f}", "warning: far off" if warned else ""


def _as_data(shift: Shift, *, warned: bool) -> dict[str, Any]:
    return {**asdict(shift), "deviations": shift.deviations, "warned": warned}


def _of_results(newest: Sequence[Result], weighting: Weighting, document: dict[str, Any], lines: list[str]) -> None:
    from autocut.learning.check import agreement
    from autocut.learning.outcomes import examples

    share, pairs, by_chance = agreement(examples(newest), weighting.weights)
    beyond = pairs > 0 and share - 0.5 > _BEYOND_CHANCE * by_chance
    verdict = "more than chance would" if beyond else "which may be chance: more results or `autocut learn` may help"
    sentence = (
        f"Of the last {len(newest)} results, the score puts {share:.0%} of {pairs} pairs in the right order, {verdict}."
        if pairs
        else f"Of the last {len(newest)} results no two can be compared: they are of different presets, or alike."
    )
    document["results"] = {
        "count": len(newest), "pairs": pairs, "in_order": share, "beyond_chance": beyond, "sentence": sentence,
    }  # fmt: skip
    lines.append(sentence)
