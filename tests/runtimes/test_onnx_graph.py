from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.runtimes import read_onnx_graph

Write = Callable[..., Path]
ONES = np.ones((3, 2), np.float32)
INT8_ONES = np.ones((3, 2), np.int8)
STEP = {"s": np.float32(0.1), "z": np.int8(0)}


def _models(write_onnx: Write) -> dict[str, tuple[list[object], dict[str, object]]]:
    from onnx import helper

    weight = helper.make_node("DequantizeLinear", ["Wq", "s", "z"], ["Wf"])
    into = helper.make_node("QuantizeLinear", ["x", "s", "z"], ["xq"])
    out = helper.make_node("DequantizeLinear", ["xq", "s", "z"], ["xd"])

    def product(left: str, right: str) -> object:
        return helper.make_node("MatMul", [left, right], ["y"], name="head")

    dynamic = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["xq", "xs", "xz"]),
        helper.make_node("MatMulInteger", ["xq", "Wq"], ["sum"], name="head"),
        helper.make_node("Cast", ["sum"], ["y"], to=1),
    ]
    return {
        "float": ([product("x", "W")], {"W": ONES}),
        "weight-only": ([weight, product("x", "Wf")], {"Wq": INT8_ONES, **STEP}),
        "hybrid": (dynamic, {"Wq": INT8_ONES}),
        "int8 with float ends": (
            [weight, into, out, product("xd", "Wf")],
            {"Wq": INT8_ONES, **STEP},
        ),
        "mixed": ([into, out, product("xd", "W")], {"W": ONES, **STEP}),
        "no weights": ([helper.make_node("Relu", ["x"], ["y"], name="head")], {}),
    }


KINDS = ["float", "weight-only", "hybrid", "int8 with float ends", "mixed", "no weights"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_class_comes_from_the_graph(write_onnx: Write, kind: str) -> None:
    nodes, constants = _models(write_onnx)[kind]
    graph = read_onnx_graph(write_onnx(nodes, constants, ["n", 3], ["n", 2 if constants else 3]))
    assert graph.dtype_class == kind
    head = next(one for one in graph.operators if one.name == "head")
    assert head.n_macs == (6 if constants else 0)


def test_bytes_are_split_into_weights_and_scales(write_onnx: Write) -> None:
    nodes, constants = _models(write_onnx)["int8 with float ends"]
    graph = read_onnx_graph(write_onnx(nodes, constants, ["n", 3], ["n", 2]))
    assert (graph.weight_bytes, graph.quantization_bytes) == (6, 4 + 1)


@pytest.mark.parametrize(
    ("operator", "shapes", "attributes", "macs"),
    [
        ("Conv", {"W": (8, 3, 5, 1)}, {"pads": [2, 0, 2, 0]}, 8 * 16 * 15),
        ("Conv", {"W": (3, 1, 5, 1)}, {"pads": [2, 0, 2, 0], "group": 3}, 3 * 16 * 5),
        ("Conv", {"W": (6, 1, 1, 1)}, {"strides": [2, 1], "group": 3}, 6 * 8),
        ("ConvTranspose", {"W": (3, 4, 2, 1)}, {"strides": [2, 1]}, 3 * 16 * 4 * 2),
        ("MaxPool", {}, {"kernel_shape": [2, 1]}, 0),
    ],
    ids=["conv", "depthwise", "stride", "transposed", "pool"],
)
def test_macs(
    write_onnx: Write,
    operator: str,
    shapes: dict[str, tuple[int, ...]],
    attributes: dict[str, object],
    macs: int,
) -> None:
    from onnx import helper

    constants = {name: np.ones(shape, np.float32) for name, shape in shapes.items()}
    node = helper.make_node(operator, ["x", *shapes], ["y"], **attributes)
    graph = read_onnx_graph(write_onnx([node], constants, ["n", 3, 16, 1], ["n", "c", "l", 1]))
    assert graph.operators[0].n_macs == macs


def test_recurrent_operators_are_not_counted(write_onnx: Write) -> None:
    from onnx import helper

    constants = {
        "W": np.ones((1, 20, 3), np.float32),
        "R": np.ones((1, 20, 5), np.float32),
    }
    # the first output, all steps, is left out: the last step alone is wanted
    node = helper.make_node("LSTM", ["x", "W", "R"], ["", "y"], hidden_size=5)
    graph = read_onnx_graph(write_onnx([node], constants, [7, 1, 3], [1, 1, 5]))
    assert graph.operators[0].n_macs is None
    assert graph.operators[0].output_shape == (1, 1, 5)
    assert graph.dtype_class == "float"


def test_a_relu_and_a_new_shape_share_the_memory_of_what_they_read(write_onnx: Write) -> None:
    from onnx import helper

    nodes = [
        helper.make_node("Conv", ["x", "W"], ["c"], name="conv"),
        helper.make_node("Relu", ["c"], ["r"], name="relu"),
        helper.make_node("Flatten", ["r"], ["f"], name="flat"),
        helper.make_node("Relu", ["x"], ["r2"], name="apart"),
        helper.make_node("Flatten", ["r2"], ["f2"], name="flat2"),
        helper.make_node("Concat", ["f", "f2"], ["y"], axis=1, name="both"),
    ]
    constants = {"W": np.ones((4, 3, 1, 1), np.float32)}
    graph = read_onnx_graph(write_onnx(nodes, constants, ["n", 3, 8, 1], ["n", 56]))
    made = {one.name: one.outputs[0] for one in graph.operators}
    assert made["conv"] == made["relu"] == made["flat"]
    assert made["apart"] == made["flat2"] != graph.inputs[0]
    assert len(set(made.values())) == 3


def test_weights_in_another_file_are_refused(tmp_path: Path, linear_onnx: Path) -> None:
    import onnx

    path = tmp_path / "outside.onnx"
    onnx.save(
        onnx.load(linear_onnx),
        path,
        save_as_external_data=True,
        location="weights.bin",
        size_threshold=0,
    )
    with pytest.raises(InputError, match=r"another file, 'weights\.bin'; save the model as one"):
        read_onnx_graph(path)
