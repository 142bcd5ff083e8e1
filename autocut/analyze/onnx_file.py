"""Write small networks as ONNX files, for onnxruntime; the fields are those of onnx.proto (ONNX IR version 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_IR_VERSION = 8
_OPERATORS = 14
_FLOAT, _INT64 = 1, 7
_INT_ATTRIBUTE, _INTS_ATTRIBUTE = 2, 7


@dataclass(frozen=True, slots=True)
class Node:
    """One operator, the names of what goes in and comes out, and its attributes: whole numbers or lists of them."""

    operator: str
    inputs: Sequence[str]
    outputs: Sequence[str]
    attributes: Mapping[str, int | Sequence[int]] = field(default_factory=dict)


Shape = Sequence[int | str]
"""Lengths; a name stands for one that may vary."""


def onnx_file(
    nodes: Iterable[Node],
    constants: Mapping[str, NDArray[Any]],
    inputs: Mapping[str, Shape],
    outputs: Mapping[str, Shape],
) -> bytes:
    """The network as a file; constants are arrays of float32 or int64, inputs and outputs are float32."""
    graph = [
        *(_part(1, _node(node)) for node in nodes),
        _part(2, b"network"),
        *(_part(5, _constant(name, value)) for name, value in constants.items()),
        *(_part(11, _value(name, shape)) for name, shape in inputs.items()),
        *(_part(12, _value(name, shape)) for name, shape in outputs.items()),
    ]
    return _number(1, _IR_VERSION) + _part(7, b"".join(graph)) + _part(8, _number(2, _OPERATORS))


def _node(node: Node) -> bytes:
    inputs = [_part(1, name.encode()) for name in node.inputs]
    outputs = [_part(2, name.encode()) for name in node.outputs]
    attributes = [_part(5, _attribute(name, value)) for name, value in node.attributes.items()]
    return b"".join([*inputs, *outputs, _part(4, node.operator.encode()), *attributes])


def _attribute(name: str, value: int | Sequence[int]) -> bytes:
    if isinstance(value, int):
        return _part(1, name.encode()) + _number(3, value) + _number(20, _INT_ATTRIBUTE)
    return _part(1, name.encode()) + b"".join(_number(8, each) for each in value) + _number(20, _INTS_ATTRIBUTE)


def _constant(name: str, value: NDArray[Any]) -> bytes:
    lengths = b"".join(_number(1, length) for length in value.shape)
    kind = _FLOAT if value.dtype.kind == "f" else _INT64
    raw = value.astype("<f4" if kind == _FLOAT else "<i8").tobytes()
    return lengths + _number(2, kind) + _part(8, name.encode()) + _part(9, raw)


def _value(name: str, shape: Shape) -> bytes:
    lengths = (_number(1, each) if isinstance(each, int) else _part(2, each.encode()) for each in shape)
    tensor = _number(1, _FLOAT) + _part(2, b"".join(_part(1, each) for each in lengths))
    return _part(1, name.encode()) + _part(2, _part(1, tensor))


def _number(place: int, value: int) -> bytes:
    return _varint(place << 3) + _varint(value)


def _part(place: int, content: bytes) -> bytes:
    return _varint(place << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first (Protocol Buffers encoding)."""
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])
