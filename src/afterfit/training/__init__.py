"""Config → small model → exported variants."""

from afterfit.training.extra import require_training_extra
from afterfit.training.int8 import quantize_int8
from afterfit.training.loop import train_classifier
from afterfit.training.plan import EpochReport, TrainingPlan
from afterfit.training.quantization import (
    Bits,
    CalibrationMethod,
    QuantizationPlan,
    measure_sensitivity,
    quantize_after_training,
    quantized_forms,
    train_quantized,
)
from afterfit.training.zoo import MODEL_NAMES

__all__ = [
    "MODEL_NAMES",
    "Bits",
    "CalibrationMethod",
    "EpochReport",
    "QuantizationPlan",
    "TrainingPlan",
    "measure_sensitivity",
    "quantize_after_training",
    "quantize_int8",
    "quantized_forms",
    "require_training_extra",
    "train_classifier",
    "train_quantized",
]
