from __future__ import annotations

import pytest

from autocut.model.signal import Signal
from autocut.model.span import Span

COUNTED = Signal(2.0, (0.0, 1.0, 2.0, 3.0))


@pytest.mark.parametrize(
    ("span", "values"),
    [
        (Span(0, 2), (0.0, 1.0, 2.0, 3.0)),
        (Span(0.5, 1.5), (1.0, 2.0)),
        (Span(0.6, 1.4), (1.0, 2.0)),
        (Span(1.5, 9), (3.0,)),
        (Span(1, 1), ()),
        (Span(5, 9), ()),
    ],
)
def test_the_values_over_a_span_are_those_of_its_time(span: Span, values: tuple[float, ...]) -> None:
    assert COUNTED.over(span) == values
