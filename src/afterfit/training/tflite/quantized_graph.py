"""int8 QDQ ONNX file → operators on quantised tensors, without the steps between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.runtimes.onnx_file import load_onnx, value_shape

RESHAPING = frozenset({"Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout"})
"""Operators that give the same values another shape."""
_FUSED = frozenset({"Relu", "Clip"})
_SHAPED_BY_OUTPUT = frozenset({"Resize"})
"""Operators whose other inputs, stored or computed from shapes, only tell the output's shape."""
FUSING = frozenset({"Conv", "Gemm", "MatMul", "Add"})
"""Operators that take up the activation behind them."""


@dataclass(frozen=True, slots=True, eq=False)
class Quantization:
    """What an integer stands for: (integer - zero point) * scale."""

    scales: NDArray[np.float32]
    """Steps: one, or one a channel, shape (n,)."""
    zero_points: NDArray[np.int64]
    """Integers that stand for 0, shape (n,)."""
    axis: int = 0
    """Axis of the channels."""

    def same_as(self, other: Quantization) -> bool:
        """Say whether integers stand for the same numbers in both."""
        return np.array_equal(self.scales, other.scales) and np.array_equal(
            self.zero_points, other.zero_points
        )

    @property
    def scale(self) -> float:
        """The one step of a tensor."""
        return float(self.scales[0])

    @property
    def zero_point(self) -> int:
        """The one zero point of a tensor."""
        return int(self.zero_points[0])


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """A stored tensor."""

    values: NDArray[Any]
    """Integers where it is quantised."""
    quantization: Quantization | None = None

    def real(self) -> NDArray[np.float64]:
        """Return the numbers that it stands for."""
        if self.quantization is None:
            return self.values.astype(np.float64)
        one = self.quantization
        sides = [1] * self.values.ndim
        if len(one.scales) > 1:
            sides[one.axis] = -1
        zeros, scales = one.zero_points.reshape(sides), one.scales.astype(np.float64).reshape(sides)
        return np.asarray((self.values - zeros) * scales, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class QuantizedNode:
    """One operator."""

    kind: str
    name: str
    inputs: tuple[str, ...]
    """Values and constants that it reads; an empty text for one that is left out."""
    output: str
    attributes: Mapping[str, Any]
    activation: str = ""
    """Kind of the activation that it took up, or none."""

    @property
    def where(self) -> str:
        """The operator, for messages."""
        return f"{self.kind} {self.name!r}"


@dataclass(frozen=True, slots=True, eq=False)
class QuantizedGraph:
    """A network and the quantisation of its activations."""

    nodes: tuple[QuantizedNode, ...]
    constants: Mapping[str, Constant]
    quantization: Mapping[str, Quantization]
    """Quantisation of each activation."""
    shapes: Mapping[str, tuple[int, ...] | None]
    """Shape of each activation for a batch of one."""
    input: str
    output: str

    def readers(self, name: str) -> list[QuantizedNode]:
        """Return the operators that read an activation."""
        return [node for node in self.nodes if name in node.inputs]

    def refuse_float(self) -> None:
        """Raise an `InputError` that names the first activation without one scale."""
        makers = {self.input: f"the input {self.input!r}"}
        makers |= {node.output: f"what {node.where} makes" for node in self.nodes}
        for name, maker in makers.items():
            known = self.quantization.get(name)
            if known is None or len(known.scales) > 1:
                raise InputError(
                    f"{maker} is not quantised by one scale; a full int8 .tflite needs "
                    "QuantizeLinear and DequantizeLinear around every activation"
                )

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the shape of an activation.

        Raises
        ------
        InputError
            When it has an open side beside the batch.
        """
        shape = self.shapes.get(name)
        if shape is None:
            raise InputError(f"the shape of {name!r} must be fixed but for the batch; it is open")
        return shape


def read_quantized_graph(path: Path) -> QuantizedGraph:
    """Return the network of an int8 model in QDQ form, such as `quantize_int8` writes.

    An activation behind a convolution, a linear layer or an addition becomes part of it where
    nothing quantises in between.

    Raises
    ------
    InputError
        When the file is no ONNX model, does not have one input and one output, or has a
        quantisation of another type than int8.
    """
    model = load_onnx(path)
    try:
        return _fused(_Reading(model.graph).graph())
    except InputError as error:
        raise InputError(str(error), where=str(path)) from None


@dataclass(slots=True)
class _Reading:
    """The walk over a graph, in the order in which it computes."""

    source: Any
    constants: dict[str, Constant] = field(default_factory=dict)
    quantization: dict[str, Quantization] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    """Value that another stands for, through quantise and dequantise steps."""
    nodes: list[QuantizedNode] = field(default_factory=list)

    def graph(self) -> QuantizedGraph:
        from onnx import numpy_helper

        for tensor in self.source.initializer:
            self.constants[tensor.name] = Constant(numpy_helper.to_array(tensor))
        inputs = [one.name for one in self.source.input if one.name not in self.constants]
        outputs = [one.name for one in self.source.output]
        if len(inputs) != 1 or len(outputs) != 1:
            raise InputError(
                f"the model must have one input and one output, got {len(inputs)} and "
                f"{len(outputs)}; write one .tflite for each"
            )
        for node in self.source.node:
            self._read(node)
        values = [*self.source.input, *self.source.value_info, *self.source.output]
        output = self._root(outputs[0])
        return QuantizedGraph(
            nodes=tuple(_needed(self.nodes, output)),
            constants=self.constants,
            quantization=self.quantization,
            shapes={one.name: value_shape(one) for one in values},
            input=inputs[0],
            output=output,
        )

    def _read(self, node: Any) -> None:
        if node.op_type == "Constant":
            self._read_constant(node)
        elif node.op_type == "QuantizeLinear":
            self._read_quantize(node)
        elif node.op_type == "DequantizeLinear":
            self._read_dequantize(node)
        else:
            self.nodes.append(self._node(node))

    def _read_constant(self, node: Any) -> None:
        from onnx import helper, numpy_helper

        value = helper.get_attribute_value(node.attribute[0])
        stored = numpy_helper.to_array(value) if hasattr(value, "dims") else np.asarray(value)
        self.constants[node.output[0]] = Constant(stored)

    def _read_quantize(self, node: Any) -> None:
        root, wanted = self._root(node.input[0]), self._parameters(node)
        known = self.quantization.setdefault(root, wanted)
        if known.same_as(wanted):
            self.same[node.output[0]] = root
            return
        # a value that is quantised anew, with other steps
        self.nodes.append(QuantizedNode("QuantizeLinear", node.name, (root,), node.output[0], {}))
        self.quantization[node.output[0]] = wanted

    def _read_dequantize(self, node: Any) -> None:
        source = node.input[0]
        if source in self.constants:
            stored = self.constants[source].values
            self.constants[node.output[0]] = Constant(stored, self._parameters(node))
        else:
            self.same[node.output[0]] = self._root(source)

    def _parameters(self, node: Any) -> Quantization:
        scales = np.atleast_1d(self.constants[node.input[1]].values).astype(np.float32)
        # without a zero point the type is uint8, says the operator's definition
        stored = np.zeros(1, np.uint8)
        if len(node.input) > 2 and node.input[2]:
            stored = np.atleast_1d(self.constants[node.input[2]].values)
        if stored.dtype not in (np.int8, np.int32):
            raise InputError(
                f"{node.op_type} {node.name!r} must be of type int8, got {stored.dtype}; quantise "
                "with activation_type and weight_type QInt8"
            )
        zeros = stored.astype(np.int64)
        axis = next((entry.i for entry in node.attribute if entry.name == "axis"), 1)
        return Quantization(scales, np.broadcast_to(zeros, scales.shape), axis)

    def _node(self, node: Any) -> QuantizedNode:
        from onnx import helper

        attributes = {one.name: helper.get_attribute_value(one) for one in node.attribute}
        read = node.input[:1] if node.op_type in _SHAPED_BY_OUTPUT else node.input
        inputs = tuple(self._root(name) for name in read)
        name = node.name or node.output[0]
        return QuantizedNode(node.op_type, name, inputs, node.output[0], attributes)

    def _root(self, name: str) -> str:
        while name in self.same:
            name = self.same[name]
        return name


def _needed(nodes: Iterable[QuantizedNode], output: str) -> list[QuantizedNode]:
    """Return the nodes that the output comes from, in their order."""
    wanted, kept = {output}, []
    for node in reversed(list(nodes)):
        if node.output in wanted:
            wanted.update(node.inputs)
            kept.append(node)
    return kept[::-1]


def _fused(graph: QuantizedGraph) -> QuantizedGraph:
    """Return the graph with activations taken up, and a quantisation for every value."""
    nodes = _with_activations(graph)
    quantization = dict(graph.quantization)
    for node in reversed(nodes):
        if node.kind in RESHAPING and node.output in quantization:
            quantization.setdefault(node.inputs[0], quantization[node.output])
    for node in nodes:
        if node.kind in RESHAPING and node.inputs[0] in quantization:
            quantization.setdefault(node.output, quantization[node.inputs[0]])
    return replace(graph, nodes=tuple(nodes), quantization=quantization)


def _with_activations(graph: QuantizedGraph) -> list[QuantizedNode]:
    nodes: list[QuantizedNode] = []
    for node in graph.nodes:
        before = _maker(nodes, node.inputs[0]) if node.kind in _FUSED else None
        if before is None or not _alone(graph, before):
            nodes.append(node)
            continue
        kind = _activation_kind(node, graph.constants)
        nodes[nodes.index(before)] = replace(before, output=node.output, activation=kind)
    return nodes


def _maker(nodes: Iterable[QuantizedNode], name: str) -> QuantizedNode | None:
    return next((one for one in nodes if one.output == name and one.kind in FUSING), None)


def _alone(graph: QuantizedGraph, node: QuantizedNode) -> bool:
    """Say whether what a node makes goes, in float, to one reader alone."""
    read = len(graph.readers(node.output))
    return not node.activation and node.output not in graph.quantization and read == 1


def _activation_kind(node: QuantizedNode, constants: Mapping[str, Constant]) -> str:
    if node.kind == "Relu":
        return "RELU"
    limits = [float(constants[name].real()) if name else None for name in node.inputs[1:]]
    limits = limits or [node.attributes.get("min"), node.attributes.get("max")]
    if limits[:1] == [0.0] and limits[1:] in ([], [None]):
        return "RELU"
    if limits == [0.0, 6.0]:
        return "RELU6"
    raise InputError(
        f"{node.where} limits to {limits}; an int8 .tflite knows ReLU and ReLU6 (0 to 6)"
    )
