"""What was observed: frozen values, checked once, no input or output."""

from afterfit.records.anomaly_scores import NORMAL_KIND, AnomalyScores
from afterfit.records.arrays import origin_of
from afterfit.records.detections import Detections
from afterfit.records.device import ComputeDtype, Device, Latency, LatencyRange, Speed
from afterfit.records.embedding import EmbeddedWindows, Embedding, TargetEmbedding
from afterfit.records.forecasts import Forecasts
from afterfit.records.ground_truth import GroundTruth, Mask
from afterfit.records.history import History
from afterfit.records.layer_output import LayerOutput
from afterfit.records.left_out import N_EXAMPLES, NONE_LEFT_OUT, LeftOut
from afterfit.records.model_graph import (
    DtypeClass,
    FileFormat,
    GraphOperator,
    GraphTensor,
    ModelGraph,
    WindowOrder,
)
from afterfit.records.model_profile import (
    ActivationMemory,
    Basis,
    BufferLife,
    LayerProfile,
    ModelProfile,
)
from afterfit.records.model_signature import ModelSignature
from afterfit.records.multilabel import MultilabelPredictions
from afterfit.records.npu_estimate import NpuEstimate
from afterfit.records.prediction_columns import PredictionColumns
from afterfit.records.predictions import Predictions
from afterfit.records.probabilities import improbable_rows, sum_tolerance
from afterfit.records.recording_facts import ChannelFacts, RecordingFacts
from afterfit.records.regression import RegressionPredictions
from afterfit.records.samples import Layout, Samples
from afterfit.records.slicing import MISSING, OTHER, SliceColumn, SlicedPredictions, Slicing
from afterfit.records.source_runs import SourceRuns
from afterfit.records.splits import SPLITS
from afterfit.records.target_windows import TargetWindows
from afterfit.records.training_log import CurveSplit, Meaning, Role, Series, TrainingLog
from afterfit.records.variant_cost import ArenaReport, VariantCost
from afterfit.records.window_layout import (
    ImageLayout,
    SignalLayout,
    SoundLayout,
    SpectrogramLayout,
    WindowLayout,
)
from afterfit.records.windows import Windows

__all__ = [
    "MISSING",
    "NONE_LEFT_OUT",
    "NORMAL_KIND",
    "N_EXAMPLES",
    "OTHER",
    "SPLITS",
    "ActivationMemory",
    "AnomalyScores",
    "ArenaReport",
    "Basis",
    "BufferLife",
    "ChannelFacts",
    "ComputeDtype",
    "CurveSplit",
    "Detections",
    "Device",
    "DtypeClass",
    "EmbeddedWindows",
    "Embedding",
    "FileFormat",
    "Forecasts",
    "GraphOperator",
    "GraphTensor",
    "GroundTruth",
    "History",
    "ImageLayout",
    "Latency",
    "LatencyRange",
    "LayerOutput",
    "LayerProfile",
    "Layout",
    "LeftOut",
    "Mask",
    "Meaning",
    "ModelGraph",
    "ModelProfile",
    "ModelSignature",
    "MultilabelPredictions",
    "NpuEstimate",
    "PredictionColumns",
    "Predictions",
    "RecordingFacts",
    "RegressionPredictions",
    "Role",
    "Samples",
    "Series",
    "SignalLayout",
    "SliceColumn",
    "SlicedPredictions",
    "Slicing",
    "SoundLayout",
    "SourceRuns",
    "SpectrogramLayout",
    "Speed",
    "TargetEmbedding",
    "TargetWindows",
    "TrainingLog",
    "VariantCost",
    "WindowLayout",
    "WindowOrder",
    "Windows",
    "improbable_rows",
    "origin_of",
    "sum_tolerance",
]
