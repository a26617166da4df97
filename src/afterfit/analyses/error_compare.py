"""What another variant loses against the reference, where numbers are predicted."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.error_estimates import ErrorEstimator, paired
from afterfit.errors import InputError
from afterfit.metrics import RMSE_CHANGE, SUM_METRICS
from afterfit.results import MetricChange, OutputChange
from afterfit.statistics import ErrorSums, ErrorUnits

Floats = NDArray[np.float64]


def compare_errors(
    y_true: Floats, reference: Floats, candidate: Floats, units: ErrorUnits, names: "Names"
) -> tuple[OutputChange, ...]:
    """Return the change of each output's RMSE, paired; arrays (n_samples, n_outputs)."""
    n = len(y_true)
    first, second = (
        ErrorEstimator.of(ErrorSums.of(y_true, said, units.unit, units.n_units), units, n)
        for said in (reference, candidate)
    )
    changes = first.estimates(
        RMSE_CHANGE.name,
        RMSE_CHANGE.function((first.total, second.total)),
        RMSE_CHANGE.function((first.replicates, second.replicates)),
    )
    apart = np.abs(candidate - reference)
    rows = zip(
        *names,
        first.each("rmse"),
        second.each("rmse"),
        changes,
        apart.T,
        _metric_changes(first, second),
        strict=True,
    )
    return tuple(
        OutputChange(
            name=name,
            unit=unit,
            reference_rmse=one,
            candidate_rmse=other,
            change=paired(change),
            mean_difference=float(gaps.mean()) if n else float("nan"),
            largest_difference=float(gaps.max()) if n else float("nan"),
            metrics=metrics,
        )
        for name, unit, one, other, change, gaps, metrics in rows
    )


_COMPARED = ("rmse", *(name for name in SUM_METRICS if name != "rmse"))


def _metric_changes(
    first: ErrorEstimator, second: ErrorEstimator
) -> list[tuple[MetricChange, ...]]:
    """Return the paired differences of all metrics, one tuple an output."""
    columns = [_metric_change(name, first, second) for name in _COMPARED]
    return list(zip(*columns, strict=True))


def _metric_change(
    metric: str, first: ErrorEstimator, second: ErrorEstimator
) -> list[MetricChange]:
    """Return the difference of one metric of each output, both resampled by the same draws."""
    function = SUM_METRICS[metric].function
    one, other = (np.asarray(function(each.total)) for each in (first, second))
    apart = np.asarray(function(second.replicates)) - np.asarray(function(first.replicates))
    changes = first.estimates(metric, other - one, apart)
    return [
        MetricChange(float(a), float(b), paired(change))
        for a, b, change in zip(one, other, changes, strict=True)
    ]


Names = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of the outputs, and their units."""


def check_same_targets(reference: Floats, candidate: Floats, variants: tuple[str, str]) -> None:
    """Refuse two variants that were not tested on the same samples, by the first that differs."""
    one, other = variants
    told = (
        f"{one} and {other} can be compared only on the same samples in the same order, but "
        "{}; test both models on the same data"
    )
    if reference.shape != candidate.shape:
        raise InputError(told.format(f"targets have shape {reference.shape} and {candidate.shape}"))
    differs = (reference != candidate).reshape(len(reference), -1).any(axis=1)
    if differs.any():
        row = int(differs.argmax())
        raise InputError(
            told.format(
                f"the target of row {row} is {reference[row].tolist()} against "
                f"{candidate[row].tolist()}"
            )
        )
