"""Eight patches of known light as a master codes them, and what a version must show, by the published equations."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

LIGHT: Values = np.array(
    [
        *([0.18] * 3, [0.02] * 3, [0.25, 0.03, 0.03], [0.03, 0.25, 0.03]),
        *([0.03, 0.03, 0.25], [0.2, 0.2, 0.05], [0.3, 0.15, 0.1], [0.05, 0.2, 0.2]),
    ]
)
"""Linear BT.709 light of the displayed patches, 1 being reference white."""
GAMMA = 2.4
"""Of displays (ITU-R BT.1886)."""
_WHITE = 203.0
# ITU-R BT.2087, and Display P3 from the chromaticities of SMPTE EG 432-1.
TO_BT2020: Values = np.array(
    [[0.627404, 0.329283, 0.043313], [0.069097, 0.919540, 0.011362], [0.016391, 0.088013, 0.895595]]
)
TO_P3: Values = np.linalg.inv(
    np.array([[1.2249402, -0.2249404, 0.0], [-0.0420569, 1.0420571, 0.0], [-0.0196376, -0.0786361, 1.0982735]])
)
BT709, BT601, BT2020 = (0.2126, 0.0722), (0.299, 0.114), (0.2627, 0.0593)


def display(light: Values) -> Values:
    """The R'G'B' signal of an SDR display's light."""
    return np.asarray(np.clip(light, 0, 1) ** (1 / GAMMA))


def pq(light: Values) -> Values:
    """The signal in SMPTE ST 2084 where reference white is 203 cd/m2."""
    power = (_WHITE * light / 10_000) ** 0.1593017578125
    return np.asarray(((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375)


def hlg(light: Values) -> Values:
    """The signal in ARIB STD-B67 that a display of 1000 cd/m2 shows as that light (ITU-R BT.2100)."""
    lit = _WHITE * light / 1000
    luminance = lit @ np.array([0.2627, 0.6780, 0.0593])
    scene = lit * (luminance ** (-0.2 / 1.2))[:, None]
    curve = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    return np.asarray(np.where(scene <= 1 / 12, np.sqrt(3 * scene), curve))


def coded(signal: Values, weights: tuple[float, float], bits: int = 8, *, full: bool = False) -> Values:
    """Y'CbCr codes of an R'G'B' signal by the matrix with these weights of red and blue."""
    red, blue = weights
    luma = signal @ np.array([red, 1 - red - blue, blue])
    planes = luma, (signal[:, 2] - luma) / (2 - 2 * blue), (signal[:, 0] - luma) / (2 - 2 * red)
    return _in_range(planes, bits, full=full)


def ycgco(signal: Values) -> Values:
    """8-bit YCgCo codes in video range (ISO/IEC 23091-2, matrix 8)."""
    rows = np.array([[0.25, 0.5, 0.25], [-0.25, 0.5, -0.25], [0.5, 0.0, -0.5]])
    return _in_range(tuple(signal @ row for row in rows), 8, full=False)


def _in_range(planes: tuple[Values, ...], bits: int, *, full: bool) -> Values:
    black, luma_range, chroma_range = (0, 255, 255) if full else (16, 219, 224)
    luma, first, second = planes
    codes = [black + luma_range * luma, 128 + chroma_range * first, 128 + chroma_range * second]
    return np.stack(codes, axis=1) * (1 << (bits - 8))


def source(codes: Values, form: str, tags: str) -> str:
    """A lavfi source of 320x180 that shows the patches side by side."""
    planes = zip(("lum", "cb", "cr"), (_bars(column) for column in codes.T), strict=True)
    bars = ":".join(f"{plane}='{bar}'" for plane, bar in planes)
    return f"color=c=gray:s=320x180:r=25:d=0.4,format={form},geq={bars}{f',setparams={tags}' if tags else ''}"


def _bars(column: Values) -> str:
    bars = str(round(column[-1]))
    for place in range(len(column) - 2, -1, -1):
        bars = f"if(lt(X/W*{len(column)},{place + 1}),{round(column[place])},{bars})"
    return bars


def shown(path: Path) -> Values:
    """The mean Y'CbCr code of the middle of each patch in the sixth frame of a version, in steps of eight bits."""
    with av.open(str(path)) as container:
        frame = next(frame for number, frame in enumerate(container.decode(video=0)) if number == 5)
    eight = frame.format.components[0].bits == 8
    kind, scale = (np.dtype(np.uint8), 1.0) if eight else (np.dtype(np.uint16), 4.0)
    columns = []
    for plane in frame.planes:
        rows = np.frombuffer(plane, kind).reshape(-1, plane.line_size // kind.itemsize).astype(np.float64) / scale
        rows = rows[: plane.height, : plane.width]
        middle, width = rows[plane.height // 2 - 4 : plane.height // 2 + 4], plane.width / len(LIGHT)
        columns.append([middle[:, int((k + 0.4) * width) : int((k + 0.6) * width)].mean() for k in range(len(LIGHT))])
    return np.array(columns).T
