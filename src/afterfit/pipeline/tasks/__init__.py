"""Task → its way through the stages of a run."""

from afterfit.pipeline.tasks.anomaly import Anomalies
from afterfit.pipeline.tasks.classification import Classification
from afterfit.pipeline.tasks.forecasting import Forecasting
from afterfit.pipeline.tasks.of_run import task_of
from afterfit.pipeline.tasks.regression import Regression
from afterfit.pipeline.tasks.task import Task

__all__ = ["Anomalies", "Classification", "Forecasting", "Regression", "Task", "task_of"]
