"""What is known of a model file without running it."""

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class ModelProfile:
    """Size and structure of one model variant."""

    name: str
    """Name of the architecture, as the user knows it."""
    variant: str
    """"float32", "int8", …"""
    input_shape: tuple[int, ...]
    """Shape of the input for a batch of one."""
    file_bytes: int
    """Size of the model file on disk."""
    layers: tuple[LayerProfile, ...]
    """Operators that compute, in order; quantise and dequantise steps are not among them."""

    @property
    def n_parameters(self) -> int:
        """Weights and biases of all layers."""
        return sum(layer.n_parameters for layer in self.layers)
