"""ONNX file → ModelGraph, as a microcontroller would see it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from typing import Any

from afterfit.errors import InputError
from afterfit.records import GraphOperator, GraphTensor, ModelGraph
from afterfit.runtimes.dtype_class import BYTES, INTEGERS, Computation, computation, dtype_class
from afterfit.runtimes.element_bits import ELEMENT_BITS
from afterfit.runtimes.onnx_file import (
    constant_tensor,
    element_type,
    first_output,
    load_onnx,
    value_shape,
)
from afterfit.runtimes.onnx_macs import WEIGHTED, onnx_macs
from afterfit.runtimes.onnx_widths import narrow_dtypes, remove_simulation, width_caveats

QUANTIZERS = ("QuantizeLinear", "DequantizeLinear")
_ALIASES = frozenset({"Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout"})
_FUSED = frozenset({"Relu", "Clip"})
_FUSING = frozenset(
    {"Conv", "ConvTranspose", "Gemm", "MatMul", "Add", "Sub", "Mul", "MaxPool", "AveragePool"}
)
_QUANTIZATION_INPUTS = {
    "QuantizeLinear": (1, 2),
    "DequantizeLinear": (1, 2),
    "QLinearConv": (1, 2, 4, 5, 6, 7),
    "QLinearMatMul": (1, 2, 4, 5, 6, 7),
}
_COMPUTING = frozenset({"Conv", "ConvTranspose", "Gemm", "MatMul", "LSTM", "GRU", "RNN"})
_WHOLE = {
    "QLinearConv": "int8",
    "QLinearMatMul": "int8",
    "ConvInteger": "hybrid",
    "MatMulInteger": "hybrid",
}


def read_onnx_graph(path: Path) -> ModelGraph:
    """Return tensors, operators and sizes of an ONNX file.

    Steps that quantise or dequantise are not operators of the graph: the tensors on their two sides
    are one, of the narrower type. Operators that only give a tensor another shape, and a ReLU
    behind the operator that feeds it alone, share the memory of what they read, as they do in
    microcontroller runtimes.

    Raises
    ------
    InputError
        When the file is not a valid ONNX model with an input, or keeps its weights elsewhere.
    """
    model = load_onnx(path)
    dtypes = narrow_dtypes(model)
    remove_simulation(model)
    graph = _Graph.of(model.graph)
    inputs = [one for one in model.graph.input if one.name not in graph.constants]
    if not inputs:
        raise InputError("the model has no input", where=str(path))
    computations = tuple(graph.computations())  # as the file computes, on what it stores
    graph = graph.counted_as(dtypes)
    ends = [graph.dtypes[one.name] for one in (*inputs, *model.graph.output)]
    return ModelGraph(
        file_format="onnx",
        file_bytes=path.stat().st_size,
        dtype_class=dtype_class(computations, ends),
        tensors=tuple(graph.tensors()),
        operators=tuple(graph.operators()),
        inputs=tuple(graph.places[graph.root(one.name)] for one in inputs),
        outputs=tuple(graph.places[graph.root(one.name)] for one in model.graph.output),
        weight_bytes=graph.stored(graph.constants) - graph.stored(graph.quantization),
        quantization_bytes=graph.stored(graph.quantization),
        caveats=(
            "An ONNX file is not run on microcontrollers; its memory is an estimate.",
            *width_caveats(model),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Graph:
    nodes: tuple[Any, ...]
    constants: dict[str, Any]
    """Stored tensors by name."""
    quantization: dict[str, Any]
    """Those of them that are scales and zero points."""
    shapes: dict[str, tuple[int, ...] | None]
    dtypes: dict[str, str]
    same: dict[str, str]
    """The value whose memory a value shares."""
    narrow: dict[str, str]
    """Type of a value between quantise and dequantise, by the value whose memory it shares."""
    places: dict[str, int]
    """Place among the graph's tensors."""

    @classmethod
    def of(cls, graph: Any) -> "_Graph":
        """Return what a protobuf graph declares, with memory that is shared found out."""
        constants = dict(_constants(graph))
        nodes = tuple(node for node in graph.node if node.op_type != "Constant")
        shapes, dtypes = _declared(graph, nodes, constants)
        outputs = {one.name for one in graph.output}
        draft = cls(
            nodes=nodes,
            constants=constants,
            quantization=_quantization(nodes, constants),
            shapes=shapes,
            dtypes=dtypes,
            same=dict(_aliases(nodes, outputs)),
            narrow={},
            places={},
        )
        roots = dict.fromkeys(draft.root(name) for name in shapes)
        places = {name: place for place, name in enumerate(roots)}
        return replace(draft, narrow=dict(draft.narrow_types()), places=places)

    def root(self, name: str) -> str:
        """Return the value whose memory *name* shares in the end."""
        while name in self.same:
            name = self.same[name]
        return name

    def counted_as(self, dtypes: dict[str, str]) -> "_Graph":
        """Return the same graph with other types for some tensors."""
        changed = replace(self, dtypes={**self.dtypes, **dtypes})
        return replace(changed, narrow=dict(changed.narrow_types()))

    def stored(self, tensors: Iterable[str]) -> int:
        """Return the bytes of stored tensors."""
        return sum(_bytes(self.shapes[one], self.dtypes[one]) or 0 for one in tensors)

    def narrow_types(self) -> Iterator[tuple[str, str]]:
        """Give each activation that is quantised, and its type there."""
        for node in self.nodes:
            if node.op_type in QUANTIZERS:
                place = node.output[0] if node.op_type == "QuantizeLinear" else node.input[0]
                root = self.root(node.input[0])
                if root not in self.constants and self.dtypes[place] in INTEGERS:
                    yield root, self.dtypes[place]

    def tensors(self) -> Iterator[GraphTensor]:
        for name in self.places:
            dtype = self.narrow.get(name, self.dtypes[name])
            shape = self.shapes[name]
            yield GraphTensor(name, shape, dtype, _bytes(shape, dtype), name in self.constants)

    def weights(self, node: Any) -> tuple[int, ...]:
        """Return the constants that are its weights, through quantise and dequantise steps."""
        read = [node.input[i] for i in WEIGHTED.get(node.op_type, ()) if i < len(node.input)]
        roots = [self.root(name) for name in read if name]
        return tuple(self.places[root] for root in roots if root in self.constants)

    def operators(self) -> Iterator[GraphOperator]:
        for node in self.nodes:
            if node.op_type in QUANTIZERS:
                continue
            output = self.shapes.get(first_output(node))
            yield GraphOperator(
                name=node.name,
                operator=node.op_type,
                inputs=tuple(self.places[self.root(name)] for name in node.input if name),
                outputs=tuple(self.places[self.root(name)] for name in node.output if name),
                weights=self.weights(node),
                n_macs=self.macs(node, output),
                output_shape=output,
            )

    def macs(self, node: Any, output: tuple[int, ...] | None) -> int | None:
        if node.domain not in ("", "ai.onnx"):
            return None
        turned = any(entry.name == "transA" and entry.i for entry in node.attribute)
        shapes = [self.shapes.get(name) for name in node.input]
        return onnx_macs(node.op_type, shapes, output, transposed=turned)

    def computations(self) -> Iterator[Computation]:
        between = {
            node.output[0]: self.dtypes[node.input[0]]
            for node in self.nodes
            if node.op_type == "DequantizeLinear"
        }
        for node in self.nodes:
            if node.op_type in _WHOLE and self.weights(node):
                yield "int8" if _WHOLE[node.op_type] == "int8" else "hybrid"
            elif node.op_type in _COMPUTING and self.weights(node):
                yield self.computation(node, between)

    def computation(self, node: Any, between: dict[str, str]) -> Computation:
        """Return how an operator on floats computes once dequantise steps are merged into it."""
        flipped = self.root(node.input[0]) in self.constants
        activation, weight = (1, 0) if flipped else (0, 1)
        inner = [between.get(node.input[place]) for place in (activation, weight)]
        outer = [self.dtypes[node.input[place]] for place in (activation, weight)]
        if inner[0] is None:
            return computation(outer[0], outer[1], inner[1] or outer[1])
        return "int8" if inner[0] in BYTES and inner[1] in BYTES else "other"


