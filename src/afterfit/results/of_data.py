"""What is found in a data set before anybody trains on it."""

from afterfit.results.data_checks import (
    DRIFT_LEVEL,
    ChannelFault,
    DataChecks,
    FeatureDrift,
    FileCheck,
    NoDrift,
    SharedData,
)
from afterfit.results.separability import (
    ClassMap,
    ClassSeparability,
    ClassSeparation,
    ConfusionPotential,
    FeatureImportance,
    NoSeparability,
    SuspectRecording,
)
from afterfit.results.target_checks import (
    NoTargetChecks,
    SeriesChecks,
    SeriesVariable,
    TargetDependence,
    TargetImportance,
    TargetProbe,
    TargetSpread,
)

__all__ = [
    "DRIFT_LEVEL",
    "ChannelFault",
    "ClassMap",
    "ClassSeparability",
    "ClassSeparation",
    "ConfusionPotential",
    "DataChecks",
    "FeatureDrift",
    "FeatureImportance",
    "FileCheck",
    "NoDrift",
    "NoSeparability",
    "NoTargetChecks",
    "SeriesChecks",
    "SeriesVariable",
    "SharedData",
    "SuspectRecording",
    "TargetDependence",
    "TargetImportance",
    "TargetProbe",
    "TargetSpread",
]
