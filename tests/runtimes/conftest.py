from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Write = Callable[..., Path]


@pytest.fixture
def write_onnx(tmp_path: Path) -> Write:
    """A writer of models: nodes and constants in, path out."""

    def write(
        nodes: list[Any],
        constants: dict[str, Any],
        input_shape: list[Any],
        output_shape: list[Any],
        input_type: int = 1,
    ) -> Path:
        from onnx import helper, numpy_helper, save

        graph = helper.make_graph(
            nodes,
            "graph",
            [helper.make_tensor_value_info("x", input_type, input_shape)],
            [helper.make_tensor_value_info("y", 1, output_shape)],
            [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
        path = tmp_path / "written.onnx"
        save(model, path)
        return path

    return write


@pytest.fixture
def linear_onnx(write_onnx: Write) -> Path:
    """y = x · W + b for x of shape (batch, 3), W of ones, b = (0, 1)."""
    from onnx import helper

    return write_onnx(
        [helper.make_node("Gemm", ["x", "W", "b"], ["y"], name="head")],
        {"W": np.ones((3, 2), np.float32), "b": np.array([0, 1], np.float32)},
        ["batch", 3],
        ["batch", 2],
    )
