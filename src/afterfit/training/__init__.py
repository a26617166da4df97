"""Config → small model → exported variants."""

from afterfit.training.extra import require_training_extra
from afterfit.training.goals import NumberTask
from afterfit.training.image_zoo import IMAGE_MODEL_NAMES
from afterfit.training.int8 import quantize_int8
from afterfit.training.loop import train_classifier
from afterfit.training.number_loop import train_numbers
from afterfit.training.plan import EpochReport, TrainingPlan
from afterfit.training.quantization import (
    Bits,
    CalibrationMethod,
    QuantizationPlan,
    measure_sensitivity,
    quantize_after_training,
    quantized_forms,
    train_quantized,
    train_quantized_numbers,
)
from afterfit.training.target_scale import (
    SCALE_FILE,
    TargetScale,
    read_target_scale,
    write_target_scale,
)
from afterfit.training.zoo import MODEL_NAMES
from afterfit.training.zoo_index import KNOWN_MODELS, MODELS_OF, TaskKind

__all__ = [
    "IMAGE_MODEL_NAMES",
    "KNOWN_MODELS",
    "MODELS_OF",
    "MODEL_NAMES",
    "SCALE_FILE",
    "Bits",
    "CalibrationMethod",
    "EpochReport",
    "NumberTask",
    "QuantizationPlan",
    "TargetScale",
    "TaskKind",
    "TrainingPlan",
    "measure_sensitivity",
    "quantize_after_training",
    "quantize_int8",
    "quantized_forms",
    "read_target_scale",
    "require_training_extra",
    "train_classifier",
    "train_numbers",
    "train_quantized",
    "train_quantized_numbers",
    "write_target_scale",
]
