"""What was observed: frozen values, checked once, no input or output."""

from afterfit.records.history import History
from afterfit.records.model_profile import LayerProfile, ModelProfile
from afterfit.records.predictions import Predictions
from afterfit.records.training_log import CurveSplit, Meaning, Role, Series, TrainingLog
from afterfit.records.windows import Windows

__all__ = [
    "CurveSplit",
    "History",
    "LayerProfile",
    "Meaning",
    "ModelProfile",
    "Predictions",
    "Role",
    "Series",
    "TrainingLog",
    "Windows",
]
