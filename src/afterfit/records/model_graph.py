"""What a model file declares: tensors, operators and how they hang together."""

from dataclasses import dataclass
from math import prod
from typing import Literal

DtypeClass = Literal[
    "float", "weight-only", "hybrid", "int8", "int8 with float ends", "mixed", "no weights"
]
"""How a model computes, read from its tensors and never from its name.

float
    Weights and activations are floating point.
weight-only
    Weights are stored as integers and turned to float before they are used.
hybrid
    Operators take integer weights and float activations, whose range is found while running
    ("dynamic range").
int8
    Weights, activations, inputs and outputs are 8-bit integers.
int8 with float ends
    The same between a quantise step at the start and a dequantise step at the end.
mixed
    Some operators compute in float, others in integers; or with other widths than 8 bits.
no weights
    No operator holds weights, so there is nothing to tell from.
"""

FileFormat = Literal["onnx", "tflite"]


@dataclass(frozen=True, slots=True)
class GraphTensor:
    """One tensor of a model."""

    name: str
    shape: tuple[int, ...] | None
    """For a batch of one; None when the file does not tell."""
    dtype: str
    """Type of its elements: "float32", "int8", …"""
    n_bytes: int | None
    """Bytes that its elements take; None when the shape is not known."""
    is_constant: bool
    """Whether its values are stored in the file."""
    scales: tuple[float, ...] = ()
    """Quantisation steps: none, one, or one a channel."""
    zero_points: tuple[int, ...] = ()
    """Integers that stand for 0, one a scale."""

    @property
    def n_elements(self) -> int | None:
        """Number of elements; None when the shape is not known."""
        return None if self.shape is None else prod(self.shape)


@dataclass(frozen=True, slots=True)
class GraphOperator:
    """One step of the computation; tensors are named by their place in the graph."""

    name: str
    operator: str
    """Kind of operator, as the file format calls it: "CONV_2D", "Gemm", …"""
    inputs: tuple[int, ...]
    """Tensors that it reads, constants included."""
    outputs: tuple[int, ...]
    weights: tuple[int, ...]
    """Those of the inputs that are weights and biases; shapes, axes and scales are not."""
    n_macs: int | None
    """Multiply-accumulates for a batch of one; None when they cannot be counted."""
    output_shape: tuple[int, ...] | None
    """Shape of its first output, which may share its memory with a tensor of another shape."""
    scratch_bytes: tuple[int, ...] = ()
    """Buffers that its kernel takes while it runs, beside the tensors."""


@dataclass(frozen=True, slots=True)
class WindowOrder:
    """How a window of the training lies in a model's input, where its axes have another order."""

    shape: tuple[int, ...]
    """Of the window, without the batch."""
    axes: tuple[int, ...]
    """The window's axes in the order of the input."""
    also_output: bool = False
    """Whether the output is a window as well, as of an autoencoder, and lies alike."""


@dataclass(frozen=True, slots=True)
class ModelGraph:
    """One model file, for a batch of one."""

    file_format: FileFormat
    file_bytes: int
    """Size of the file on disk."""
    dtype_class: DtypeClass
    tensors: tuple[GraphTensor, ...]
    operators: tuple[GraphOperator, ...]
    """In the order in which they run."""
    inputs: tuple[int, ...]
    """Tensors that are given to the model."""
    outputs: tuple[int, ...]
    """Tensors that the model gives back."""
    weight_bytes: int
    """Bytes of the stored values: weights, biases and other constants."""
    quantization_bytes: int
    """Bytes of scales and zero points, as the file stores them."""
    caveats: tuple[str, ...] = ()
    """What makes the memory plan of this file uncertain, one sentence each."""
    window: WindowOrder | None = None
    """How windows of the training lie in its input; None when nothing is said of it."""
