"""Versions into the bytes that their platform takes: as they are, in two passes aimed at the size, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from autocut.codecs import CODECS
from autocut.codecs.budget import Budget, budget, least_bitrate, may_exceed
from autocut.errors import PlanError, RenderError
from autocut.model.event import within
from autocut.model.geometry import Size
from autocut.model.rendition import Check, Rendition
from autocut.render.graph import Aimed, Version, software_of

_TRIES = 4
# Encoders come out a little beside the bitrate that they aim at.
_MARGIN = 0.985
_NEAR_ENOUGH = 0.93

Writing = Callable[[Version], Generator[float, None, None]]


def refuse_impossible(rendition: Rendition, size: Size | None, *, heard: bool) -> None:
    """Raises PlanError where the version cannot be had in the bytes that are allowed, before anything is coded."""
    allowed, preset, rate = budget(rendition, heard=heard), rendition.preset, rendition.timeline.frame_rate
    bitrate, what = 0.0, "its sound alone"
    if size is not None and preset.video is not None:
        bitrate = least_bitrate(preset, size, rate)
        what = f"{preset.video.codec} of {size} at {float(rate):.5g} frames a second and the {bitrate:.0f} kbit/s that "
        what += "it takes" if CODECS[preset.video.codec].aimed is None else "it may not go below"
    needed = allowed.bytes_at(bitrate)
    if needed > allowed.limit:
        lasts = f"{rendition.name} lasts {allowed.duration:.1f} s, in which {what}"
        raise PlanError(f"{lasts} would come to {_megabytes(needed)}, {_over(needed, allowed)}")


def first_try(version: Version, folder: Path, writing: Writing) -> Generator[float, None, None]:
    """Write the version as its preset has it, up to where it is larger than is allowed; yields the share done (0-1)."""
    allowed = _allowed(version)
    watched = may_exceed(version.rendition.preset, allowed)
    with closing(writing(version)) as work:
        for share in work:
            yield share
            if watched and _bytes(folder / version.output) > allowed.limit:
                return


def fitted(version: Version, folder: Path, writing: Writing) -> Generator[float, None, tuple[str, ...]]:
    """Write the version anew, in two passes aimed at what is allowed, where it is larger; in words what was done.

    Yields the share done (0-1). Raises RenderError where it does not come out so small.
    """
    allowed, video = _allowed(version), version.rendition.preset.video
    file, kept = folder / version.output, folder / f"kept-{version.output}"
    first = _bytes(file)
    if first <= allowed.limit or video is None:
        return ()
    if CODECS[video.codec].aimed is None:
        raise _missed(version, allowed, first)
    coding = software_of(version)
    tried: dict[int, int] = {}
    asked, best = min(int(_MARGIN * allowed.bitrate), video.max_bitrate), 0
    for number in range(_TRIES):
        for turn in (1, 2):
            done = 1 - 0.5 ** (number + (turn - 1) / 2)
            yield from within(done, done, writing(replace(version, coding=coding, aimed=Aimed(asked, turn))))
        tried[asked] = _bytes(file)
        if tried.get(best, 0) < tried[asked] <= allowed.limit:
            best = asked
            file.replace(kept)
        asked = min(_next_bitrate(tried, _MARGIN * allowed.limit), video.max_bitrate)
        if tried.get(best, 0) >= _NEAR_ENOUGH * allowed.limit or asked in tried:
            break
    if not kept.exists():
        raise _missed(version, allowed, min(tried.values()))
    kept.replace(file)
    why = f"at crf {video.crf} it would be larger than the {_megabytes(allowed.limit)} of limits.max_bytes"
    return (f"coded by {coding.encoder} in two passes at {best} kbit/s: {why}",)


def _next_bitrate(tried: Mapping[int, int], wanted: float) -> int:
    """The kbit/s that should come to the `wanted` bytes, on the line through the tries on both sides of them."""
    under = max((rate for rate, size in tried.items() if size <= wanted), default=0)
    over = min((rate for rate, size in tried.items() if size > wanted), default=0)
    if not under or not over:
        last = list(tried)[-1]
        return int(last * wanted / tried[last])
    return int(under + (over - under) * (wanted - tried[under]) / (tried[over] - tried[under]))


def _allowed(version: Version) -> Budget:
    return budget(version.rendition, heard=version.sound is not None)


def _missed(version: Version, allowed: Budget, smallest: int) -> RenderError:
    sentence = f"{version.rendition.name} comes to {_megabytes(smallest)}, {_over(smallest, allowed)}"
    check = Check("file size", False, f"{smallest} bytes", f"at most {allowed.limit} bytes")
    return RenderError(sentence, (check,))


def _over(size: float, allowed: Budget) -> str:
    return f"{_megabytes(size - allowed.limit)} over the {_megabytes(allowed.limit)} of limits.max_bytes"


def _bytes(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _megabytes(size: float) -> str:
    return f"{size / 1e6:.2f} MB"
