"""What the files of a Tensorlab run say by themselves, clearly theirs."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.finding import Finding
from afterfit.results.shown import Shown

Stage = Literal["float training", "quantised training", "test"]
ReportedMetric = Literal["accuracy", "f1", "auroc", "rmse", "mse", "r2", "smape"]


@dataclass(frozen=True, slots=True)
class ReportedNumber:
    """One number that Tensorlab printed, and ours for the same thing."""

    metric: ReportedMetric
    stage: Stage
    value: float
    """Accuracy as a share, SMAPE in percent, as printed otherwise."""
    rounding: float
    """Half of the last digit that was printed, in the unit of *value*."""
    line: int
    """Line of run.log."""
    ours: float
    """nan where it could not be computed from what is there."""
    caution: str
    """What is known to be wrong about it; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class ReportedCurve:
    """One block of fpr_tpr_thresholds.csv: a class against the others, on raw scores."""

    name: str
    fpr: tuple[float, ...]
    tpr: tuple[float, ...]
    auc: float
    """By the trapezoid rule."""


@dataclass(frozen=True, slots=True)
class ReportedThreshold:
    """One row of threshold_performance.csv."""

    k: float
    threshold: float
    """Mean + k standard deviations of the errors of normal training samples."""
    tp: int
    tn: int
    fp: int
    fn: int

    @property
    def f1(self) -> float:
        """F1 of the anomalies; nan where there are none and none were found."""
        wrong = self.fp + self.fn
        return 2 * self.tp / (2 * self.tp + wrong) if self.tp + wrong else float("nan")


@dataclass(frozen=True, slots=True)
class TensorlabRecord(Shown):
    """What Tensorlab reported of a run."""

    model: str
    task: str
    tested_variant: str
    """The one model that Tensorlab tests: "float32" or "int8"."""
    numbers: tuple[ReportedNumber, ...]
    curves: tuple[ReportedCurve, ...]
    thresholds: tuple[ReportedThreshold, ...]
    n_train_tables: int
    """Tables of the file-level log that are called those of training."""
    n_test_windows: int
    """Of the file-level log; 0 where it has none."""
    n_our_windows: int
    """Test windows that were made again from the data set; 0 where that could not be done."""
    findings: tuple[Finding, ...]
    kind: Literal["tensorlab_record"] = "tensorlab_record"
