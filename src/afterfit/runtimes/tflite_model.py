""".tflite file → ModelGraph."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from afterfit.errors import InputError
from afterfit.records import GraphOperator, GraphTensor, ModelGraph, WindowOrder
from afterfit.runtimes.dtype_class import Computation, computation, dtype_class
from afterfit.runtimes.tflite_file import (
    buffer_bytes,
    declared_bytes,
    dtype_name,
    indices,
    load_tflite,
    operator_name,
    refusing_damage,
    side_lengths,
    stored_bytes,
    text,
)
from afterfit.runtimes.tflite_macs import WEIGHTED, tflite_macs
from afterfit.runtimes.tflite_scratch import scratch_bytes
from afterfit.runtimes.window_order import WINDOW_METADATA, read_window_order

_SCALE_BYTES, _ZERO_POINT_BYTES = 4, 8
_SCRATCH = frozenset({"UNIDIRECTIONAL_SEQUENCE_LSTM", "SVDF", "DETECTION_POSTPROCESS"})
"""Operators whose kernels on microcontrollers ask for memory beyond their tensors."""
_COMPUTING = frozenset(
    {
        "CONV_2D",
        "DEPTHWISE_CONV_2D",
        "FULLY_CONNECTED",
        "TRANSPOSE_CONV",
        "CONV_3D",
        "BATCH_MATMUL",
        "UNIDIRECTIONAL_SEQUENCE_LSTM",
        "SVDF",
    }
)


def read_tflite_graph(path: Path) -> ModelGraph:
    """Return tensors, operators and sizes of a .tflite file.

    Raises
    ------
    InputError
        When the file is not a whole and consistent .tflite with an input.
    """
    model = load_tflite(path)
    with refusing_damage(path):
        return _graph(model, path.stat().st_size)


def _graph(model: Any, file_bytes: int) -> ModelGraph:
    graph = _Main.of(model)
    inputs, outputs = (tuple(indices(one)) for one in (graph.table.inputs, graph.table.outputs))
    if not (inputs and outputs and graph.operators):
        raise InputError("it has no input, no output or no operator")
    ends = [graph.tensors[end].dtype for end in (*inputs, *outputs)]
    return ModelGraph(
        file_format="tflite",
        file_bytes=file_bytes,
        dtype_class=dtype_class(graph.computations(), ends),
        tensors=graph.tensors,
        operators=tuple(graph.graph_operators()),
        inputs=inputs,
        outputs=outputs,
        weight_bytes=sum(buffer_bytes(buffer) for buffer in model.buffers),
        quantization_bytes=_quantization_bytes(model),
        caveats=tuple(_caveats(model, graph)),
        window=_window(model),
    )


@dataclass(frozen=True, slots=True)
class _Main:
    """The first subgraph, which is the one that runs."""

    table: Any
    tensors: tuple[GraphTensor, ...]
    operators: tuple[tuple[str, Any], ...]
    """Kind and table of each operator."""
    dequantized: dict[int, int]
    """Constant that each output of a dequantise step was made from."""

    @classmethod
    def of(cls, model: Any) -> "_Main":
        """Return the subgraph of a model whose indices were checked."""
        table = model.subgraphs[0]
        tensors = tuple(_tensor(model, one) for one in table.tensors or [])
        operators = tuple((operator_name(model, one), one) for one in table.operators or [])
        steps = [one for kind, one in operators if kind == "DEQUANTIZE"]
        constants = [(indices(step.outputs)[0], indices(step.inputs)[0]) for step in steps]
        dequantized = {made: source for made, source in constants if tensors[source].is_constant}
        return cls(table, tensors, operators, dequantized)

    def weights(self, kind: str, operator: Any) -> tuple[int, ...]:
        """Return the constants that are its weights, through a dequantise step."""
        places = [place for place in WEIGHTED.get(kind, ()) if place < len(operator.inputs)]
        named = [int(operator.inputs[place]) for place in places]
        stored = [self.dequantized.get(tensor, tensor) for tensor in named if tensor >= 0]
        return tuple(tensor for tensor in stored if self.tensors[tensor].is_constant)

    def scratch(self, kind: str, operator: Any) -> tuple[int, ...]:
        """Return the buffers that its kernel asks for on a microcontroller."""
        read, made = indices(operator.inputs), indices(operator.outputs)
        return (
            scratch_bytes(kind, [self.tensors[one] for one in read], self.tensors[made[0]])
            if made
            else ()
        )

    def graph_operators(self) -> Iterator[GraphOperator]:
        """Give the operators as records, named by the tensor that they make."""
        for kind, operator in self.operators:
            outputs = indices(operator.outputs)
            # a missing optional input keeps its place
            shapes = [self.tensors[i].shape or () if i >= 0 else () for i in operator.inputs]
            made = self.tensors[outputs[0]] if outputs else None
            yield GraphOperator(
                name=made.name if made else kind,
                operator=kind,
                inputs=tuple(indices(operator.inputs)),
                outputs=tuple(outputs),
                weights=self.weights(kind, operator),
                n_macs=tflite_macs(kind, shapes, made.shape or () if made else ()),
                output_shape=made.shape if made else None,
                scratch_bytes=self.scratch(kind, operator),
            )

    def computations(self) -> Iterator[Computation]:
        """Give how each operator with weights computes."""
        for kind, operator in self.operators:
            weights = self.weights(kind, operator) if kind in _COMPUTING else ()
            if weights:
                place = 2 if kind == "TRANSPOSE_CONV" else 0
                weight = 0 if kind == "BATCH_MATMUL" and int(operator.inputs[0]) in weights else 1
                read = [self.tensors[int(operator.inputs[i])].dtype for i in (place, weight)]
                yield computation(read[0], read[1], self.tensors[weights[0]].dtype)


def _tensor(model: Any, tensor: Any) -> GraphTensor:
    quantization = tensor.quantization
    scales = () if quantization is None or quantization.scale is None else quantization.scale
    zeros = () if quantization is None or quantization.zeroPoint is None else quantization.zeroPoint
    return GraphTensor(
        name=text(tensor.name),
        shape=side_lengths(tensor),
        dtype=dtype_name(tensor),
        n_bytes=declared_bytes(tensor),
        is_constant=stored_bytes(model, tensor) > 0,
        scales=tuple(float(scale) for scale in scales),
        zero_points=tuple(int(zero) for zero in zeros),
    )


def _quantization_bytes(model: Any) -> int:
    tensors = [one for graph in model.subgraphs for one in graph.tensors or []]
    tables = [one.quantization for one in tensors if one.quantization is not None]
    n_scales = sum(0 if one.scale is None else len(one.scale) for one in tables)
    n_zeros = sum(0 if one.zeroPoint is None else len(one.zeroPoint) for one in tables)
    return n_scales * _SCALE_BYTES + n_zeros * _ZERO_POINT_BYTES


def _window(model: Any) -> WindowOrder | None:
    for entry in model.metadata or []:
        if text(entry.name) == WINDOW_METADATA and entry.buffer < len(model.buffers):
            stored = model.buffers[entry.buffer].data
            return read_window_order(b"" if stored is None else bytes(stored))
    return None


def _caveats(model: Any, graph: _Main) -> Iterator[str]:
    if any(text(one.name) == "OfflineMemoryAllocation" for one in model.metadata or []):
        yield "The file brings a memory plan of its own, which TFLite Micro follows instead."
    if len(model.subgraphs) > 1:
        yield f"Only the first of {len(model.subgraphs)} subgraphs is planned (control flow)."
    if any(one.isVariable for one in graph.table.tensors):
        yield "Variables, which keep their values between calls, lie outside of this plan."
    kinds = [kind for kind, _ in graph.operators]
    asking = dict.fromkeys(k for k in kinds if k in _SCRATCH or k.startswith("CUSTOM"))
    if asking:
        yield f"The kernels of {', '.join(asking)} may ask for memory beyond their tensors."
    if any(one.n_bytes is None for one in graph.tensors):
        yield "Tensors of texts or resources have no size of their own and are not planned."
