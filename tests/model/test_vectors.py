"""Vectors take little room and are still what they were, to four decimals."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autocut.convert import Faults, from_data, to_data
from autocut.model.vectors import Vectors


def rows(width: int) -> st.SearchStrategy[list[list[float]]]:
    return st.lists(st.lists(st.floats(-3.2, 3.2), min_size=width, max_size=width), max_size=9)


@given(st.integers(1, 20).flatmap(rows))
def test_vectors_come_back_in_their_order_to_four_decimals(given_rows: list[list[float]]) -> None:
    kept = Vectors.of(given_rows)
    assert len(kept) == len(given_rows)
    assert [value for row in kept for value in row] == pytest.approx(
        [value for row in given_rows for value in row], abs=0.5e-4 + 1e-9
    )
    assert Vectors.of(kept) == kept
    assert from_data(json.loads(json.dumps(to_data(kept))), Vectors) == kept


def test_a_value_takes_two_bytes() -> None:
    assert len(Vectors.of([[0.25] * 384] * 10).packed) == 7680


def test_no_vectors_are_nothing() -> None:
    assert not Vectors()
    assert Vectors.of([]) == Vectors()
    assert tuple(Vectors()) == ()


def test_rows_of_two_widths_and_values_out_of_bounds_are_refused() -> None:
    with pytest.raises(ValueError, match="vectors of width 2 cannot be joined by one of width 3"):
        Vectors.of([(0.0, 1.0), (0.0, 1.0, 0.5)])
    with pytest.raises(ValueError, match=r"a value of -3\.4 is too large"):
        Vectors.of([(0.0, -3.4)])


@pytest.mark.parametrize("packed", ["no base64!", 5, "AAA"])
def test_what_is_no_base64_is_refused_with_its_path(packed: object) -> None:
    with pytest.raises(Faults, match="packed"):
        from_data({"width": 2, "packed": packed}, Vectors)
