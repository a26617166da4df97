"""An analysis of any task → the figures that gates are held against."""

from collections.abc import Mapping
from typing import assert_never

from afterfit.pipeline.gates.anomaly import AnomalyFigures
from afterfit.pipeline.gates.classification import ClassifierFigures
from afterfit.pipeline.gates.detection import DetectorFigures
from afterfit.pipeline.gates.multilabel import MultilabelFigures
from afterfit.pipeline.gates.numbers import ForecastFigures, RegressionFigures
from afterfit.pipeline.gates.task_figures import TaskFigures
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    DetectorAnalysis,
    ForecastAnalysis,
    MultilabelAnalysis,
    RegressionAnalysis,
    TaskAnalysis,
    VariantCosts,
)


def figures_of(analysis: TaskAnalysis, costs: Mapping[str, VariantCosts]) -> TaskFigures:
    """Return the figures of an analysis, and of the *costs* of its variants that are known."""
    match analysis:
        case Analysis():
            return ClassifierFigures(analysis, costs)
        case MultilabelAnalysis():
            return MultilabelFigures(analysis, costs)
        case RegressionAnalysis():
            return RegressionFigures(analysis, costs)
        case ForecastAnalysis():
            return ForecastFigures(analysis, costs)
        case AnomalyAnalysis():
            return AnomalyFigures(analysis, costs)
        case DetectorAnalysis():
            return DetectorFigures(analysis, costs)
    assert_never(analysis)
