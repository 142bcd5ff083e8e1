"""The best arc is the best of all that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from autocut.model.preset import Duration
from autocut.model.span import Span
from autocut.plan.trailer.arc import ARC, Lengths, in_order
from autocut.plan.trailer.piece import Piece, Placed, Role
from autocut.plan.trailer.search import best_arc
from tests.builders import a_segment, same_every_time

LENGTHS = Lengths(10.0, 1.0)
FITS = {role: (number + 1) / 7 for number, role in enumerate(ARC)}


def a_piece(start: float, length: float, text: str = "") -> Piece:
    segment = a_segment(start, start + length, round(0.3 + start % 7 / 10, 2), text)
    return Piece(segment, segment.span, start)


def fit(piece: Piece, role: Role) -> float:
    return FITS[role] * piece.segment.score.total


def worth(places: Sequence[Placed], bounds: Duration) -> float:
    """By what is promised: places by their length and fit, the build by what is played, less for the length."""
    value, total = 0.0, 0.0
    for placed in places:
        played = LENGTHS.played(placed.piece, placed.role)
        total += played
        own = fit(placed.piece, placed.role)
        build = placed.role == "build"
        value += 0.8 * played * own if build else LENGTHS.of(placed.piece, placed.role) * (0.4 + own)
    return value - abs(total - bounds.target)


def every_arc(pieces: Sequence[Piece], bounds: Duration) -> Iterator[tuple[Placed, ...]]:
    for count in range(1, len(pieces) + 1):
        for some in combinations(pieces, count):
            ordered = sorted(some, key=lambda piece: piece.span)
            if any(before.span.end > after.span.start for before, after in pairwise(ordered)):
                continue
            for given_roles in product(ARC, repeat=count):
                single = [role for role in given_roles if role != "build"]
                places = tuple(Placed(piece, role) for piece, role in zip(some, given_roles, strict=True))
                total = sum(LENGTHS.played(placed.piece, placed.role) for placed in places)
                if len(set(single)) == len(single) and bounds.min <= total <= bounds.max:
                    yield places


PIECES = st.lists(
    st.builds(a_piece, st.integers(0, 12).map(float), st.sampled_from([1.0, 2.0, 3.5]), st.sampled_from(["", "Yes."])),
    min_size=1,
    max_size=4,
    unique_by=lambda piece: piece.span,
)


@same_every_time
@given(pieces=PIECES, least=st.integers(0, 4), target=st.integers(4, 8))
def test_no_other_arc_is_worth_more(pieces: list[Piece], least: int, target: int) -> None:
    bounds = Duration(float(least), float(target), 10.0)
    found = best_arc(pieces, (), fit, LENGTHS, bounds)
    others = list(every_arc(pieces, bounds))
    if found is None:
        assert not others
        return
    best = max(worth(places, bounds) for places in others)
    # Two ways to the same half second may differ by what a quarter of a second is worth.
    assert worth(found, bounds) >= best - 0.5
    assert best_arc(pieces[::-1], (), fit, LENGTHS, bounds) == found


def test_what_is_required_is_there_and_nothing_that_shares_its_time() -> None:
    pieces = [a_piece(0, 2), a_piece(1, 3), a_piece(6, 2), a_piece(9, 2)]
    found = best_arc(pieces, {Span(1, 4)}, fit, LENGTHS, Duration(0, 8, 10))
    assert found is not None
    spans = [placed.piece.span for placed in found]
    assert Span(1, 4) in spans
    assert Span(0, 2) not in spans


def test_none_is_found_where_nothing_is_long_enough() -> None:
    assert best_arc([a_piece(0, 2)], (), fit, LENGTHS, Duration(5, 8, 10)) is None
    assert best_arc([], (), fit, LENGTHS, Duration(5, 8, 10)) is None


def test_a_piece_that_needs_a_pause_before_it_gets_one() -> None:
    near, far = a_piece(0, 2), a_piece(2, 2)
    apart = Piece(far.segment, far.span, after=1.0)
    bounds = Duration(0, 8, 10)
    assert len(best_arc([near, far], (), fit, LENGTHS, bounds) or ()) == 2
    assert len(best_arc([near, apart], (), fit, LENGTHS, bounds) or ()) == 1


def test_the_build_rises_and_what_is_said_in_it_keeps_its_order() -> None:
    seen = [Placed(a_piece(start, 2), "build") for start in (6.0, 3.0, 1.0, 5.0)]
    heard = [Placed(a_piece(start, 2, "Yes."), "build") for start in (30.0, 20.0)]
    order = in_order([*seen, *heard])
    assert [placed.piece.span.start for placed in order if placed.piece.spoken] == [20, 30]
    totals = [placed.piece.segment.score.total for placed in order if not placed.piece.spoken]
    assert totals == sorted(totals)
    assert not order[0].piece.spoken
    assert not order[-1].piece.spoken
    assert [placed.piece.span.start for placed in in_order(heard)] == [20, 30]
