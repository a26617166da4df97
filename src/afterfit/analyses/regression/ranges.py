"""Bias and error by range of the target."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.error_estimates import ErrorEstimator
from afterfit.results import RangeRow
from afterfit.statistics import ErrorSums, ErrorUnits

Floats = NDArray[np.float64]
MOST_RANGES = 8
_FEWEST_SAMPLES = 10
"""Samples that a range should have."""


def split_ranges(y_true: Floats, y_pred: Floats, units: ErrorUnits) -> tuple[RangeRow, ...]:
    """Return bias and mean absolute error in ranges of the target with about as many samples.

    Equal targets lie in one range, so a target of few values has a range for each. Arrays
    (n_samples,).
    """
    if not len(y_true):
        return ()
    number = _range_numbers(y_true)
    return tuple(
        _row(y_true, y_pred, number == index, units) for index in range(int(number.max()) + 1)
    )


def _range_numbers(y_true: Floats) -> NDArray[np.int64]:
    n_ranges = int(np.clip(len(y_true) // _FEWEST_SAMPLES, 1, MOST_RANGES))
    inner = np.quantile(y_true, np.linspace(0, 1, n_ranges + 1)[1:-1])
    number = np.searchsorted(np.unique(inner), y_true, side="left")
    return np.unique(number, return_inverse=True)[1].astype(np.int64)


def _row(y_true: Floats, y_pred: Floats, there: NDArray[np.bool_], units: ErrorUnits) -> RangeRow:
    targets, said = y_true[there], y_pred[there]
    sums = ErrorSums.of(targets[:, None], said[:, None], units.unit[there], units.n_units)
    estimator = ErrorEstimator.of(sums, units, len(targets))
    return RangeRow(
        low=float(targets.min()),
        high=float(targets.max()),
        mean=float(targets.mean()),
        n_samples=len(targets),
        bias=estimator.each("bias")[0],
        mae=estimator.each("mae")[0],
    )
