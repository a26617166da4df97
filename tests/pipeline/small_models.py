"""Small models of four inputs and three classes, and the data they are tested on."""

from pathlib import Path

import numpy as np

from tests.runtimes.tflite_models import write_dense

CLASSES = ("low", "middle", "high")


def write_data(path: Path, n: int = 30, splits: bool = False) -> Path:
    """Windows whose first value tells the class."""
    y = np.arange(n) % 3
    x = np.random.default_rng(0).normal(0, 0.3, (n, 4)).astype(np.float32)
    x[:, 0] += y - 1
    source = np.array([f"{i // 6}.csv" for i in range(n)])
    split = np.where(np.arange(n) % 2, "test", "validation") if splits else np.array("test")
    np.savez(path, x=x, y=y, classes=np.array(CLASSES), source=source, split=split)
    return path


def write_onnx_softmax(path: Path, scale: float = 4.0, *, softmax: bool = True) -> Path:
    """Scores of the three classes from the first value."""
    from onnx import TensorProto, helper, numpy_helper, save

    weights = np.zeros((4, 3), np.float32)
    weights[0] = [-scale, 0, scale]
    nodes = [helper.make_node("Gemm", ["x", "W", "b"], ["z" if softmax else "y"], name="head")]
    if softmax:
        nodes.append(helper.make_node("Softmax", ["z"], ["y"], name="scores"))
    graph = helper.make_graph(
        nodes,
        "graph",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 3])],
        [
            numpy_helper.from_array(weights, "W"),
            numpy_helper.from_array(np.array([0, 1, 0], np.float32), "b"),
        ],
    )
    opset = helper.make_opsetid("", 18)
    save(helper.make_model(graph, opset_imports=[opset], ir_version=10), path)
    return path


def write_pair(folder: Path) -> tuple[Path, Path]:
    """A float model, and its int8 form that ONNX Runtime makes."""
    from onnxruntime.quantization import CalibrationDataReader, quantize_static

    class Windows(CalibrationDataReader):  # type: ignore[misc]
        def __init__(self) -> None:
            rng = np.random.default_rng(1)
            self.windows = iter(rng.normal(0, 1, (20, 1, 4)).astype(np.float32))

        def get_next(self) -> dict[str, np.ndarray] | None:
            window = next(self.windows, None)
            return None if window is None else {"x": window}

    real = write_onnx_softmax(folder / "float.onnx")
    quantize_static(real, folder / "int8.onnx", Windows())
    return real, folder / "int8.onnx"


def write_tflite_pair(folder: Path) -> tuple[Path, Path]:
    """Fully connected layers without a softmax, float and full int8."""
    return (
        write_dense(folder / "float.tflite", "float"),
        write_dense(folder / "int8.tflite", "int8"),
    )
