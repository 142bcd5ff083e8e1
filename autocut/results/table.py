"""Tables of figures as platforms export them (CSV), one row a version."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from io import StringIO
from pathlib import Path

from autocut.errors import InputError
from autocut.model.result import Reception
from autocut.results.figures import FIGURES

MOST_BYTES = 50_000_000
MOST_LINES = 1_000_000

_COLUMNS = {
    "file": ("file", "path", "sha256", "sha 256", "manifest id", "delivery"),
    "views": ("views", "video views", "plays"),
    "watched": ("average view duration", "avg view duration", "average watch time"),
    "share": ("average percentage viewed", "avg percentage viewed", "average viewed"),
    "likes": ("likes",),
    "skips": ("skips",),
    "retention": ("retention", "retention curve", "audience retention"),
}
_UNIT = re.compile(r"\([^)]*\)$")
_NOTHING = ("", "-", "–", "—", "n/a")
_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: in which line of which table it is, what file it names, and its figures."""

    table: Path
    line: int
    file: str
    reception: Reception

    def fault(self, sentence: str) -> InputError:
        """The error that says so of this row."""
        return _fault(self.table, self.line, sentence)


def read_table(path: Path) -> tuple[Row, ...]:
    """The rows of a CSV file in UTF-8 that has a column `file` and at least one of figures, in order.

    Columns are known by the names that YouTube Studio and others give them; the rest is passed over, and so is a row of
    totals. Raises InputError with the line of what is wrong; at most 50 MB and 1,000,000 lines are read.
    """
    lines = _records(path)
    line, header = next(lines, (1, []))
    if not header:
        raise InputError(f"{path} is empty")
    places = _places(path, line, header)
    rows: list[Row] = []
    for line, cells in lines:
        if len(cells) != len(header):
            raise _fault(path, line, f"it has {len(cells)} cells, and the header has {len(header)}")
        file = cells[places["file"]].strip()
        if not file and _TOTAL in (cell.strip().lower() for cell in cells):
            continue
        rows.append(Row(path, line, file, _reception(path, line, header, cells, places)))
    if not rows:
        raise InputError(f"{path} has a header but no rows")
    return tuple(rows)


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that has any, with the line where it begins."""
    reader = csv.reader(StringIO(text := _text(path), newline=""), delimiter=_delimiter(text), strict=True)
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield line, cells
    except csv.Error as error:
        raise _fault(path, reader.line_num, f"it is no CSV: {error}") from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} has more than {MOST_BYTES // 10**6} MB")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    if content.count(b"\n") > MOST_LINES:
        raise InputError(f"{path} has more than {MOST_LINES:,} lines")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _fault(path, line, "it is not in UTF-8; export it as CSV in UTF-8") from error


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=lambda each: (first.count(each), each == ","))


def _places(path: Path, line: int, header: Sequence[str]) -> dict[str, int]:
    """Where the columns are that are known, by the field that they fill."""
    plain = [" ".join(re.split(r"[\s_-]+", _UNIT.sub("", name.strip().lower()).strip())) for name in header]
    places: dict[str, int] = {}
    for key, names in _COLUMNS.items():
        found = [place for place, name in enumerate(plain) if name in names]
        if len(found) > 1:
            raise _fault(path, line, f"'{header[found[0]]}' and '{header[found[1]]}' say the same; keep one")
        if found:
            places[key] = found[0]
    if "file" not in places:
        raise _fault(path, line, "there is no column 'file' with the path or SHA-256 of each delivered file")
    if len(places) == 1:
        known = ", ".join(names[0] for key, names in _COLUMNS.items() if key != "file")
        raise _fault(path, line, f"there is no column of figures; known are {known}")
    return places


def _reception(path: Path, line: int, header: Sequence[str], cells: Sequence[str], places: dict[str, int]) -> Reception:
    found = {}
    for field in fields(Reception):
        text = cells[places[field.name]].strip() if field.name in places else ""
        if text.lower() not in _NOTHING:
            try:
                found[field.name] = FIGURES[field.name](text)
            except ValueError as error:
                shown = text if len(text) <= 40 else f"{text[:40]}..."
                name = header[places[field.name]].strip()
                raise _fault(path, line, f"'{name}' is {shown!r}, which is no {error}") from error
    if not found:
        raise _fault(path, line, "it has no figures")
    return Reception(**found)


def _fault(path: Path, line: int, sentence: str) -> InputError:
    return InputError(f"{path} line {line}: {sentence}")
