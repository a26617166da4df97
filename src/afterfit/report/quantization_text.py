"""The float-against-quantised block of §8.6.10."""

from afterfit.results import Estimate, QuantizationCost
from afterfit.views.numbers import count, decimal, interval, p_value, percent

_NAMES = {
    "float32": "Float32 Model",
    "int8": "INT8 Quantized Model",
    "int8_tflm": "INT8 Quantized Model on TFLite Micro",
}


def quantization_block(cost: QuantizationCost) -> str:
    """Return accuracy and F1 of both models and the degradation, with its interval and its test.

    The degradation is the loss of accuracy, reference minus candidate, in percentage points.
    """
    change = cost.accuracy_change
    low, high = -change.high, -change.low
    loss = Estimate("accuracy_change", -change.value, low, high, change.n, change.method)
    return "\n".join(
        [
            *_model_lines(cost.reference.variant, cost.reference_accuracy, cost.reference_macro_f1),
            *_model_lines(cost.candidate.variant, cost.candidate_accuracy, cost.candidate_macro_f1),
            f"Degradation: {percent(loss.value)}",
            f"  95 % interval: {interval(loss)}; {p_value(cost.p_value)} (exact McNemar), "
            f"n = {count(cost.reference.n_samples)}, {cost.reference.split} split",
        ]
    )


def _model_lines(variant: str, accuracy: Estimate, f1: Estimate) -> list[str]:
    return [
        f"{_NAMES.get(variant, variant + ' Model')}:",
        f"  Accuracy: {percent(accuracy.value)}",
        f"  F1-Score: {decimal(f1.value)} (macro)",
    ]
