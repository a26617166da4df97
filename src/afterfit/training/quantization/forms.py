"""One float model, any choice of layers in float → the quantised ONNX file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.training.checkpoint import read_best_weights
from afterfit.training.quantization.graphs import Calibrated, calibrated
from afterfit.training.quantization.plan import QuantizationPlan


@dataclass(frozen=True, slots=True)
class QuantizedForms:
    """All quantised forms of one network, with these or those layers left in float."""

    calibrated: Calibrated
    plan: QuantizationPlan
    learned: Mapping[str, Any] = field(default_factory=dict)
    """State of the network that QAT left; empty after PTQ."""

    def onnx(self, also_float: tuple[str, ...] = ()) -> bytes:
        """Return the ONNX file in which these layers are float, and those that the plan excludes.

        Raises
        ------
        InputError
            When the model has no such layer, or none is left to quantise.
        """
        model = self.calibrated.graph((*self.plan.exclude_layers, *also_float))
        if self.plan.is_plain and not self.learned:
            content: bytes = model.SerializeToString(deterministic=True)
            return content
        from afterfit.training.quantization.network import QuantizedNetwork
        from afterfit.training.quantization.write import onnx_bytes

        network = QuantizedNetwork(model, self.calibrated.prepared, self.plan)
        network.load_state_dict(self.learned, strict=False)
        return onnx_bytes(network, model, self.plan)

    def quantized_layers(self) -> tuple[str, ...]:
        """Return the names of the layers with weights that are not in float."""
        excluded = self.plan.exclude_layers
        return tuple(name for name in self.calibrated.layers() if name not in excluded)


@contextmanager
def quantized_forms(
    plan: QuantizationPlan, float_onnx: Path, windows: NDArray[np.float32], folder: Path
) -> Iterator[QuantizedForms]:
    """Give all forms of the model that was quantised into *folder* by the same plan and windows.

    Raises
    ------
    InputError
        When the plan is for QAT and the folder holds no checkpoint of it.
    """
    learned = read_best_weights(folder) if plan.method == "QAT" else {}
    with calibrated(float_onnx, windows, plan) as model:
        yield QuantizedForms(model, plan, learned)
