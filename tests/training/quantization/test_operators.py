from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import helper
from onnx.helper import get_attribute_value

from afterfit.errors import InputError
from afterfit.runtimes import run_onnx
from tests.training.quantization.small_models import model_of, weights, windows

torch = pytest.importorskip("torch")

from afterfit.training.quantization.operators import apply_operator  # noqa: E402

pytestmark = pytest.mark.train

POINTS = np.array([2, 3], np.int64)
STATISTICS = {"w": weights(2), "b": weights(2, seed=1), "mean": weights(2, seed=2),
              "var": np.abs(weights(2, seed=3)) + 0.5}  # fmt: skip
CASES: dict[str, tuple[str, list[str], dict[str, Any], dict[str, Any]]] = {
    "conv2d": ("Conv", ["input", "w", "b"], {"w": weights(3, 2, 3, 1), "b": weights(3)},
               {"kernel_shape": [3, 1], "pads": [1, 0, 2, 0], "strides": [2, 1]}),
    "dilated without bias": ("Conv", ["input", "w"], {"w": weights(3, 2, 2, 2)},
                             {"kernel_shape": [2, 2], "dilations": [2, 1]}),
    "depthwise": ("Conv", ["input", "w"], {"w": weights(4, 1, 3, 3)},
                  {"kernel_shape": [3, 3], "group": 2}),
    "max pool": ("MaxPool", ["input"], {},
                 {"kernel_shape": [3, 1], "pads": [1, 0, 1, 0], "strides": [2, 1]}),
    "max pool, ceil": ("MaxPool", ["input"], {},
                       {"kernel_shape": [2, 2], "strides": [2, 2], "ceil_mode": 1}),
    "average pool": ("AveragePool", ["input"], {}, {"kernel_shape": [2, 2], "pads": [1, 1, 0, 0]}),
    "average pool with pads": ("AveragePool", ["input"], {},
                               {"kernel_shape": [2, 2], "pads": [1, 1, 1, 1],
                                "count_include_pad": 1}),
    "global average": ("GlobalAveragePool", ["input"], {}, {}),
    "mean over axes": ("ReduceMean", ["input", "axes"], {"axes": POINTS}, {"keepdims": 0}),
    "batch norm": ("BatchNormalization", ["input", *STATISTICS], STATISTICS, {"epsilon": 1e-3}),
    "relu": ("Relu", ["input"], {}, {}),
    "clip": ("Clip", ["input", "", "high"], {"high": np.array(0.5, np.float32)}, {}),
    "sum": ("Add", ["input", "w"], {"w": weights(2, 1, 1)}, {}),
    "concatenation": ("Concat", ["input", "input"], {}, {"axis": 1}),
    "flatten": ("Flatten", ["input"], {}, {"axis": -3}),
    "reshape, 0 copies": ("Reshape", ["input", "sides"],
                          {"sides": np.array([0, -1], np.int64)}, {}),
    "matmul": ("MatMul", ["input", "w"], {"w": weights(3, 5)}, {}),
    "identity": ("Identity", ["input"], {}, {}),
}  # fmt: skip


@pytest.mark.parametrize("case", list(CASES))
def test_the_same_as_onnx_runtime(case: str, tmp_path: Path) -> None:
    operator, inputs, constants, attributes = CASES[case]
    node = helper.make_node(operator, inputs, ["made"], "n", **attributes)
    flat = helper.make_node("Flatten", ["made"], ["logits"], "f")
    model = model_of([node, flat], constants, (2, 6, 3))
    (tmp_path / "m.onnx").write_bytes(model.SerializeToString())
    X = windows(5, 2, 6, 3)
    expected = run_onnx(tmp_path / "m.onnx", X)
    got = _applied(node, constants, X)
    assert got.reshape(expected.shape) == pytest.approx(expected, abs=1e-5)


def _applied(node: Any, constants: dict[str, Any], X: Any) -> Any:
    values = {"input": torch.from_numpy(X), "": None}
    values |= {name: torch.from_numpy(np.array(one)) for name, one in constants.items()}
    attributes = {one.name: get_attribute_value(one) for one in node.attribute}
    made = apply_operator("n", node.op_type, [values[name] for name in node.input], attributes)
    return made.numpy()


@pytest.mark.parametrize("turned", [0, 1])
def test_gemm(turned: int, tmp_path: Path) -> None:
    constants = {"w": weights(*((4, 6) if turned else (6, 4))), "b": weights(4)}
    attributes = {"transB": turned, "alpha": 0.5, "beta": 2.0}
    node = helper.make_node("Gemm", ["input", "w", "b"], ["logits"], "n", **attributes)
    (tmp_path / "m.onnx").write_bytes(model_of([node], constants, (6,)).SerializeToString())
    X = windows(5, 6)
    assert _applied(node, constants, X) == pytest.approx(run_onnx(tmp_path / "m.onnx", X), abs=1e-5)


def test_an_operator_that_is_not_known_is_named() -> None:
    with pytest.raises(InputError, match=r"a network with Softsign \(s1\) cannot learn .* PTQ"):
        apply_operator("s1", "Softsign", [torch.zeros(1)], {})


def test_automatic_pads_are_refused() -> None:
    x, w = torch.zeros(1, 1, 4), torch.zeros(1, 1, 3)
    with pytest.raises(InputError, match="auto_pad SAME_UPPER is not known"):
        apply_operator("c", "Conv", [x, w], {"auto_pad": "SAME_UPPER"})
