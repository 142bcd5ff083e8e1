"""What must be set right in a master's picture before anything else is done to it."""

from __future__ import annotations

from dataclasses import dataclass

from autocut.media.gamut import narrowing, needs_narrowing
from autocut.media.step import Step
from autocut.model.media import Master, VideoStream

_HD_HEIGHT = 720


@dataclass(frozen=True, slots=True)
class Conform:
    """The filters that make the picture progressive, square-pixelled BT.709 SDR, and in words what was decided.

    `matrix` and `range` are those of the picture after the filters, for the scaler to convert from.
    """

    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    matrix: str
    range: str


def conform(master: Master, form: str = "yuv420p") -> Conform:
    """What this master needs, in pixels of the format `form` where they change anyway.

    Rotation is not here: ffmpeg turns the picture itself when it filters.
    """
    video = master.video
    steps: list[Step] = []
    notes: list[str] = []
    matrix, value_range = _matrix(video), "pc" if video.color.range == "pc" else "tv"
    if video.rotation:
        notes.append(f"turned upright by {video.rotation} degrees")
    if video.variable_frame_rate:
        notes.append(f"uneven frames brought to a constant {float(video.frame_rate):.3f} a second")
    if video.field_order != "progressive":
        steps.extend(_progressive(video))
        notes.append(_fields_note(video))
    if needs_narrowing(video.color):
        narrowed, note = narrowing(video, form)
        steps.extend(narrowed)
        notes.append(note)
        matrix, value_range = "bt709", "tv"
    elif video.color.matrix not in (*_SCALER_NAMES, "gbr", "unknown"):
        # The scaler refuses frames with such a tag, whatever else it is told.
        steps.append(Step("setparams", named={"colorspace": {"bt601": "smpte170m"}.get(matrix, matrix)}))
        notes.append(f"the colour tag {video.color.matrix} is not one of a picture like this: taken as {matrix}")
    if video.sample_aspect_ratio != 1:
        steps.append(Step("scale", (master.size.width, master.size.height), {"flags": "lanczos"}))
        steps.append(Step("setsar", (1,)))
        ratio = video.sample_aspect_ratio
        notes.append(f"pixels made square (they were {ratio.numerator}:{ratio.denominator})")
    if video.color.matrix == "unknown":
        notes.append(f"no colour tags: taken as {matrix}")
    return Conform(tuple(steps), tuple(notes), matrix, value_range)


def _progressive(video: VideoStream) -> tuple[Step, ...]:
    bwdif = Step("bwdif", named={"mode": "send_frame", "parity": video.field_order, "deint": "interlaced"})
    if not video.telecined:
        return (bwdif,)
    # What no two fields match, such as a title laid over as video, is still combed. The last frame is doubled, for
    # decimate tells of the end before it has ended.
    doubled = Step("tpad", named={"stop": 1, "stop_mode": "clone"})
    return Step("fieldmatch", named={"order": video.field_order}), bwdif, Step("decimate"), doubled


def _fields_note(video: VideoStream) -> str:
    if video.telecined:
        return f"film taken back out of its telecine, at {float(video.frame_rate):.3f} frames a second"
    return f"deinterlaced (field order {video.field_order})"


def _matrix(video: VideoStream) -> str:
    """The tag, or what players assume without one: BT.709 for HD, BT.601 below."""
    if video.color.matrix in _SCALER_NAMES:
        return _SCALER_NAMES[video.color.matrix]
    return "bt709" if video.coded_size.height >= _HD_HEIGHT else "bt601"


_SCALER_NAMES = {
    "bt709": "bt709",
    "smpte170m": "bt601",
    "bt470bg": "bt601",
    "fcc": "fcc",
    "smpte240m": "smpte240m",
    "bt2020nc": "bt2020",
    "bt2020c": "bt2020",
}
