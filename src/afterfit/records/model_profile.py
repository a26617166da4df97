"""What is known of a model file without running it."""

from dataclasses import dataclass
from typing import Literal

from afterfit.records.model_graph import DtypeClass, FileFormat

Basis = Literal["measured", "computed", "estimated"]
"""How a figure was found.

measured
    Read from the thing itself: a file's size, a runtime's own report, a stop watch.
computed
    Follows from the file without doubt, by a rule that the runtime follows too.
estimated
    Made with assumptions; the real figure differs.
"""


@dataclass(frozen=True, slots=True)
class LayerProfile:
    """One operator of a model."""

    name: str
    """Name of the node in the model file."""
    operator: str
    """Kind of operator, as the file format calls it: "Conv", "Gemm", …"""
    output_shape: tuple[int, ...]
    """Shape of its first output for a batch of one; empty when the file does not tell."""
    n_parameters: int
    """Weights and biases that it holds."""
    n_macs: int | None
    """Multiply-accumulates for a batch of one; None when they cannot be counted."""
    weight_bytes: int
    """Bytes of its weights and biases in the file."""
    output_bytes: int | None
    """Bytes of its first output in memory; None when the file does not tell."""


@dataclass(frozen=True, slots=True)
class BufferLife:
    """Memory of one tensor: how much, when, and where."""

    tensor: str
    n_bytes: int
    """Rounded up to a multiple of 16, as microcontroller runtimes align their buffers."""
    first: int
    """Place of the operator that makes it, among all operators from 0; 0 for the model's input."""
    last: int
    """Place of the last operator that reads it; the last one of all for the model's output."""
    offset: int
    """First byte in the arena, where the planner put it."""


@dataclass(frozen=True, slots=True)
class ActivationMemory:
    """Memory that the tensors between the layers need while the model runs."""

    basis: Basis
    """computed: the plan of TFLite Micro; estimated: the same plan for a file that it cannot run,
    or with a caveat."""
    lower_bound_bytes: int
    """The most that is alive at one time; no planner needs less."""
    planned_bytes: int
    """What TFLite Micro's greedy planner needs: the head of its arena."""
    n_steps: int
    """Number of operators."""
    buffers: tuple[BufferLife, ...]
    """One for each tensor that is not a constant, in the order of the file."""
    caveats: tuple[str, ...]
    """What makes the plan uncertain, one sentence each."""


@dataclass(frozen=True, slots=True)
class ModelProfile:
    """Size, structure and static cost of one model variant.

    Parameters and multiply-accumulates are computed, the file's size is measured, and ``memory``
    says of itself how it was found.
    """

    name: str
    """Name of the architecture, as the user knows it."""
    variant: str
    """"float32", "int8", …"""
    input_shape: tuple[int, ...]
    """Shape of the input for a batch of one."""
    file_bytes: int
    """Size of the model file on disk."""
    layers: tuple[LayerProfile, ...]
    """Operators that compute, in order; quantise and dequantise steps of ONNX are not among them.
    """
    file_format: FileFormat
    dtype_class: DtypeClass
    """How the model computes, read from its tensors."""
    weight_bytes: int
    """Bytes of weights, biases and other constants in the file."""
    quantization_bytes: int
    """Bytes of scales and zero points in the file."""
    memory: ActivationMemory | None
    """None when the file does not tell the shape of every tensor."""

    @property
    def n_parameters(self) -> int:
        """Weights and biases of all layers."""
        return sum(layer.n_parameters for layer in self.layers)

    @property
    def n_macs(self) -> int | None:
        """Multiply-accumulates of one inference; None when those of a layer cannot be counted."""
        counts = [layer.n_macs for layer in self.layers]
        known = [n for n in counts if n is not None]
        return sum(known) if len(known) == len(counts) else None

    @property
    def other_bytes(self) -> int:
        """The rest of the file: names, shapes, the graph itself."""
        return self.file_bytes - self.weight_bytes - self.quantization_bytes

    @property
    def operators(self) -> tuple[str, ...]:
        """Kinds of operators that a runtime must have, in order of first use."""
        return tuple(dict.fromkeys(layer.operator for layer in self.layers))
