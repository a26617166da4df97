"""Which task a run has."""

from typing import Any, assert_never

from afterfit.pipeline.tasks.anomaly import Anomalies
from afterfit.pipeline.tasks.classification import Classification
from afterfit.pipeline.tasks.forecasting import Forecasting
from afterfit.pipeline.tasks.regression import Regression
from afterfit.pipeline.tasks.task import Task
from afterfit.training import TaskKind


def task_of(kind: TaskKind) -> Task[Any]:
    """Return the task that runs of that kind carry out."""
    match kind:
        case "classification":
            return Classification()
        case "regression":
            return Regression()
        case "forecasting":
            return Forecasting()
        case "anomaly":
            return Anomalies()
    assert_never(kind)
