"""What was observed: frozen values, checked once, no input or output."""

from afterfit.records.history import History
from afterfit.records.left_out import N_EXAMPLES, NONE_LEFT_OUT, LeftOut
from afterfit.records.model_profile import LayerProfile, ModelProfile
from afterfit.records.multilabel import MultilabelPredictions
from afterfit.records.predictions import Predictions
from afterfit.records.probabilities import improbable_rows, sum_tolerance
from afterfit.records.windows import Windows

__all__ = [
    "NONE_LEFT_OUT",
    "N_EXAMPLES",
    "History",
    "LayerProfile",
    "LeftOut",
    "ModelProfile",
    "MultilabelPredictions",
    "Predictions",
    "Windows",
    "improbable_rows",
    "sum_tolerance",
]
