"""The user's own weights: written, and chosen, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from autocut.convert import to_data
from autocut.errors import DeliveryError, PresetError
from autocut.model.weighting import Weighting
from autocut.weightings import CHOSEN, available, folder, load
from autocut.whole import write_whole


def write(weighting: Weighting) -> Path:
    """Write the weights to the file of their name in the user's folder; raises PresetError where that name is taken
    or is no file name, DeliveryError where it cannot be written."""
    if not _is_file_name(weighting.name):
        raise PresetError(f"'{weighting.name}' is no name for weights")
    if weighting.name in available():
        raise PresetError(f"There are weights '{weighting.name}' already.")
    path = folder() / f"{weighting.name}.toml"
    _publish("\n".join(_toml(weighting)) + "\n", path)
    return path


def use(name: str) -> Weighting:
    """Make scores with the weights of that name from now on; raises PresetError where they are faulty or none."""
    weighting = load(name)
    _publish(f"{name}\n", folder() / CHOSEN)
    return weighting


def free_name(wanted: str) -> str:
    """The name, with a number where it is taken."""
    taken = available()
    number = 1
    while (name := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return name


def _is_file_name(name: str) -> bool:
    plain = name.isprintable() and name == name.strip() and not set(name) & {"/", "\\"}
    return bool(name) and plain and not name.startswith(".")


def _toml(weighting: Weighting) -> Iterator[str]:
    """The lines of the file: plain values first, then each table."""
    plain = to_data(weighting)
    for key, value in plain.items():
        if not isinstance(value, Mapping):
            yield f"{key} = {value if key == 'made' else _quoted(value)}"
    for key in ("weights", "scores"):
        yield from ("", f"[{key}]", *(f"{_key(name)} = {float(value)!r}" for name, value in plain[key].items()))
    yield from ("", "[usual]") if plain["usual"] else ()
    for name, spread in plain["usual"].items():
        inner = ", ".join(f"{key} = {float(value)!r}" for key, value in spread.items())
        yield f"{_key(name)} = {{ {inner} }}"


def _key(name: str) -> str:
    return name if name.isascii() and name.isidentifier() else _quoted(name)


def _quoted(text: str) -> str:
    """A basic string of TOML, which JSON's are but for lone surrogates and DEL."""
    clean = text.encode("utf-8", "replace").decode().replace("\x7f", "?")
    return json.dumps(clean, ensure_ascii=False)


def _publish(text: str, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(text, path)
    except OSError as error:
        raise DeliveryError(f"{path} cannot be written: {error.strerror}") from error
