"""Parameters and multiply-accumulates of every network that can be trained."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.runtimes import profile_onnx
from afterfit.training import MODEL_NAMES
from afterfit.training.zoo import ARCHITECTURES, Conv

# for 3 channels of 64 features and 6 classes. Parameters: as published for torch's networks (two
# vectors a normalisation). Multiply-accumulates by hand: steps × outputs × inputs a group × kernel
PUBLISHED = {
    "CLS_100_NPU": (324, [64 * 8 * 3, 64 * 8 * 8 * 3, 8 * 6]),
    "CLS_500_NPU": (684, [64 * 8 * 15, 64 * 16 * 24, 16 * 6]),
    "CLS_1k_NPU": (1028, [64 * 8 * 15, 64 * 8 * 40, 32 * 16 * 24, 16 * 6]),
    "CLS_2k_NPU": (5292, [64 * 16 * 15, 64 * 16 * 48, 16 * 16 * 80, 8 * 32 * 80, 32 * 6]),
    "CLS_4k_NPU": (3908, [32 * 8 * 15, 32 * 8 * 24, 8 * 16 * 40, 4 * 32 * 80, 32 * 6]),
    "CLS_6k_NPU": (
        6764,
        [16 * 16 * 9, 8 * 16 * 3, 8 * 32 * 16, 4 * 32 * 3, 4 * 48 * 32, 4 * 16 * 240, 16 * 6],
    ),
    "CLS_8k_NPU": (
        9964,
        [32 * 16 * 15, 16 * 16 * 5, 16 * 32 * 16, 8 * 32 * 5, 8 * 64 * 32, 8 * 32 * 192, 32 * 6],
    ),
    "CLS_13k_NPU": (
        12924,
        [32 * 8 * 15, 16 * 16 * 24, 16 * 16 * 48, 8 * 32 * 48, 8 * 32 * 96, 4 * 64 * 96, 64 * 6],
    ),
    "CLS_20k_NPU": (
        67020,
        [
            *(32 * 16 * 15, 16 * 32 * 48, 8 * 32 * 5, 8 * 64 * 32),
            *(4 * 64 * 192, 4 * 128 * 192, 4 * 64 * 384, 64 * 6),
        ],
    ),
}


def write_network(name: str, path: Path) -> Path:
    """Write what the exporter makes of a network: normalisations folded, the input's kept."""
    from onnx import helper, numpy_helper, save

    nodes: list[Any] = [helper.make_node("BatchNormalization", ["x", *"gbmv"], ["v0"])]
    weights = {key: np.ones(3, np.float32) for key in "gbmv"}
    width = 3
    for number, block in enumerate(ARCHITECTURES[name], start=1):
        half = block.kernel // 2
        attributes: dict[str, Any] = {
            "kernel_shape": [block.kernel, 1],
            "pads": [half, 0, half, 0],
            "strides": [block.stride, 1],
        }
        read, made = f"v{number - 1}", f"v{number}"
        if isinstance(block, Conv):
            groups = width if block.depthwise else 1
            shape = (block.channels, width // groups, block.kernel, 1)
            weights[f"w{number}"] = np.ones(shape, np.float32)
            weights[f"c{number}"] = np.ones(block.channels, np.float32)
            inputs, width = [read, f"w{number}", f"c{number}"], block.channels
            nodes.append(
                helper.make_node("Conv", inputs, [f"a{number}"], group=groups, **attributes)
            )
            nodes.append(helper.make_node("Relu", [f"a{number}"], [made]))
        else:
            nodes.append(helper.make_node("MaxPool", [read], [made], **attributes))
    weights |= {"W": np.ones((6, width), np.float32), "B": np.ones(6, np.float32)}
    last = f"v{len(ARCHITECTURES[name])}"
    nodes.append(helper.make_node("GlobalAveragePool", [last], ["mean"]))
    nodes.append(helper.make_node("Flatten", ["mean"], ["flat"]))
    nodes.append(helper.make_node("Gemm", ["flat", "W", "B"], ["y"], transB=1))
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("x", 1, ["n", 3, 64, 1])],
        [helper.make_tensor_value_info("y", 1, ["n", 6])],
        [numpy_helper.from_array(value, key) for key, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    save(model, path)
    return path


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_parameters_and_macs(name: str, tmp_path: Path) -> None:
    profile = profile_onnx(write_network(name, tmp_path / "m.onnx"), name, "float32")
    parameters, macs = PUBLISHED[name]
    folded = sum(2 * block.channels for block in ARCHITECTURES[name] if isinstance(block, Conv))
    assert profile.n_parameters == parameters - folded
    assert [layer.n_macs for layer in profile.layers if layer.n_macs] == macs
    assert profile.n_macs == sum(macs)
    # running mean and variance of the input's normalisation are stored, but are not parameters
    assert profile.weight_bytes == 4 * (profile.n_parameters + 2 * 3)


def test_memory_of_cls_4k_by_hand(tmp_path: Path) -> None:
    path = write_network("CLS_4k_NPU", tmp_path / "m.onnx")
    memory = profile_onnx(path, "CLS_4k_NPU", "float32").memory
    assert memory is not None
    assert memory.basis == "estimated"
    # the second convolution reads and writes 8 channels of 32 steps, and its ReLU needs no more
    assert memory.lower_bound_bytes == memory.planned_bytes == 2 * 8 * 32 * 4
