"""A master whose frames carry their number as twelve black or white bars, readable after cutting and scaling."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from autocut.media.run import ffmpeg, finish

BITS = 12


def numbered_master(path: Path, rate: str, frames: int, size: str) -> None:
    """Frame k shows k in binary, the highest bit at the left; a click starts every second."""
    length = float(frames / Fraction(rate))
    bars = f"lum='if(mod(floor(N/pow(2,{BITS - 1}-floor(X/(W/{BITS})))),2),210,40)':cb=128:cr=128"
    clicks = "if(lt(mod(t,1),0.02),0.8*sin(2*PI*1000*t),0.1*sin(2*PI*220*t))"
    picture = f"color=c=gray:s={size}:r={rate}:d={length + 1},format=yuv420p,geq={bars}"
    sound = f"aevalsrc='{clicks}':s=48000:d={length}"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    coding = ["-frames:v", str(frames), "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-c:a", "aac"]
    finish(ffmpeg([*inputs, *coding, str(path)]))


def numbers(path: Path) -> list[int]:
    """The number that each frame of the file at `path` shows, in order."""
    import av

    with av.open(str(path)) as container:
        return [read_number(frame.to_ndarray(format="gray")) for frame in container.decode(container.streams.video[0])]


def read_number(image) -> int:  # type: ignore[no-untyped-def]
    """The number that a picture, or a field of one, shows in its middle row."""
    height, width = image.shape
    bars = [image[height // 2, int(width * (k + 0.5) / BITS)] > 125 for k in range(BITS)]
    return sum(1 << (BITS - 1 - k) for k, bar in enumerate(bars) if bar)
