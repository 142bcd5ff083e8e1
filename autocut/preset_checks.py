"""What a preset's types cannot say: ranges, orders, and tables that must agree with each other.

The checks read plain data and pass over what is missing or of the wrong type, so that these faults are
told together with those of a preset that has the wrong shape as well.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping

from autocut import styles
from autocut.codecs import CODECS
from autocut.codecs.codec import Codec
from autocut.errors import PresetError
from autocut.model.lexicon import TO_AVOID

Fields = Mapping[str, object]
Range = tuple[Callable[[float], bool], str]

_HUGE = 1e15
_POSITIVE: Range = (lambda value: 0 < value < _HUGE, "finite and above 0")
_NOT_NEGATIVE: Range = (lambda value: 0 <= value < _HUGE, "finite and not below 0")
_RANGES: Mapping[str, Range] = {
    "audio.channels": (lambda value: value in (1, 2), "1 or 2"),
    "audio.loudness": (lambda value: -70 <= value < 0, "from -70 to below 0"),
    "audio.true_peak": (lambda value: -20 <= value <= 0, "from -20 to 0"),
    "captions.gap": _NOT_NEGATIVE,
    "captions.chain": _NOT_NEGATIVE,
    "captions.red_zone": _NOT_NEGATIVE,
    "captions.green_zone": _NOT_NEGATIVE,
    "edit.pre_roll": _NOT_NEGATIVE,
    "edit.post_roll": _NOT_NEGATIVE,
    "edit.seed": _NOT_NEGATIVE,
    "reframe.least_dwell": _NOT_NEGATIVE,
    "reframe.punch_in": (lambda value: 1 <= value <= 4, "from 1 to 4"),
    "safe_area.left": _NOT_NEGATIVE,
    "safe_area.top": _NOT_NEGATIVE,
    "safe_area.right": _NOT_NEGATIVE,
    "safe_area.bottom": _NOT_NEGATIVE,
    "score.balance": (lambda value: 0 <= value <= 1, "from 0 to 1"),
    "score.minimum": (lambda value: 0 <= value <= 1, "from 0 to 1"),
    "trailer.title_card": _NOT_NEGATIVE,
    "trailer.end_card": _NOT_NEGATIVE,
    "trailer.spoiler_guard": (lambda value: 0 <= value < 1, "from 0 to below 1"),
    "video.crf": _NOT_NEGATIVE,
    "video.b_frames": (lambda value: 0 <= value <= 16, "from 0 to 16"),
}

_ORDERS: tuple[tuple[str, Callable[[float, float], bool], str], ...] = (
    ("duration.min", operator.le, "duration.target"),
    ("duration.target", operator.le, "duration.max"),
    ("duration.min", operator.le, "duration.max"),
    ("duration.max", operator.le, "limits.max_duration"),
    ("canvas.min_frame_rate", operator.le, "canvas.max_frame_rate"),
    ("captions.min_duration", operator.lt, "captions.max_duration"),
    ("captions.red_zone", operator.le, "captions.green_zone"),
    ("trailer.min_clip", operator.le, "trailer.max_clip"),
)

_SOUNDS: Mapping[str, tuple[str, ...]] = {
    "mp4": ("aac",),
    "mov": ("aac", "pcm_s24le"),
    "mxf": ("pcm_s24le",),
    "mp3": ("mp3",),
}
_SAMPLE_RATES: Mapping[str, tuple[int, ...]] = {
    "aac": (32000, 44100, 48000, 96000),
    "mp3": (32000, 44100, 48000),
    "pcm_s24le": (44100, 48000, 96000),
}


def contradictions(data: Mapping[str, object]) -> list[str]:
    """All that cannot be meant in a preset's plain data, each as `key.path: reason`."""
    fields = dict(_paths(data))
    return [fault for rule in _RULES for fault in rule(fields)]


