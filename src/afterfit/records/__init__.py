"""What was observed: frozen values, checked once, no input or output."""

from afterfit.records.history import History
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
from afterfit.records.predictions import Predictions
from afterfit.records.windows import Windows

__all__ = [
    "ActivationMemory",
    "Basis",
    "BufferLife",
    "DtypeClass",
    "FileFormat",
    "GraphOperator",
    "GraphTensor",
    "History",
    "LayerProfile",
    "ModelGraph",
    "ModelProfile",
    "Predictions",
    "Windows",
]
