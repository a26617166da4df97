"""One window through every layer of a model, beside the layers of the reference."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.prediction_layers import trace_layers
from afterfit.errors import InputError
from afterfit.pipeline.tasks.common import outputs_of
from afterfit.records import LayerOutput
from afterfit.results.prediction_trace import LayerTrace
from afterfit.runtimes import layer_outputs

NOT_RUN = "Not run here, so its layers are not seen: {}"
_OTHER_FORMAT = "Its layers have no partners in the reference: the file is of another format."


@dataclass(slots=True)
class Seen:
    """Layers that were looked at before, for one window."""

    reference: tuple[LayerOutput, ...]
    twin: tuple[LayerOutput, ...] = ()
    """Of the quantised model in the reference's format, whose layers a .tflite names alike."""


@dataclass(frozen=True, slots=True, eq=False)
class Layered:
    """What one model gave for one window."""

    layers: tuple[LayerTrace, ...]
    outputs: NDArray[np.float64]
    """Shape of the model's output for one window."""
    note: str
    """Why layers have no partners; empty where they have some, and of the reference."""


def run_layers(model: Path, X: NDArray[np.float32], seen: Seen, *, is_reference: bool) -> Layered:
    """Return what every layer of *model* gave for the one window *X*; *seen* learns of it.

    Raises
    ------
    InputError
        When the model cannot be run here.
    """
    layers = seen.reference if is_reference else layer_outputs(model, X)
    outputs = outputs_of(model, X)[0]
    traced = trace_layers(layers, () if is_reference else seen.reference, seen.twin)
    if model.suffix == ".onnx":
        seen.twin = layers
    apart = not is_reference and not any(one.compared_with for one in traced)
    return Layered(traced, outputs, _OTHER_FORMAT if apart else "")


def run_or_say(model: Path, X: NDArray[np.float32], seen: Seen, *, is_reference: bool) -> Layered:
    """Return the same; without layers and outputs, and with a note, where it cannot be run."""
    try:
        return run_layers(model, X, seen, is_reference=is_reference)
    except InputError as error:
        return Layered((), np.empty(0), NOT_RUN.format(error))
