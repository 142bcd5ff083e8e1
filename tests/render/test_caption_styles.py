"""Every style of captions is drawn as it says, inside the safe area, each word at its time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from autocut import styles
from autocut.media.probe import probe
from autocut.model.captions import Cue
from autocut.model.span import Span
from tests.builders import words
from tests.render.pictures import gray
from tests.render.versions import rendered, short_preset, version

GREY = ("-f", "lavfi", "-i", "color=c=0x404040:s=360x640:r=25:d=2", "-c:v", "libx264", "-preset", "ultrafast")
PLACE = ("canvas.fit=source", "canvas.width=360", "canvas.height=640")
CUE = Cue(Span(0.2, 1.8), ("two lines of", "extraordinary words"), words("two lines of extraordinary words", 0.2, 1.7))
SHIPPED = sorted(path.stem for path in Path(styles.__file__).parent.glob("*.toml"))
Luma = NDArray[np.float64]


@pytest.fixture(scope="module")
def drawn(make: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Luma]:
    """The luma of every frame in each style, and without captions under the name of none."""
    master = probe(make("styles-grey.mp4", *GREY))
    images = {}
    for name in ("", *SHIPPED):
        preset = short_preset(*PLACE, f"captions.style={name or 'plain'}")
        planned = version(master, [Span(0.0, 2.0)], preset, cues=(CUE,) if name else ())
        images[name] = gray(rendered(planned, master, tmp_path_factory.mktemp("styles"))).astype(float)
    return images


def changed(drawn: Mapping[str, Luma], name: str, frame: int) -> NDArray[np.bool_]:
    difference: NDArray[np.bool_] = np.abs(drawn[name][frame] - drawn[""][frame]) > 20
    return difference


def box(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is set."""
    rows, columns = np.nonzero(mask)
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_style_stays_inside_the_safe_area_and_keeps_the_times_of_its_cue(
    name: str, drawn: Mapping[str, Luma]
) -> None:
    safe = short_preset().safe_area
    on = [frame for frame in range(50) if changed(drawn, name, frame).any()]
    assert on == list(range(5, 45))
    for frame in on:
        left, top, right, bottom = box(changed(drawn, name, frame))
        assert safe.left <= left < right < 360 - safe.right
        # The shadow of a descender may touch one row more.
        assert safe.top < top < bottom <= 640 - safe.bottom
        assert (left + right) / 2 == pytest.approx((safe.left + 360 - safe.right) / 2, abs=4)


def test_the_box_of_boxed_is_one_that_lets_a_little_through(drawn: Mapping[str, Luma]) -> None:
    left, top, right, bottom = box(changed(drawn, "boxed", 20))
    behind = drawn["boxed"][20][top + 1 : bottom - 1, left + 1 : right - 1]
    assert (behind < 40).mean() > 0.5, "dark between the letters and in the corners"
    corners = [behind[0, 0], behind[0, -1], behind[-1, 0], behind[-1, -1]]
    assert all(16 < luma < 40 for luma in corners)


def test_the_boxes_of_broadcast_are_opaque_and_as_wide_as_their_lines(drawn: Mapping[str, Luma]) -> None:
    image, mask = drawn["broadcast"][20], changed(drawn, "broadcast", 20)
    widths = mask.sum(axis=1)[mask.any(axis=1)]
    assert widths[2] < 0.75 * widths[-3], "the first line is the shorter one"
    assert (image[mask] < 20).mean() > 0.4


def test_karaoke_marks_the_word_that_is_said_and_moves_no_other(drawn: Mapping[str, Luma]) -> None:
    # Yellow is darker than white: the mark is at the first word of the first line, then at the last of the second.
    first, last = drawn["karaoke"][6], drawn["karaoke"][42]
    left, top, right, bottom = box(changed(drawn, "karaoke", 6))
    marked = np.abs(first - last) > 15
    rows, columns = np.nonzero(marked)
    halfway, middle = (top + bottom) / 2, (left + right) / 2
    assert (columns[rows < halfway] < middle).all()
    assert (columns[rows > halfway] > middle).all()
    assert (first - last)[marked & (np.arange(640)[:, None] < halfway)].mean() < 0
    assert (first - last)[marked & (np.arange(640)[:, None] > halfway)].mean() > 0


def test_pop_shows_one_word_at_a_time_larger_and_growing(drawn: Mapping[str, Luma]) -> None:
    plain_height = np.diff(box(changed(drawn, "plain", 20))[1::2])[0] / 2
    _, top, _, bottom = box(changed(drawn, "pop", 10))
    assert bottom - top < 1.6 * plain_height, "one line"
    widths = [np.diff(box(changed(drawn, "pop", frame))[::2])[0] for frame in (5, 10, 30)]
    assert widths[0] < 0.95 * widths[1], "the first frame of a word is smaller than the others"
    assert widths[2] > 2 * widths[1], "extraordinary"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("pop", ("Donaudampfschifffahrtsgesellschaft",)),
        ("boxed", ("When womanhood whispered", "among mammoth mountains,")),
        ("broadcast", ("When womanhood whispered", "among mammoth mountains,")),
    ],
)
def test_what_is_too_wide_in_a_style_is_made_smaller_and_not_broken_again(
    name: str, lines: tuple[str, ...], make: Callable[..., Path], tmp_path: Path
) -> None:
    master = probe(make("styles-grey.mp4", *GREY))
    preset = short_preset(*PLACE, f"captions.style={name}")
    images = []
    for folder, cues in (("with", (Cue(Span(0.0, 2.0), lines),)), ("without", ())):
        (tmp_path / folder).mkdir()
        planned = version(master, [Span(0.0, 2.0)], preset, cues=cues)
        images.append(gray(rendered(planned, master, tmp_path / folder)).astype(float))
    left, top, right, bottom = box(np.abs(images[0] - images[1])[20] > 20)
    assert preset.safe_area.left <= left < right < 360 - preset.safe_area.right
    assert right - left > 250
    assert bottom - top < 66, "two lines at most"
