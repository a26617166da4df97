"""The float-against-quantised block of §8.6.10."""

import re

from afterfit.results import Estimate, QuantizationCost
from afterfit.views.numbers import count, decimal, interval, p_value, percent

_ONE_WIDTH = re.compile(r"int(\d+)")
_TWO_WIDTHS = re.compile(r"w(\d+)a(\d+)")
_ON_DEVICE = "_tflm"


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
        f"{model_name(variant)}:",
        f"  Accuracy: {percent(accuracy.value)}",
        f"  F1-Score: {decimal(f1.value)} (macro)",
    ]


def model_name(variant: str) -> str:
    """Return what §8.6.10 calls a variant of a run; its own name where it is none of a run's.

    Examples
    --------
    >>> model_name("float32"), model_name("int8_tflm")
    ('Float32 Model', 'INT8 Quantized Model on TFLite Micro')
    >>> model_name("int4"), model_name("w4a8")
    ('INT4 Quantized Model', 'Quantized Model (4-bit weights, 8-bit activations)')
    >>> model_name("mine")
    'mine Model'
    """
    if variant == "float32":
        return "Float32 Model"
    form = variant.removesuffix(_ON_DEVICE)
    place = " on TFLite Micro" if form != variant else ""
    if found := _ONE_WIDTH.fullmatch(form):
        return f"INT{found[1]} Quantized Model{place}"
    if found := _TWO_WIDTHS.fullmatch(form):
        widths = f"{found[1]}-bit weights, {found[2]}-bit activations"
        return f"Quantized Model ({widths}){place}"
    return f"{variant} Model"
