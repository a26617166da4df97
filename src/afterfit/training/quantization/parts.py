"""Graph with quantise steps → what of it is a weight, a bias, a grid or an operator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from afterfit.errors import InputError
from afterfit.training.quantization.grid import Grid, activation_grid, weight_grid
from afterfit.training.quantization.plan import QuantizationPlan

NARROW_WEIGHTS = frozenset({"Conv", "ConvTranspose", "Gemm", "MatMul"})
"""Operators whose weights take the plan's width; those of a batch normalisation keep 8 bits."""
SAME_VALUES = frozenset({"Flatten", "Identity", "MaxPool", "Reshape", "Resize", "Squeeze"})
"""Operators whose outputs lie within the grid of their input already."""
_PASSED_ON = SAME_VALUES | {"QuantizeLinear", "DequantizeLinear"}
BIAS_GRID = Grid(-(2**31), 2**31 - 1)


@dataclass(frozen=True, slots=True)
class QuantizedWeight:
    """A stored tensor of int8 and the step that dequantises it."""

    name: str
    """The tensor in the float model."""
    stored: str
    """The integers."""
    scale: str
    zero_point: str
    axis: int | None
    """Axis of the channels that have a scale each; None for one scale."""
    output: str
    """What the dequantise step gives."""
    grid: Grid


@dataclass(frozen=True, slots=True)
class QuantizedBias:
    """A stored tensor of int32; its scale is that of the layer's input times its weights'."""

    name: str
    stored: str
    scale: str
    output: str
    input_scale: str
    weight_scale: str


@dataclass(frozen=True, slots=True)
class QuantizeStep:
    """Where an activation is rounded; steps of one scale share their grid."""

    input: str
    output: str
    scale: str
    zero_point: str
    grid: Grid
    is_on_grid: bool
    """Whether its input is within that grid already, as behind a pooling that takes the highest."""


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator that computes on floats."""

    name: str
    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of a graph, and its ends."""

    weights: tuple[QuantizedWeight, ...]
    biases: tuple[QuantizedBias, ...]
    steps: tuple[QuantizeStep | Operator, ...]
    """In the order in which they run; dequantise steps are not among them."""
    same: dict[str, str]
    """What a dequantise step of an activation gives, and the quantise step's output it reads."""
    input: str
    output: str


def parts_of(model: Any, plan: QuantizationPlan) -> Parts:
    """Return the parts of a graph that `Calibrated.graph` gave, with the grids of *plan*."""
    graph = _Reader(model, plan)
    weights = tuple(graph.weights())
    return Parts(
        weights=weights,
        biases=tuple(graph.biases({one.output: one for one in weights})),
        steps=tuple(graph.steps()),
        same=graph.same,
        input=model.graph.input[0].name,
        output=model.graph.output[0].name,
    )


class _Reader:
    def __init__(self, model: Any, plan: QuantizationPlan) -> None:
        self._plan, self._nodes = plan, list(model.graph.node)
        self._stored = {tensor.name: tensor for tensor in model.graph.initializer}
        self._outputs = {one.name for one in model.graph.output}
        self._made_by = {name: node for node in self._nodes for name in node.output}
        of_constants: list[Any] = []
        of_activations: list[Any] = []
        for node in self._nodes:
            if node.op_type == "DequantizeLinear":
                constant = node.input[0] in self._stored
                (of_constants if constant else of_activations).append(node)
        self._of_constants = of_constants
        self.same = {node.output[0]: node.input[0] for node in of_activations}

    def weights(self) -> Iterator[QuantizedWeight]:
        for node in self._of_constants:
            if not self._is_bias(node):
                stored, scale, zero_point = node.input
                per_channel = len(self._stored[scale].dims) == 1
                reads = {reader.op_type for reader in self._readers(node.output[0])}
                bits = self._plan.weight_bits if reads <= NARROW_WEIGHTS else 8
                yield QuantizedWeight(
                    name=stored.removesuffix("_quantized"),
                    stored=stored,
                    scale=scale,
                    zero_point=zero_point,
                    axis=_attributes(node).get("axis", 1) if per_channel else None,
                    output=node.output[0],
                    grid=weight_grid(bits),
                )

    def biases(self, weights: dict[str, QuantizedWeight]) -> Iterator[QuantizedBias]:
        for node in self._of_constants:
            if self._is_bias(node):
                output = node.output[0]
                layer = next(iter(self._readers(output)))
                source = self._made_by[layer.input[0]]
                yield QuantizedBias(
                    name=node.input[0].removesuffix("_quantized"),
                    stored=node.input[0],
                    scale=node.input[1],
                    output=output,
                    input_scale=source.input[1],
                    weight_scale=weights[layer.input[1]].scale,
                )

    def steps(self) -> Iterator[QuantizeStep | Operator]:
        grids: dict[str, Grid] = {}
        for node in self._nodes:
            if node.op_type == "QuantizeLinear":
                step = self._quantize_step(node, grids)
                grids[step.scale] = step.grid
                yield step
            elif node.op_type != "DequantizeLinear":
                inputs, attributes = tuple(node.input), _attributes(node)
                yield Operator(node.name, node.op_type, inputs, node.output[0], attributes)

    def _quantize_step(self, node: Any, grids: dict[str, Grid]) -> QuantizeStep:
        source, scale, zero_point = node.input
        maker = self._made_by.get(source)
        bits = 8 if self._is_end(node) else self._plan.activation_bits
        return QuantizeStep(
            input=source,
            output=node.output[0],
            scale=scale,
            zero_point=zero_point,
            grid=grids.get(scale, activation_grid(bits)),
            is_on_grid=maker is not None and maker.op_type in SAME_VALUES and scale in grids,
        )

    def _is_end(self, node: Any) -> bool:
        """Say whether what is rounded is the model's input, its normalised form, or its output."""
        maker = self._made_by.get(node.input[0])
        if maker is None or maker.op_type == "BatchNormalization":
            return True
        return self._reaches_output(node.output[0])

    def _reaches_output(self, name: str) -> bool:
        """Say whether it is the output, as it is or moved to other places."""
        if name in self._outputs:
            return True
        moved = (one for one in self._readers(name) if one.op_type in _PASSED_ON)
        return any(self._reaches_output(one.output[0]) for one in moved)

    def _is_bias(self, node: Any) -> bool:
        int32 = 6  # onnx.TensorProto.INT32
        return bool(self._stored[node.input[0]].data_type == int32)

    def _readers(self, name: str) -> Iterable[Any]:
        return (node for node in self._nodes if name in node.input)


def _attributes(node: Any) -> dict[str, Any]:
    from onnx.helper import get_attribute_value

    values = {one.name: get_attribute_value(one) for one in node.attribute}
    return {k: v.decode() if isinstance(v, bytes) else v for k, v in values.items()}


def check_is_8_bit_graph(model: Any) -> None:
    """Refuse a graph without any quantise step.

    Raises
    ------
    InputError
        When every layer was left in float, so that there is nothing to round.
    """
    if not any(node.op_type == "QuantizeLinear" for node in model.graph.node):
        raise InputError("no layer is left to quantise: exclude_layers names all of them")
