"""Which task a run has."""

from typing import assert_never

from afterfit.pipeline.tasks.anomaly import Anomalies
from afterfit.pipeline.tasks.forecasting import Forecasting
from afterfit.pipeline.tasks.regression import Regression
from afterfit.pipeline.tasks.task import Task
from afterfit.training import TaskKind


def task_of(kind: TaskKind) -> Task | None:
    """Return the task; None for classification, whose way is that of the stages themselves."""
    match kind:
        case "classification":
            return None
        case "regression":
            return Regression()
        case "forecasting":
            return Forecasting()
        case "anomaly":
            return Anomalies()
    assert_never(kind)
