"""Works at once tell of one stage as one work would."""

from __future__ import annotations

from collections.abc import Generator

from autocut.model.event import Event, Finished, Noted, Progressed, Started, Warned, told
from autocut.together import as_one, together


def work(shares: list[float], result: str) -> Generator[Event, None, str]:
    """A stage by itself before, then the one that is shared."""
    yield Noted("master", result)
    yield Warned("master", "it is damaged")
    yield from told("preparing", "master", (share for share in (1.0,)))
    return (yield from told("working", "master", _done(shares, result)))


def _done(shares: list[float], result: str) -> Generator[float, None, str]:
    yield from shares
    return result


def test_a_stage_that_works_share_starts_once_and_finishes_with_the_last() -> None:
    events: list[Event] = []
    working = together(as_one("working", [work([0.5, 1.0], "first"), work([0.0, 0.5], "second")]), at_most=1)
    while True:
        try:
            events.append(next(working))
        except StopIteration as end:
            results = end.value
            break
    assert results == ["first", "second"]
    of_a_stage = [event for event in events if isinstance(event, (Started, Progressed, Finished))]
    own = [event for event in of_a_stage if event.stage == "working"]
    assert own == [
        Started("working", "master"),
        *(Progressed("working", "master", share) for share in (0.25, 0.5, 0.5, 0.5, 0.75)),
        Finished("working", "master"),
    ]
    assert events.count(Started("preparing", "master")) == 2
    assert events.count(Warned("master", "it is damaged")) == 1
    assert [event for event in events if isinstance(event, Noted)] == [
        Noted("master", "first"),
        Noted("master", "second"),
    ]


def test_a_work_that_leaves_the_stage_out_holds_nobody_up() -> None:
    def idle() -> Generator[Event, None, str]:
        yield Noted("master", "nothing to do")
        return "idle"

    events = list(together(as_one("working", [work([], "first"), idle()]), at_most=1))
    assert events[-3:] == [
        Progressed("working", "master", 0.5),
        Noted("master", "nothing to do"),
        Finished("working", "master"),
    ]
    assert [*together(as_one("working", [idle(), idle()]), at_most=1)] == [Noted("master", "nothing to do")] * 2
