"""Times as subtitle files write them."""

from __future__ import annotations


def clock(seconds: float, point: str) -> str:
    """Hours, minutes, seconds and thousandths, with `point` before the thousandths."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"
