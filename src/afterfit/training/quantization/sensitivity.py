"""Quantised forms and windows with their classes → which layers are worth keeping in float."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import Answer, layer_sensitivity
from afterfit.records import Predictions, Windows
from afterfit.results import LayerSensitivity
from afterfit.runtimes import run_onnx, softmax
from afterfit.training.quantization.forms import QuantizedForms


def measure_sensitivity(
    forms: QuantizedForms, float_onnx: Path, windows: Windows, X: NDArray[np.float32]
) -> LayerSensitivity:
    """Return what a quantised classifier regains with each of its layers in float.

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
    windows : Windows
        For classes and recordings, n of them.
    X : array of shape (n, n_channels, n_features, 1)
        Features of the windows.
    """
    with TemporaryDirectory(prefix="afterfit-layers-") as folder:
        file = Path(folder) / "mixed.onnx"

        def run(layers: tuple[str, ...]) -> Answer:
            file.write_bytes(forms.onnx(layers))
            return _answer(file, windows, X, forms.plan.variant)

        reference = _answer(float_onnx, windows, X, "float32")
        return layer_sensitivity(reference, run, _parameters(forms))


def _answer(model: Path, windows: Windows, X: NDArray[np.float32], variant: str) -> Answer:
    outputs = run_onnx(model, X)
    predictions = Predictions(
        class_names=windows.class_names,
        y_true=windows.y_true,
        scores=softmax(outputs),
        source=windows.source,
        source_names=windows.source_names,
        offset=windows.offset,
        variant=variant,
        split=windows.split,
    )
    return Answer(outputs, predictions)


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
