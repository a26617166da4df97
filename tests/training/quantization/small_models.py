"""Small ONNX models of every operator that QAT knows."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper

Array = NDArray[np.float32]


def model_of(
    nodes: list[Any], constants: dict[str, NDArray[Any]], shape: tuple[int, ...]
) -> ModelProto:
    """Return a model from "input", of shape (n, *shape), to "logits"."""
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["n", *shape])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", "m"])],
        [numpy_helper.from_array(values, name) for name, values in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)])
    model.ir_version = 10
    checker.check_model(model)
    return model


def weights(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).normal(0, 0.5, shape).astype(np.float32)


def windows(n: int, *shape: int) -> Array:
    return np.random.default_rng(9).normal(0, 1, (n, *shape)).astype(np.float32)


def write_branches(path: Path) -> tuple[int, ...]:
    """Write a net with 1-D and depthwise convolutions, sum, concatenation and both poolings."""
    node = helper.make_node
    nodes = [
        node("Conv", ["input", "w1", "b1"], ["c1"], "conv1", kernel_shape=[3], pads=[1, 1]),
        node("Relu", ["c1"], ["r1"], "relu1"),
        node("Conv", ["r1", "w2", "b2"], ["c2"], "depth", kernel_shape=[3], pads=[1, 1], group=4),
        node("Add", ["c2", "r1"], ["s"], "sum"),
        node("Relu", ["s"], ["r2"], "relu2"),
        node("MaxPool", ["r2"], ["m"], "highest", kernel_shape=[2], strides=[2]),
        node("AveragePool", ["r1"], ["a"], "mean", kernel_shape=[2], strides=[2]),
        node("Concat", ["m", "a"], ["k"], "both", axis=1),
        node("GlobalAveragePool", ["k"], ["g"], "whole"),
        node("Flatten", ["g"], ["f"], "flat"),
        node("Gemm", ["f", "w3", "b3"], ["logits"], "classifier", transB=1),
    ]
    constants = {
        "w1": weights(4, 2, 3), "b1": weights(4, seed=1), "w2": weights(4, 1, 3, seed=2),
        "b2": weights(4, seed=3), "w3": weights(3, 8, seed=4), "b3": weights(3, seed=5),
    }  # fmt: skip
    path.write_bytes(model_of(nodes, constants, (2, 16)).SerializeToString())
    return (2, 16)
