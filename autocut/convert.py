"""Values to plain data and back, by cattrs; a value's `span` is written flat, as `start` and `end`.

Reading is strict: unknown keys, wrong types and impossible values are all reported, with their paths.
"""

from __future__ import annotations

import binascii
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError, transform_error
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from autocut.model.span import Span, from_timecodes

T = TypeVar("T")


class Faults(ValueError):
    """Plain data that is not the value asked for; `found` has one line a fault, each with its key path."""

    def __init__(self, found: list[str]) -> None:
        self.found = tuple(found)
        super().__init__("; ".join(found))


def to_data(value: object) -> Any:
    """Plain lists, dicts, strings and numbers that say the same as `value`."""
    return _converter.unstructure(value)


def from_data(data: object, kind: type[T]) -> T:
    """The value of type `kind` that `data` spells; raises Faults with all that is wrong."""
    try:
        return _converter.structure(data, kind)
    except (BaseValidationError, ForbiddenExtraKeysError, AttributeError, KeyError, TypeError, ValueError) as error:
        lines = transform_error(error, path="", format_exception=_sentence)
        raise Faults([_as_written(line) for line in lines]) from error


def _as_written(fault: str) -> str:
    """The fault with its path as the file has it: without a leading point, and with spans flat."""
    reason, at, path = fault.rpartition(" @ ")
    flat = path.replace(".span.", ".").removesuffix(".span").removeprefix(".")
    return f"{reason} @ {flat}" if at and flat else reason if at else fault


def key_first(fault: str) -> str:
    """The fault as `key.path: reason`."""
    reason, at, path = fault.rpartition(" @ ")
    return re.sub(r"\['([\w-]+)'\]", r".\1", path) + f": {reason}" if at else fault


def to_json(value: object) -> str:
    """The value as a JSON document with a line break at its end, the same bytes every time."""
    return json.dumps(to_data(value), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _sentence(error: BaseException, kind: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        unknown = sorted(error.extra_fields)
        known = [field.name for field in fields(error.cl)] if is_dataclass(error.cl) else []
        return "; ".join(_unknown_key(key, known) for key in unknown)
    if isinstance(error, KeyError):
        return f"key {error} is missing"
    kinds = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    choices = next((get_args(each) for each in kinds if get_origin(each) is Literal), ())
    if choices:
        return f"expected one of {', '.join(map(str, choices))}, not {error.args[0].split(' not in ')[0]!r}"
    foreign = isinstance(error, TypeError) and not str(error).startswith("expected")
    if isinstance(error, AttributeError) or (foreign and any(is_dataclass(each) for each in kinds)):
        return "expected a table of keys and values"
    return str(error) or type(error).__name__


def _unknown_key(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, n=1)
    return f"unknown key '{key}'" + (f", did you mean '{near[0]}'?" if near else "")


def _strict(kind: type, *, accepted: tuple[type, ...]) -> Callable[[object, object], object]:
    def structure(data: object, _: object) -> object:
        wrong = not isinstance(data, accepted) or (isinstance(data, bool) and kind is not bool)
        if wrong or (isinstance(data, float) and not math.isfinite(data)):
            raise TypeError(f"expected {_SCALARS[kind]}, not {data!r}")
        return kind(data)

    return structure


_SCALARS: Mapping[type, str] = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}


def _fraction(data: object, _: object) -> Fraction:
    if isinstance(data, bool) or not isinstance(data, (str, int, float)):
        raise TypeError(f"expected a fraction such as '30000/1001', not {data!r}")
    try:
        return Fraction(data)
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(f"expected a fraction such as '30000/1001', not {data!r}") from error


def _date(data: object, _: object) -> date:
    if not isinstance(data, (date, str)):
        raise TypeError(f"expected a date such as 2026-11-23, not {data!r}")
    return data if isinstance(data, date) else date.fromisoformat(data)


def _bytes(data: object, _: object) -> bytes:
    if not isinstance(data, str):
        raise TypeError(f"expected bytes in base64, not {data!r}")
    return binascii.a2b_base64(data, strict_mode=True)


def _span(data: object, _: object) -> Span:
    if isinstance(data, str):
        return from_timecodes(data)
    if not isinstance(data, Mapping):
        raise TypeError(f"expected a start and an end, or a text such as 00:01:10-00:01:25, not {data!r}")
    return _plain_span(data, Span)


def _has_span(kind: type) -> bool:
    return is_dataclass(kind) and any(field.name == "span" for field in fields(kind))


def _flat_unstructure(kind: type) -> Callable[[Any], dict[str, Any]]:
    plain: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(kind, _converter)

    def unstructure(value: Any) -> dict[str, Any]:
        data = plain(value)
        span = data.pop("span")
        before = {"source": data.pop("source")} if "source" in data else {}
        return {**before, **span, **data}

    return unstructure


def _flat_structure(kind: type) -> Callable[[Any, Any], Any]:
    plain: Callable[[Any, Any], Any] = make_dict_structure_fn(kind, _converter, _cattrs_forbid_extra_keys=True)

    def structure(data: Any, _: Any) -> Any:
        if isinstance(data, str) and hasattr(kind, "written"):
            return kind.written(data)
        if not isinstance(data, Mapping):
            raise TypeError(f"expected a table, not {data!r}")
        if "span" in data:
            raise ForbiddenExtraKeysError("", kind, {"span"})
        bounds = {key: data[key] for key in ("start", "end") if key in data}
        rest = {key: data[key] for key in data if key not in bounds}
        return plain({**rest, "span": bounds}, kind)

    return structure


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _tuple_of(kind: Any) -> Callable[[Any, Any], Any]:
    plain: Callable[[Any, Any], Any] = homogenous_tuple_structure_factory(kind, _converter)

    def structure(data: Any, _: Any) -> Any:
        if not isinstance(data, (list, tuple)):
            raise TypeError(f"expected a list, not {data!r}")
        return plain(data, kind)

    return structure


_converter = Converter(forbid_extra_keys=True)
_converter.register_structure_hook(int, _strict(int, accepted=(int,)))
_converter.register_structure_hook(float, _strict(float, accepted=(int, float)))
_converter.register_structure_hook(str, _strict(str, accepted=(str,)))
_converter.register_structure_hook(bool, _strict(bool, accepted=(bool,)))
_converter.register_structure_hook(Fraction, _fraction)
_converter.register_unstructure_hook(Fraction, str)
_converter.register_structure_hook(date, _date)
_converter.register_unstructure_hook(date, date.isoformat)
_converter.register_structure_hook(bytes, _bytes)
_converter.register_unstructure_hook(bytes, lambda data: binascii.b2a_base64(data, newline=False).decode())
_converter.register_unstructure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Path), str)
_converter.register_structure_hook(Path, lambda data, _: Path(_converter.structure(data, str)))
_converter.register_unstructure_hook_factory(_has_span, _flat_unstructure)
_converter.register_structure_hook_factory(_is_tuple, _tuple_of)
_converter.register_structure_hook_factory(_has_span, _flat_structure)
_plain_span = make_dict_structure_fn(Span, _converter, _cattrs_forbid_extra_keys=True)
_converter.register_structure_hook(Span, _span)
