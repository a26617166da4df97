from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.runtimes import layer_outputs, penultimate_outputs
from tests.pipeline.small_models import write_onnx_softmax

X = np.random.default_rng(0).normal(0, 1, (300, 4)).astype(np.float32)


def write_chain(path: Path, operators: list[str]) -> Path:
    """Gemm layers of 4 × 4 with what is between them."""
    from onnx import TensorProto, helper, numpy_helper, save

    weights = numpy_helper.from_array(np.eye(4, dtype=np.float32) * 2, "W")
    nodes = [
        helper.make_node(kind, [f"t{i}", "W"] if kind == "MatMul" else [f"t{i}"], [f"t{i + 1}"])
        for i, kind in enumerate(operators)
    ]
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 4])
        for name in ("t0", f"t{len(operators)}")
    ]
    graph = helper.make_graph(nodes, "graph", ends[:1], ends[1:], [weights])
    opset = helper.make_opsetid("", 18)
    save(helper.make_model(graph, opset_imports=[opset], ir_version=10), path)
    return path


def test_what_the_last_layer_with_weights_reads(tmp_path: Path) -> None:
    path = write_chain(tmp_path / "m.onnx", ["MatMul", "Relu", "MatMul", "Softmax"])
    found = penultimate_outputs(path, X)
    assert found.dtype == np.float32
    assert found.tolist() == np.maximum(2 * X, 0).tolist()
    relu = layer_outputs(path, X)[1]
    assert found.tolist() == relu.values.tolist()


def test_of_a_single_layer_it_is_the_input(tmp_path: Path) -> None:
    path = write_onnx_softmax(tmp_path / "m.onnx")
    assert penultimate_outputs(path, X).tolist() == X.tolist()


def test_a_model_without_weights_has_none(tmp_path: Path) -> None:
    path = write_chain(tmp_path / "m.onnx", ["Relu"])
    with pytest.raises(InputError, match="no layer with weights"):
        penultimate_outputs(path, X)
