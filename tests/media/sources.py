"""Arguments that make small media: a moving picture, a tone, and how to code them quickly."""

from __future__ import annotations

X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "25")
CODING = (*X264, "-c:a", "aac")
VPX = ("-c:v", "libvpx", "-deadline", "realtime", "-b:v", "500k", "-c:a", "libopus")


def picture(seconds: float = 2, rate: str = "25", size: str = "320x180") -> tuple[str, ...]:
    """A picture in which every frame differs."""
    return ("-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}")


def tone(seconds: float = 2, hertz: int = 440) -> tuple[str, ...]:
    """A tone at 48 kHz."""
    return ("-f", "lavfi", "-i", f"sine={hertz}:r=48000:d={seconds}")
