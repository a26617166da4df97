"""Config → small model → exported variants."""

from afterfit.training.extra import require_training_extra
from afterfit.training.image_zoo import IMAGE_MODEL_NAMES
from afterfit.training.int8 import quantize_int8
from afterfit.training.loop import train_classifier
from afterfit.training.plan import EpochReport, TrainingPlan
from afterfit.training.zoo import MODEL_NAMES

__all__ = [
    "IMAGE_MODEL_NAMES",
    "MODEL_NAMES",
    "EpochReport",
    "TrainingPlan",
    "quantize_int8",
    "require_training_extra",
    "train_classifier",
]
