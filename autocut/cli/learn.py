"""`autocut learn`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autocut.cli.columns import columns
from autocut.cli.lookup import Lookup, lookup_options
from autocut.cli.options import json_option
from autocut.errors import InputError

if TYPE_CHECKING:
    from autocut.learning.check import HeldOut
    from autocut.model.result import Example, Result
    from autocut.model.weighting import Weighting


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RESULTS.csv|PLAN.json...")
@lookup_options(None)
@click.option("--name", help="The name of the new weights; learned and the date when not given.")
@json_option
def command(paths: tuple[Path, ...], lookup: Lookup, name: str | None, as_json: bool) -> None:
    """Refit the weights of the score from what came of delivered versions.

    A CSV file has a column `file` (path or SHA-256 of a delivered file) and any of views, average view duration,
    average percentage viewed, likes, skips and retention. A plan file that somebody edited tells which passages were
    kept and dropped. New weights stay near those in use, and are used only if they order results that they were not
    fitted on clearly better.
    """
    from autocut.learning.check import held_out
    from autocut.learning.decisions import decisions
    from autocut.learning.outcomes import examples
    from autocut.results.reading import digest, read_decided
    from autocut.weightings import in_use
    from autocut.weightings.writing import free_name, use, write

    before = in_use()
    plans = [path for path in paths if path.suffix.lower() == ".json"]
    tables = [path for path in paths if path not in plans]
    results = lookup.results(tables)
    learned = examples(results)
    for path in plans:
        decided = decisions(read_decided(path))
        learned += decided
        if not decided:
            click.echo(f"warning: {path} tells nothing: nothing of what was chosen was dropped", err=True)
    known = digest(paths, results)
    if known == before.data_sha256:
        raise InputError(f"{before.name}, which is in use, was learned from exactly these results")
    judged = held_out(learned, before.weights)
    made = None
    if judged is not None and judged.clearly_better:
        chosen = name or free_name(f"learned-{date.today().isoformat()}")
        made = _weighting(chosen, learned, before, judged, (_told(results, learned, paths), known))
        write(made)
        use(chosen)
    _print(learned, before, judged, made, as_json=as_json)


def _weighting(
    name: str, learned: Sequence[Example], before: Weighting, judged: HeldOut, source: tuple[str, str]
) -> Weighting:
    from autocut.learning.drift import spreads
    from autocut.learning.fit import PRIOR_RESULTS, fitted
    from autocut.model.weighting import Weighting

    text, digest = source
    method = f"ridge regression towards {before.name}, which counts as {PRIOR_RESULTS} results; no weight below 0"
    scores = {"pairs_in_order": round(judged.after, 4), "pairs_in_order_before": round(judged.before, 4)}
    return Weighting(
        name=name,
        made=date.today(),
        method=method,
        weights=fitted(learned, before.weights),
        data=text,
        data_sha256=digest,
        scores={**scores, "pairs": judged.pairs, "doubt": round(judged.doubt, 4)},
        usual=spreads([example.signals for example in learned]),
        usual_of="passage",
    )


def _told(results: Sequence[Result], learned: Sequence[Example], paths: Sequence[Path]) -> str:
    masters = len({example.master for example in learned})
    decided = len(learned) - len(results)
    counted = f"{len(results)} results" + (f" and {decided} decisions" if decided else "")
    return f"{counted} of {masters} masters, in {', '.join(path.name for path in paths)}"


def _print(
    learned: Sequence[Example], before: Weighting, judged: HeldOut | None, made: Weighting | None, *, as_json: bool
) -> None:
    from dataclasses import asdict

    from autocut.weightings import available

    sentence = _sentence(learned, before, judged, made)
    if as_json:
        document = {
            "adopted": made is not None,
            "sentence": sentence,
            "in_use": (made or before).name,
            "path": str(available()[made.name]) if made else None,
            "examples": len(learned),
            "masters": len({example.master for example in learned}),
            "held_out": asdict(judged) if judged else None,
            "weights": dict(made.weights) if made else None,
            "weights_before": dict(before.weights),
        }
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
        return
    click.echo(sentence)
    if made:
        from autocut.cli.weights import changes

        for line in columns([("signal", before.name, made.name, "change"), *changes(before, made)]):
            click.echo(line)
        click.echo(f"They are in {available()[made.name]}; `autocut weights use {before.name}` goes back.")


def _sentence(learned: Sequence[Example], before: Weighting, judged: HeldOut | None, made: Weighting | None) -> str:
    from autocut.learning.check import LEAST_EXAMPLES, LEAST_MASTERS, LEAST_PAIRS

    if judged is None:
        masters = len({example.master for example in learned})
        return (
            f"{len(learned)} results of {masters} masters are too few to tell (at least {LEAST_EXAMPLES} of "
            f"{LEAST_MASTERS}, with {LEAST_PAIRS} pairs to compare), so {before.name} stays in use."
        )
    held = (
        f"Of {judged.pairs:,} pairs that were held out, new weights put {judged.after:.1%} in the right order and "
        f"{before.name} {judged.before:.1%}"
    )
    if made is None:
        return f"{held}, which is not clearly better, so {before.name} stays in use."
    return f"{held}, so {made.name} is in use now."
