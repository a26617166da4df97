"""Quantised forms and features → which layers are worth keeping in float."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import Answer, PairedMetric, layer_sensitivity
from afterfit.results import LayerSensitivity
from afterfit.runtimes import run_onnx
from afterfit.training.quantization.forms import QuantizedForms

Record = TypeVar("Record")


def measure_sensitivity(
    forms: QuantizedForms,
    float_onnx: Path,
    X: NDArray[np.float32],
    record: Callable[[NDArray[np.float64], str], Record],
    compare: Callable[[Record, Record], PairedMetric],
) -> LayerSensitivity:
    """Return what a quantised network regains with each of its layers in float.

    Each form is written by ONNX Runtime's quantiser and run, so that a regain is what
    ``exclude_layers`` of a plan gives; after QAT nothing is trained anew. The next layer still
    rounds what it reads: a layer in front of a quantised one gives back little where its outputs
    are to blame, and both together more.

    Parameters
    ----------
    forms
        The quantised model in all its forms.
    float_onnx
        The float model.
    X : array of shape (n, n_channels, n_features, 1)
        Features of the windows.
    record
        Gives what outputs mean in the task, those of the variant that it is told.
    compare
        Gives the metric of the task, of a reference and a candidate.
    """
    with TemporaryDirectory(prefix="afterfit-layers-") as folder:
        file = Path(folder) / "mixed.onnx"

        def answer(model: Path, variant: str) -> Answer[Record]:
            outputs = run_onnx(model, X, n_axes=None)
            return Answer(outputs, record(outputs, variant))

        def run(layers: tuple[str, ...]) -> Answer[Record]:
            file.write_bytes(forms.onnx(layers))
            return answer(file, forms.plan.variant)

        reference = answer(float_onnx, "float32")
        return layer_sensitivity(reference, run, _parameters(forms), compare)


def _parameters(forms: QuantizedForms) -> dict[str, int]:
    model = forms.calibrated.prepared
    sizes = {tensor.name: _size(tensor) for tensor in model.graph.initializer}
    layers = set(forms.quantized_layers())
    return {
        node.name: sum(sizes.get(name, 0) for name in node.input[1:3])
        for node in model.graph.node
        if node.name in layers
    }


def _size(tensor: Any) -> int:
    return int(np.prod(tensor.dims))
