"""What was observed: frozen values, checked once, no input or output."""

from afterfit.records.device import ComputeDtype, Device, Latency, LatencyRange, Speed
from afterfit.records.history import History
from afterfit.records.layer_output import LayerOutput
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
from afterfit.records.variant_cost import ArenaReport, VariantCost
from afterfit.records.windows import Windows

__all__ = [
    "ActivationMemory",
    "ArenaReport",
    "Basis",
    "BufferLife",
    "ComputeDtype",
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
    "ModelGraph",
    "ModelProfile",
    "Predictions",
    "Speed",
    "VariantCost",
    "Windows",
]
