"""What one layer of a model gave for some windows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.records.arrays import frozen_array


@dataclass(frozen=True, slots=True, eq=False)
class LayerOutput:
    """The first output of one layer, as real numbers."""

    name: str
    """Name of the layer in its file."""
    operator: str
    tensor: str
    """Name of the tensor, by which a float ONNX file and its quantised form are matched."""
    values: NDArray[np.float64]
    """Shape (n_windows, …)."""
    channel_axis: int
    """Which axis of ``values`` tells channels apart."""
    lowest: float
    """Smallest number that the tensor can hold; -inf where it is not quantised."""
    highest: float
    """Largest number that the tensor can hold; inf where it is not quantised."""
    reads: tuple[int, ...]
    """Places, in the same list, of the layers whose outputs it reads."""

    def __post_init__(self) -> None:
        shape = (None,) * np.ndim(self.values)
        object.__setattr__(self, "values", frozen_array(self.values, np.float64, shape, "values"))
