"""Checks of small data sets of other tasks, in which nothing is wrong, written by hand."""

from dataclasses import replace

from afterfit.results import (
    DataChecks,
    Estimate,
    NoSeparability,
    SeriesChecks,
    SeriesVariable,
    TargetDependence,
    TargetProbe,
    TargetSpread,
)
from tests.findings.sample_checks import file, healthy_checks


def spread(constant_in: tuple[str, ...] = (), commonest_share: float = 0.1) -> TargetSpread:
    return TargetSpread("load", 5.0, 1.0, 3.0, 7.0, commonest_share, constant_in, 0.0)


def estimate(metric: str, value: float) -> Estimate:
    return Estimate(metric, value, value - 0.1, value + 0.1, 60, "bootstrap, clustered")


def dependence(linear: float, knn: float) -> TargetDependence:
    probe = TargetProbe("load", estimate("r2", linear), estimate("r2", knn))
    return TargetDependence(60, 60, 6, 4, 4, (probe,), ())


def series(skill: float, n_stationary: int = 6, n_series: int = 6) -> SeriesChecks:
    known = estimate("skill_persistence", skill)
    variable = SeriesVariable("load", n_series, n_stationary, 24, 0.8, known)
    return SeriesChecks(60, 6, 3, "recordings", (variable,))


def regression_checks() -> DataChecks:
    return replace(
        healthy_checks(),
        class_names=("files",),
        n_files=((4, 2),),
        n_windows=((40, 20),),
        files=tuple(replace(file(f"run_{i}.csv"), class_name="files") for i in range(6)),
        separability=NoSeparability("The task tells numbers, and has no classes."),
        task="regression",
        targets=(spread(),),
        expected=dependence(0.4, 0.6),
    )


def forecast_checks() -> DataChecks:
    return replace(regression_checks(), task="forecasting", expected=series(0.3))


def anomaly_checks() -> DataChecks:
    normal = [replace(file(f"Normal/{i}"), class_name="normal") for i in range(4)]
    tested = [
        replace(file(f"Anomaly/{i}"), class_name="anomaly", splits=("test",)) for i in range(4)
    ]
    return replace(
        healthy_checks(),
        class_names=("normal", "anomaly"),
        n_files=((3, 1), (0, 4)),
        n_windows=((30, 10), (0, 40)),
        files=(*normal, *tested),
        task="anomaly",
    )
