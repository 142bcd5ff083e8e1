"""What is written as ONNX is what onnxruntime computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from autocut.analyze.onnx_file import Node, onnx_file


def test_a_network_with_constants_and_attributes_computes_what_it_says() -> None:
    weights = np.arange(600, dtype=np.float32).reshape(200, 3) / 600
    shift = np.array([1, 2, -400], np.float32).repeat(1)
    nodes = [
        Node("Gemm", ["x", "weights", "shift"], ["sum"], {"transA": 0}),
        Node("Relu", ["sum"], ["raised"]),
        Node("Unsqueeze", ["raised", "where"], ["y"]),
    ]
    constants: dict[str, NDArray[Any]] = {"weights": weights, "shift": shift, "where": np.array([0])}
    written = onnx_file(nodes, constants, {"x": ("rows", 200)}, {"y": (1, "rows", 3)})
    session = onnxruntime.InferenceSession(written, providers=["CPUExecutionProvider"])
    for rows in (1, 5):
        x = np.random.default_rng(rows).random((rows, 200), np.float32)
        (found,) = session.run(None, {"x": x})
        np.testing.assert_allclose(found, np.maximum(0, x @ weights + shift)[None], rtol=1e-5)
        assert (found[..., 2] == 0).all()


def test_an_attribute_may_be_a_list() -> None:
    kernel = np.array([[[1, 10]]], np.float32)
    node = Node("Conv", ["x", "kernel"], ["y"], {"dilations": (200,), "pads": [0, 1]})
    written = onnx_file([node], {"kernel": kernel}, {"x": (1, 1, 203)}, {"y": (1, 1, 4)})
    session = onnxruntime.InferenceSession(written, providers=["CPUExecutionProvider"])
    x = np.arange(203, dtype=np.float32)[None, None]
    (found,) = session.run(None, {"x": x})
    assert found.tolist() == [[[2000, 2011, 2022, 3]]]