def _paths(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        yield prefix + key, value
        if isinstance(value, Mapping):
            yield from _paths(value, f"{prefix}{key}.")


def _number(fields: Fields, path: str) -> float | None:
    value = fields.get(path)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _text(fields: Fields, path: str) -> str:
    value = fields.get(path)
    return value if isinstance(value, str) else ""


def _name(fields: Fields) -> Iterator[str]:
    name = fields.get("name")
    if isinstance(name, str) and not re.fullmatch(r"[\w-]+", name):
        yield f"name: must be letters, digits, '-' and '_' alone, for it goes into file names, not {name!r}"


def _ranges(fields: Fields) -> Iterator[str]:
    for path in fields:
        value = _number(fields, path)
        usual = _NOT_NEGATIVE if path.startswith("score.emphasis.") else _POSITIVE
        is_within, words = _RANGES.get(path, usual)
        if value is not None and not is_within(value):
            yield f"{path}: must be {words}, not {value}"


def _orders(fields: Fields) -> Iterator[str]:
    for lower, holds, upper in _ORDERS:
        low, high = _number(fields, lower), _number(fields, upper)
        if low is not None and high is not None and not holds(low, high):
            words = "not be more than" if holds is operator.le else "be less than"
            yield f"{lower}: must {words} {upper}, but {low} is against {high}"


def _picture(fields: Fields) -> Iterator[str]:
    has_canvas, has_video = "canvas" in fields, "video" in fields
    if has_canvas != has_video:
        present, missing = ("canvas", "video") if has_canvas else ("video", "canvas")
        yield f"{missing}: must be there, for there is a table {present}"
    if fields.get("container") in ("mp4", "mov", "mxf") and not has_video:
        yield f"container: {fields['container']} needs a picture, but there is no table video"
    if fields.get("captions.burn") is True and not has_canvas:
        yield "captions.burn: there is no picture to burn captions into"


def _style(fields: Fields) -> Iterator[str]:
    name = fields.get("captions.style")
    if isinstance(name, str):
        try:
            styles.load(name)
        except PresetError as error:
            yield f"captions.style: {error}"


def _containers(fields: Fields) -> Iterator[str]:
    container, sound, picture = (_text(fields, path) for path in ("container", "audio.codec", "video.codec"))
    codec = _codec(fields)
    if container in _SOUNDS:
        if picture and (codec is None or container not in codec.containers):
            yield f"video.codec: {picture} does not go into {container}"
        if sound and sound not in _SOUNDS[container]:
            yield f"audio.codec: {sound} does not go into {container}, but {' or '.join(_SOUNDS[container])} does"
    rate, rates = _number(fields, "audio.sample_rate"), _SAMPLE_RATES.get(sound, ())
    if rate is not None and rates and rate not in rates:
        yield f"audio.sample_rate: {sound} must be at {', '.join(map(str, rates))} Hz, not {rate}"


def _codec(fields: Fields) -> Codec | None:
    return next((codec for name, codec in CODECS.items() if name == fields.get("video.codec")), None)


def _coding(fields: Fields) -> Iterator[str]:
    codec, name = _codec(fields), _text(fields, "video.codec")
    if codec is None:
        return
    profile, speed, quality = _text(fields, "video.profile"), _text(fields, "video.speed"), _number(fields, "video.crf")
    if profile and profile not in codec.profiles:
        yield f"video.profile: {name} has {', '.join(codec.profiles)}, not {profile!r}"
    if speed and codec.speeds and speed not in codec.speeds:
        yield f"video.speed: must be one of {', '.join(codec.speeds)}, not {speed!r}"
    if quality is not None and codec.quality and not codec.quality[0] <= quality <= codec.quality[1]:
        yield f"video.crf: must be from {codec.quality[0]} to {codec.quality[1]} in {name}, not {quality:g}"


def _exact_forms(fields: Fields) -> Iterator[str]:
    """Some codecs have pictures of certain sizes and rates, and no others; then there is nothing to choose."""
    codec, name = _codec(fields), _text(fields, "video.codec")
    if codec is None:
        return
    width, height, fit = _number(fields, "canvas.width"), _number(fields, "canvas.height"), _text(fields, "canvas.fit")
    exact = [(size.width, size.height) for size in codec.sizes]
    if exact and width and height and ((width, height) not in exact or fit == "source"):
        sizes = " or ".join(map(str, codec.sizes))
        yield f"canvas: {name} is {sizes} with fit crop or pad, not {width:g}x{height:g} with fit {fit}"
    lowest, highest = _number(fields, "canvas.min_frame_rate"), _number(fields, "canvas.max_frame_rate")
    rates = [f"{float(rate):.3f}".rstrip("0").rstrip(".") for rate in codec.rates]
    if rates and lowest and highest and (lowest != highest or f"{lowest:g}" not in rates):
        both = "so both bounds must be the same one of them"
        yield f"canvas: {name} is at {' or '.join(rates)} frames a second, {both}, not {lowest:g} and {highest:g}"


def _sides(fields: Fields) -> Iterator[str]:
    for path in ("canvas.width", "canvas.height"):
        side = _number(fields, path)
        if side is not None and side % 2:
            yield f"{path}: must be even, not {side}"


def _safe_area(fields: Fields) -> Iterator[str]:
    for side, before, after in (("width", "left", "right"), ("height", "top", "bottom")):
        length = _number(fields, f"canvas.{side}")
        covered = [_number(fields, f"safe_area.{margin}") or 0 for margin in (before, after)]
        if length is not None and sum(covered) >= length:
            yield f"safe_area: {before} and {after} leave no room on a {side} of {length}"


def _trailer(fields: Fields) -> Iterator[str]:
    if fields.get("kind") == "trailer" and "trailer" not in fields:
        yield "trailer: must be there, for the kind is trailer"
    if "trailer" in fields and fields.get("kind") in ("short", "full"):
        yield f"trailer: must not be there, for the kind is {fields['kind']}"
    parts = [_number(fields, f"trailer.{key}") or 0 for key in ("title_card", "min_clip", "end_card")]
    longest = _number(fields, "duration.max")
    if longest is not None and sum(parts) > longest:
        yield f"trailer: both cards and one clip last {sum(parts)} s, which duration.max of {longest} forbids"


def _avoided(fields: Fields) -> Iterator[str]:
    avoid = fields.get("score.avoid")
    for phrase in avoid if isinstance(avoid, (list, tuple)) else ():
        if isinstance(phrase, str) and phrase.startswith("@") and phrase[1:] not in TO_AVOID:
            yield f"score.avoid: there is no list {phrase}, but {' and '.join(f'@{name}' for name in TO_AVOID)}"


def _layouts(fields: Fields) -> Iterator[str]:
    layouts = fields.get("reframe.layouts")
    if isinstance(layouts, (list, tuple)) and "crop" not in layouts:
        yield "reframe.layouts: must hold crop, for the others are not always possible"


def _sources(fields: Fields) -> Iterator[str]:
    sources = fields.get("sources")
    for index, source in enumerate(sources if isinstance(sources, (list, tuple)) else ()):
        key = source.get("key") if isinstance(source, Mapping) else None
        if isinstance(key, str) and key not in fields:
            yield f"sources[{index}].key: there is no field {key!r} in this preset"


_RULES = (
    *(_name, _ranges, _orders, _picture, _containers, _coding, _exact_forms),
    *(_sides, _safe_area, _trailer, _avoided, _style, _layouts, _sources),
)
