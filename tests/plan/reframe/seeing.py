"""Pictures in which anything may be seen."""

from __future__ import annotations

from hypothesis import strategies as st

from autocut.model.analysis import Analysis
from autocut.model.geometry import Box, Size
from autocut.model.sight import Sighting, Speaking, Subject, TextRegion
from autocut.model.span import Span
from tests.builders import shots


def boxes_within(size: Size) -> st.SearchStrategy[Box]:
    """Boxes of whole pixels that lie in the picture."""
    sides = st.tuples(st.integers(20, size.width // 2), st.integers(20, size.height // 2))
    return sides.flatmap(
        lambda wh: st.builds(
            Box,
            st.integers(0, size.width - wh[0]).map(float),
            st.integers(0, size.height - wh[1]).map(float),
            st.just(float(wh[0])),
            st.just(float(wh[1])),
        )
    )


def subjects_within(size: Size) -> st.SearchStrategy[Subject]:
    """Subjects of any kind that jump about in the picture."""
    times = st.lists(st.floats(0, 10, exclude_max=True), unique=True, min_size=1, max_size=4).map(sorted)
    kinds = st.sampled_from(["face", "person", "motion"])
    speaking = st.sampled_from([(), (Speaking(Span(1, 5), 0.8),)])
    sightings = times.flatmap(
        lambda at: st.tuples(*(st.builds(Sighting, st.just(time), boxes_within(size), st.just(0.9)) for time in at))
    )
    return st.builds(Subject, st.integers(1, 9), kinds, sightings, speaking)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Size, Analysis]:
    """A size of the picture, and ten seconds of what is seen in it."""
    size = draw(st.builds(Size, st.integers(40, 2000), st.integers(40, 2000)))
    area = draw(st.none() | boxes_within(size).filter(lambda box: min(box.width, box.height) >= 20))
    changes = sorted(draw(st.lists(st.integers(1, 99), unique=True, max_size=5)))
    return size, Analysis(
        shots=shots(0, *(k / 10 for k in changes), 10),
        subjects=tuple(draw(st.lists(subjects_within(size), max_size=4))),
        text=tuple(TextRegion(Span(2, 7), box, 0.9) for box in draw(st.lists(boxes_within(size), max_size=2))),
        picture_area=area,
    )
