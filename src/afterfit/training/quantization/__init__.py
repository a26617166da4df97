"""Float model and windows → quantised model."""

from afterfit.training.quantization.forms import QuantizedForms, quantized_forms
from afterfit.training.quantization.learn import train_quantized, train_quantized_numbers
from afterfit.training.quantization.plan import Bits, CalibrationMethod, QuantizationPlan
from afterfit.training.quantization.post_training import quantize_after_training
from afterfit.training.quantization.sensitivity import measure_sensitivity

__all__ = [
    "Bits",
    "CalibrationMethod",
    "QuantizationPlan",
    "QuantizedForms",
    "measure_sensitivity",
    "quantize_after_training",
    "quantized_forms",
    "train_quantized",
    "train_quantized_numbers",
]
