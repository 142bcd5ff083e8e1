"""Directions in a space of many dimensions, kept small."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_UNITS = 10_000
_BYTES = 2


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of one width, whose values lie within -3.2 and 3.2 and are kept to four decimals.

    `packed` holds them one after the other, each value as ten thousandths in 16 bits, the low byte first: a vector of
    384 values takes 768 bytes, where a tuple of floats takes 12 kB.
    """

    width: int = 0
    packed: bytes = b""

    @classmethod
    def of(cls, rows: Iterable[Iterable[float]]) -> Vectors:
        """The rows, all of one length; raises ValueError where they are not or where a value is too large."""
        width, packed = 0, bytearray()
        for row in rows:
            values = [round(value * _UNITS) for value in row]
            if packed and len(values) != width:
                raise ValueError(f"vectors of width {width} cannot be joined by one of width {len(values)}")
            width = len(values)
            try:
                packed += struct.pack(f"<{width}h", *values)
            except struct.error as error:
                raise ValueError(f"a value of {max(values, key=abs) / _UNITS:g} is too large to be kept") from error
        return cls(width, bytes(packed))

    def __len__(self) -> int:
        """How many there are."""
        return len(self.packed) // (_BYTES * self.width) if self.width else 0

    def __iter__(self) -> Iterator[tuple[float, ...]]:
        """One after the other."""
        for row in struct.iter_unpack(f"<{self.width}h", self.packed) if self.width else ():
            yield tuple(value / _UNITS for value in row)
