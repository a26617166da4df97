"""What every layer gave for one window, and where a quantised model parts from its float form."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.layers import decibels, match_layers
from afterfit.analyses.traced import picture_of
from afterfit.errors import InputError
from afterfit.records import LayerOutput
from afterfit.results.prediction_trace import LayerTrace

PARTS_DB = 20.0
"""Below this signal-to-noise ratio two layers are said to part: an error of a tenth of the
signal."""

_AT_LIMIT = 0.25
"""Of a step: what a dequantised number may be off its own grid by rounding."""
_N_STEPS = 255


def trace_layers(
    layers: Sequence[LayerOutput],
    reference: Sequence[LayerOutput] = (),
    twin: Sequence[LayerOutput] = (),
) -> tuple[LayerTrace, ...]:
    """Return what each layer gave for the one window that it was run on.

    Parameters
    ----------
    layers : sequence of LayerOutput
        Of one window, in the order in which they run.
    reference : sequence of LayerOutput
        The same window through the float model; layers are matched as `compare_layers` does.
    twin : sequence of LayerOutput
        A quantised form of the reference that can be matched with it and names its layers as
        *layers* does: the ONNX that a .tflite was written from.
    """
    partners = partners_of(layers, reference, twin)
    return tuple(_trace(layer, partners.get(place)) for place, layer in enumerate(layers))


def partners_of(
    layers: Sequence[LayerOutput],
    reference: Sequence[LayerOutput],
    twin: Sequence[LayerOutput] = (),
) -> dict[int, LayerOutput]:
    """Return the reference's layer for each place of *layers* that has one; see `trace_layers`."""
    if not reference:
        return {}
    try:
        return match_layers(reference, layers)
    except InputError:  # files of two formats name and shape their tensors differently
        pass
    try:
        of_twin = match_layers(reference, twin) if twin else {}
    except InputError:
        return {}
    named = {twin[place].name: partner for place, partner in of_twin.items()}
    return {
        place: named[layer.name]
        for place, layer in enumerate(layers)
        if layer.name in named and _values(layer).shape == _values(named[layer.name]).shape
    }


def parts_at(layers: Sequence[LayerTrace]) -> str:
    """Return the name of the first layer that parts from the reference; empty where none does."""
    return next((layer.name for layer in layers if layer.snr_db < PARTS_DB), "")


def _trace(layer: LayerOutput, partner: LayerOutput | None) -> LayerTrace:
    values = layer.values[0]
    some = values.size > 0
    return LayerTrace(
        name=layer.name,
        operator=layer.operator,
        shape=values.shape,
        lowest=float(values.min()) if some else float("nan"),
        mean=float(values.mean()) if some else float("nan"),
        highest=float(values.max()) if some else float("nan"),
        zeros=float((values == 0).mean()) if some else float("nan"),
        saturated=saturated_share(layer),
        snr_db=float("nan") if partner is None else _snr_db(_values(partner), _values(layer)),
        compared_with="" if partner is None else partner.name,
        picture=picture_of(_channels_first(values, layer.channel_axis)),
    )


def _values(layer: LayerOutput) -> NDArray[np.float64]:
    """Return the output for the one window, channels first, without axes of length 1."""
    return _channels_first(layer.values[0], layer.channel_axis).squeeze()


def saturated_share(layer: LayerOutput) -> float:
    """Return the share of values at the limits of the layer's tensor; nan where not quantised.

    A lower limit of 0 does not count: it is where a ReLU puts its zeros.
    """
    if not (np.isfinite(layer.lowest) and np.isfinite(layer.highest) and layer.values.size):
        return float("nan")
    near = _AT_LIMIT * (layer.highest - layer.lowest) / _N_STEPS
    at_limit = layer.values >= layer.highest - near
    if layer.lowest < 0:
        at_limit |= layer.values <= layer.lowest + near
    return float(at_limit.mean())


def _snr_db(reference: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    return decibels(float((reference**2).sum()), float(((reference - values) ** 2).sum()))


def _channels_first(values: NDArray[np.float64], channel_axis: int) -> NDArray[np.float64]:
    """Return the output of one window, whose axes lack the batch, with its channels first."""
    return np.moveaxis(values, -1, 0) if channel_axis == -1 and values.ndim > 1 else values