def _declared(
    graph: Any, nodes: tuple[Any, ...], constants: dict[str, Any]
) -> tuple[dict[str, tuple[int, ...] | None], dict[str, str]]:
    """Return shape and type of every value, the model's inputs first."""
    values = {one.name: one for one in [*graph.input, *graph.value_info, *graph.output]}
    made = [name for node in nodes for name in node.output if name]
    inputs, outputs = ([one.name for one in ends] for ends in (graph.input, graph.output))
    shapes: dict[str, tuple[int, ...] | None] = {}
    dtypes: dict[str, str] = {}
    for name in dict.fromkeys([*inputs, *constants, *made, *outputs]):
        if name in constants:
            shapes[name] = tuple(constants[name].dims)
            dtypes[name] = element_type(constants[name].data_type)
        else:
            shapes[name] = value_shape(values[name]) if name in values else None
            known = values[name].type.tensor_type.elem_type if name in values else 0
            dtypes[name] = element_type(known)
    return shapes, dtypes


def _constants(graph: Any) -> Iterator[tuple[str, Any]]:
    for tensor in graph.initializer:
        yield tensor.name, tensor
    for node in graph.node:
        tensor = constant_tensor(node) if node.op_type == "Constant" else None
        if tensor is not None:
            yield node.output[0], tensor


def _quantization(nodes: Iterable[Any], constants: dict[str, Any]) -> dict[str, Any]:
    read = [
        node.input[place]
        for node in nodes
        for place in _QUANTIZATION_INPUTS.get(node.op_type, ())
        if place < len(node.input)
    ]
    return {name: constants[name] for name in read if name in constants}


def _aliases(nodes: tuple[Any, ...], outputs: set[str]) -> Iterator[tuple[str, str]]:
    """Give each value that shares the memory of another, and the other."""
    readers = Counter(name for node in nodes for name in set(node.input))
    made_by = {name: node.op_type for node in nodes for name in node.output}
    steps = {node.output[0]: node.input[0] for node in nodes if node.op_type in QUANTIZERS}
    for node in nodes:
        if node.op_type in QUANTIZERS or node.op_type in _ALIASES:
            yield node.output[0], node.input[0]
        elif node.op_type in _FUSED:
            source = node.input[0]
            alone = readers[source] == 1 and source not in outputs
            while source in steps:
                source = steps[source]
                alone = alone and readers[source] == 1
            if alone and made_by.get(source) in _FUSING:
                yield node.output[0], node.input[0]


def _bytes(shape: tuple[int, ...] | None, dtype: str) -> int | None:
    bits = ELEMENT_BITS.get(dtype)
    return None if shape is None or bits is None else -(-prod(shape) * bits // 8)
