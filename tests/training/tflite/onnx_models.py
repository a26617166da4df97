"""Small float networks with random weights, quantised as a run quantises them."""

from collections.abc import Callable, Sequence
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Net:
    """A float ONNX model in the making; each method adds one operator and returns its output."""

    def __init__(self, shape: Sequence[int], seed: int = 0) -> None:
        from onnx import helper

        self.rng = np.random.default_rng(seed)
        self.nodes: list[Any] = []
        self.weights: dict[str, NDArray[Any]] = {}
        self.shape = tuple(shape)
        self.last = "x"
        self.helper = helper

    def add(self, kind: str, *more: str, read: str | None = None, **attributes: Any) -> str:
        made = f"{kind.lower()}{len(self.nodes)}"
        inputs = [self.last if read is None else read, *more]
        self.nodes.append(self.helper.make_node(kind, inputs, [made], name=made, **attributes))
        self.last = made
        return made

    def stored(self, values: NDArray[Any]) -> str:
        name = f"w{len(self.weights)}"
        self.weights[name] = values
        return name

    def random(self, *shape: int) -> str:
        spread = max(prod(shape[1:]), 1) ** -0.5
        return self.stored(self.rng.normal(0, spread, shape).astype(np.float32))

    def conv(
        self, n_in: int, n_out: int, kernel: Sequence[int], relu: bool = True, **more: Any
    ) -> str:
        groups = more.get("group", 1)
        names = [self.random(n_out, n_in // groups, *kernel), self.random(n_out)]
        self.add("Conv", *names, kernel_shape=list(kernel), **more)
        return self.add("Relu") if relu else self.last

    def linear(self, n_in: int, n_out: int) -> str:
        return self.add("Gemm", self.random(n_out, n_in), self.random(n_out), transB=1)

    def norm(self, n: int) -> str:
        variance = self.stored(self.rng.uniform(0.5, 2, n).astype(np.float32))
        return self.add(
            "BatchNormalization", self.random(n), self.random(n), self.random(n), variance
        )

    def repeat(self, scales: NDArray[np.float32], mode: str = "nearest") -> str:
        """Repeat elements, as torch exports an upsampling by whole numbers."""
        way = {"coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        return self.add("Resize", "", self.stored(scales), mode=mode, **way)

    def stretch(self, sides: Sequence[int]) -> str:
        """Interpolate to *sides*, which torch exports behind those of batch and channels."""
        read = self.last
        self.add("Shape", start=0, end=2)
        whole = self.add("Concat", self.stored(np.array(sides, np.int64)), axis=0)
        way = {"coordinate_transformation_mode": "half_pixel", "mode": "linear"}
        return self.add("Resize", "", "", whole, read=read, **way)

    def save(self, path: Path) -> Path:
        from onnx import numpy_helper, save, shape_inference

        made = self.helper.make_tensor_value_info
        graph = self.helper.make_graph(
            self.nodes,
            "net",
            [made("x", 1, ["n", *self.shape])],
            [made(self.last, 1, None)],
            [numpy_helper.from_array(value, name) for name, value in self.weights.items()],
        )
        opset = [self.helper.make_opsetid("", 18)]
        model = self.helper.make_model(graph, opset_imports=opset, ir_version=10)
        save(shape_inference.infer_shapes(model, data_prop=True), path)
        return path


def windows_for(net: Net, n: int = 40) -> Floats:
    return net.rng.normal(0, 1, (n, *net.shape)).astype(np.float32)


def quantized(net: Net, folder: Path) -> tuple[Path, Floats]:
    """Return the int8 ONNX file of a net, and windows for it."""
    from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    X = windows_for(net)
    batches = iter([{"x": X}])

    class Reader(CalibrationDataReader):  # type: ignore[misc]
        def get_next(self) -> dict[str, Floats] | None:
            return next(batches, None)

    quant_pre_process(net.save(folder / "float.onnx"), folder / "prepared.onnx")
    kinds = {"activation_type": QuantType.QInt8, "weight_type": QuantType.QInt8}
    quantize_static(
        folder / "prepared.onnx", folder / "int8.onnx", Reader(), per_channel=True, **kinds
    )
    return folder / "int8.onnx", X


def outputs_of(path: Path, X: Floats) -> NDArray[Any]:
    """Return what ONNX Runtime computes, node by node."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {session.get_inputs()[0].name: X})[0])


def _residual() -> Net:
    net = Net((3, 16, 1))
    before = net.conv(3, 4, (3, 1), pads=[1, 0, 1, 0])
    after = net.conv(4, 4, (3, 1), relu=False, pads=[1, 0, 1, 0])
    net.add("Add", before, read=after)
    net.add("Relu")
    return net


def _branches() -> Net:
    net = Net((3, 16, 1))
    left = net.conv(3, 4, (1, 1))
    net.last = "x"
    right = net.conv(3, 5, (3, 1), pads=[1, 0, 1, 0])
    net.add("Concat", right, read=left, axis=1)
    return net


def _convolution(n_channels: int, shape: Sequence[int], **more: Any) -> Net:
    net = Net((n_channels, *shape))
    n_out = more.pop("n_out", 4)
    net.conv(n_channels, n_out, more.pop("kernel"), **more)
    return net


def _chain(shape: Sequence[int], *steps: Callable[[Net], Any]) -> Net:
    net = Net(shape)
    for step in steps:
        step(net)
    return net


def _first(net: Net) -> str:
    # on its own a pooling stays in float
    return net.conv(3, 3, (1, 1), relu=False)


_POOL: dict[str, Any] = {"kernel_shape": [3, 1], "strides": [2, 1], "pads": [1, 0, 1, 0]}

NETS: dict[str, Callable[[], Net]] = {
    "signal, stride 2, even": lambda: _convolution(
        3, (16, 1), kernel=(5, 1), strides=[2, 1], pads=[2, 0, 2, 0]
    ),
    "signal, stride 2, odd": lambda: _convolution(
        3, (15, 1), kernel=(5, 1), strides=[2, 1], pads=[2, 0, 2, 0]
    ),
    "signal, stride 4": lambda: _convolution(
        3, (20, 1), kernel=(3, 1), strides=[4, 1], pads=[1, 0, 1, 0]
    ),
    "Conv1d, dilated": lambda: _convolution(3, (20,), kernel=(3,), dilations=[2], pads=[2, 2]),
    "image, two strides": lambda: _convolution(
        3, (9, 12), kernel=(3, 5), strides=[2, 3], pads=[1, 2, 1, 2]
    ),
    "depthwise": lambda: _convolution(
        4, (10, 6), kernel=(3, 3), group=4, pads=[1, 1, 1, 1], relu=False
    ),
    "depthwise, two filters a channel": lambda: _convolution(
        4, (10, 1), kernel=(3, 1), group=4, n_out=8
    ),
    "normalisation": lambda: _chain((3, 16, 1), lambda net: net.norm(3)),
    "highest of values below 0": lambda: _chain(
        (3, 16, 1), _first, lambda net: net.add("MaxPool", **_POOL)
    ),
    "average pool": lambda: _chain(
        (3, 8, 8), _first, lambda net: net.add("AveragePool", kernel_shape=[2, 2], strides=[2, 2])
    ),
    "global average": lambda: _chain((3, 8, 8), lambda net: net.add("GlobalAveragePool")),
    "each element repeated": lambda: _chain(
        (3, 5, 4),
        _first,
        lambda net: net.repeat(np.array([1, 1, 3, 2], np.float32)),
        lambda net: net.conv(3, 2, (3, 3)),
    ),
    "interpolated": lambda: _chain((3, 5, 4), _first, lambda net: net.stretch((7, 4))),
    "residual": _residual,
    "branches": _branches,
    "image to row to classes": lambda: _chain(
        (3, 6, 4),
        lambda net: net.conv(3, 4, (3, 3)),
        lambda net: net.add("Flatten"),
        lambda net: net.linear(4 * 4 * 2, 5),
    ),
    "linear layers on a signal": lambda: _chain(
        (2, 8, 1),
        lambda net: net.add("Flatten"),
        lambda net: net.linear(16, 6),
        lambda net: net.add("Relu"),
        lambda net: net.linear(6, 16),
        lambda net: net.add("Reshape", net.stored(np.array([-1, 2, 8, 1]))),
    ),
    "matrix product": lambda: _chain(
        (7,), lambda net: net.add("MatMul", net.random(7, 3)), lambda net: net.add("Relu")
    ),
    "softmax": lambda: _chain(
        (7,), lambda net: net.linear(7, 3), lambda net: net.add("Softmax", axis=1)
    ),
}
"""One network for each operator and each way of placing it."""
