"""Outputs of a quantised model with some layers in float → what each choice regains."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.paired_metric import PairedMetric
from afterfit.results import FloatLayers, LayerSensitivity
from afterfit.results.sensitivity import by_sqnr

Array = NDArray[np.float64]
Record = TypeVar("Record")
"""What a model's outputs mean in its task: predictions, forecasts, anomaly scores."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer(Generic[Record]):
    """What one form of a model gave for all samples."""

    outputs: Array
    """As the model gives them: logits, standardised numbers, windows; shape (n_samples, …)."""
    record: Record


def layer_sensitivity(
    reference: Answer[Record],
    run: Callable[[tuple[str, ...]], Answer[Record]],
    n_parameters: Mapping[str, int],
    compare: Callable[[Record, Record], PairedMetric],
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
    compare
        Gives the metric of the task, of a reference and a candidate.

    References
    ----------
    AIMET QuantAnalyzer, per-layer analysis by disabling one quantiser at a time.
    """
    quantized = run(())

    def regain(layers: tuple[str, ...]) -> FloatLayers:
        size = sum(n_parameters[layer] for layer in layers)
        mixed = run(layers)
        found = compare(quantized.record, mixed.record)
        return FloatLayers(
            layers=layers,
            n_parameters=size,
            value=found.candidate_value,
            regained=found.change,
            p_value=found.p_value,
            sqnr_db=signal_to_noise(reference.outputs, mixed.outputs),
        )

    alone = tuple(regain((layer,)) for layer in n_parameters)
    order = [one.layers[0] for one in by_sqnr(alone)]
    cost = compare(reference.record, quantized.record)
    return LayerSensitivity(
        reference=cost.reference,
        candidate=cost.candidate,
        yardstick=cost.yardstick,
        reference_value=cost.reference_value,
        candidate_value=cost.candidate_value,
        sqnr_db=signal_to_noise(reference.outputs, quantized.outputs),
        alone=alone,
        together=tuple(regain(tuple(order[:n])) for n in range(2, len(order))),
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
