"""What was observed: frozen values, checked once, no input or output."""

from afterfit.records.anomaly_scores import NORMAL_KIND, AnomalyScores
from afterfit.records.device import ComputeDtype, Device, Latency, LatencyRange, Speed
from afterfit.records.history import History
from afterfit.records.layer_output import LayerOutput
from afterfit.records.left_out import N_EXAMPLES, NONE_LEFT_OUT, LeftOut
from afterfit.records.model_graph import (
    DtypeClass,
    FileFormat,
    GraphOperator,
    GraphTensor,
    ModelGraph,
)
from afterfit.records.model_profile import (
    ActivationMemory,
    Basis,
    BufferLife,
    LayerProfile,
    ModelProfile,
)
from afterfit.records.multilabel import MultilabelPredictions
from afterfit.records.predictions import Predictions
from afterfit.records.probabilities import improbable_rows, sum_tolerance
from afterfit.records.splits import SPLITS
from afterfit.records.training_log import CurveSplit, Meaning, Role, Series, TrainingLog
from afterfit.records.variant_cost import ArenaReport, VariantCost
from afterfit.records.windows import Windows

__all__ = [
    "NONE_LEFT_OUT",
    "NORMAL_KIND",
    "N_EXAMPLES",
    "SPLITS",
    "ActivationMemory",
    "AnomalyScores",
    "ArenaReport",
    "Basis",
    "BufferLife",
    "ComputeDtype",
    "CurveSplit",
    "Device",
    "DtypeClass",
    "FileFormat",
    "GraphOperator",
    "GraphTensor",
    "History",
    "Latency",
    "LatencyRange",
    "LayerOutput",
    "LayerProfile",
    "LeftOut",
    "Meaning",
    "ModelGraph",
    "ModelProfile",
    "MultilabelPredictions",
    "Predictions",
    "Role",
    "Series",
    "Speed",
    "TrainingLog",
    "VariantCost",
    "Windows",
    "improbable_rows",
    "sum_tolerance",
]
