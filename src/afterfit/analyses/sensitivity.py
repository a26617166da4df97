"""Outputs of a quantised model with some layers in float → what each choice regains."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.quantization import compare_quantization
from afterfit.records import Predictions
from afterfit.results import FloatLayers, LayerSensitivity
from afterfit.results.sensitivity import by_sqnr

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What one form of a model gave for all samples."""

    outputs: Array
    """As the model gives them, logits included, shape (n_samples, n_outputs)."""
    predictions: Predictions


def layer_sensitivity(
    reference: Answer,
    run: Callable[[tuple[str, ...]], Answer],
    n_parameters: Mapping[str, int],
) -> LayerSensitivity:
    """Return what the quantised model regains with each layer in float, and with several.

    Parameters
    ----------
    reference
        Of the float model.
    run
        Called with names of layers; gives the answer of the quantised model in which they are in
        float, for the same samples.
    n_parameters
        Weights and biases of each quantised layer, in the order in which they run.

    References
    ----------
    AIMET QuantAnalyzer, per-layer analysis by disabling one quantiser at a time.
    """
    quantized = run(())

    def regain(layers: tuple[str, ...]) -> FloatLayers:
        size = sum(n_parameters[layer] for layer in layers)
        return _regain(layers, size, reference, quantized, run(layers))

    alone = tuple(regain((layer,)) for layer in n_parameters)
    order = [one.layers[0] for one in by_sqnr(alone)]
    cost = compare_quantization(reference.predictions, quantized.predictions, None, None)
    return LayerSensitivity(
        reference=cost.reference,
        candidate=cost.candidate,
        reference_accuracy=cost.reference_accuracy.value,
        candidate_accuracy=cost.candidate_accuracy.value,
        sqnr_db=signal_to_noise(reference.outputs, quantized.outputs),
        alone=alone,
        together=tuple(regain(tuple(order[:n])) for n in range(2, len(order))),
    )


def _regain(
    layers: tuple[str, ...], size: int, reference: Answer, quantized: Answer, mixed: Answer
) -> FloatLayers:
    cost = compare_quantization(quantized.predictions, mixed.predictions, None, None)
    return FloatLayers(
        layers=layers,
        n_parameters=size,
        accuracy=cost.candidate_accuracy.value,
        accuracy_change=cost.accuracy_change,
        p_value=cost.p_value,
        sqnr_db=signal_to_noise(reference.outputs, mixed.outputs),
    )


def signal_to_noise(reference: Array, candidate: Array) -> float:
    """Return 20 log10(‖reference‖ / ‖reference − candidate‖) in dB; inf without any difference.

    nan where the reference is 0 everywhere.

    Examples
    --------
    >>> signal_to_noise(np.array([3.0, 4.0]), np.array([3.0, 4.05])).__round__(6)
    40.0
    """
    signal, noise = np.linalg.norm(reference), np.linalg.norm(reference - candidate)
    if signal == 0:
        return float("nan")
    return float("inf") if noise == 0 else float(20 * np.log10(signal / noise))
