"""What Tensorlab reported of a run of two classes."""

import math

from afterfit.results import (
    ReportedCurve,
    ReportedMetric,
    ReportedNumber,
    ReportedThreshold,
    Stage,
    TensorlabRecord,
)


def sample_number(
    metric: ReportedMetric, stage: Stage, value: float, ours: float = math.nan
) -> ReportedNumber:
    return ReportedNumber(metric, stage, value, 0.00005, 7, ours, "")


def sample_record(
    *numbers: ReportedNumber,
    thresholds: tuple[ReportedThreshold, ...] = (),
    n_train_tables: int = 0,
) -> TensorlabRecord:
    curve = ReportedCurve("slow", (0.0, 0.5, 1.0), (0.0, 0.9, 1.0), 0.7)
    return TensorlabRecord(
        model="CLS_4k_NPU",
        task="generic_timeseries_classification",
        tested_variant="int8",
        numbers=numbers or (sample_number("accuracy", "test", 0.9, 0.8),),
        curves=(curve,),
        thresholds=thresholds,
        n_train_tables=n_train_tables,
        n_test_windows=10,
        n_our_windows=10,
        findings=(),
    )
