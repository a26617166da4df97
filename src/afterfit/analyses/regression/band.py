"""How wide a constant band around the predictions must be, and whether it holds."""

from collections.abc import Sequence

import numpy as np

from afterfit.analyses.error_estimates import ErrorEstimator
from afterfit.analyses.regression.quality import scope_of_rows
from afterfit.records import RegressionPredictions
from afterfit.results import ErrorBand, Estimate
from afterfit.statistics import ErrorSums, units_of

WISHED = 0.9


def measure_bands(
    tuned: Sequence[tuple[RegressionPredictions, RegressionPredictions]], wished: float = WISHED
) -> tuple[ErrorBand, ...]:
    """Return a band for each output, its width chosen on validation, its cover told on test.

    The half width is the ⌈(n + 1) · wished⌉-th smallest validation error, as in split conformal
    prediction: on data like the validation data it covers at least the wished share. Too few
    validation samples for that give no band.

    References
    ----------
    Lei et al. (2018), Journal of the American Statistical Association 113(523), 1094-1111.
    """
    return tuple(
        _band(validation, test, output, wished)
        for validation, test in tuned
        for output in range(len(validation.target_names))
        if len(test) and _rank(len(validation), wished) <= len(validation)
    )


def _rank(n: int, wished: float) -> int:
    return int(np.ceil((n + 1) * wished - 1e-9))


def _band(
    validation: RegressionPredictions, test: RegressionPredictions, output: int, wished: float
) -> ErrorBand:
    sizes = np.sort(np.abs(validation.errors[:, output]))
    half_width = float(sizes[_rank(len(sizes), wished) - 1])
    units = units_of(test)
    return ErrorBand(
        chosen_on=scope_of_rows(validation, units_of(validation)),
        reported_on=scope_of_rows(test, units),
        output=test.target_names[output],
        unit=test.units[output],
        wished=wished,
        half_width=half_width,
        covered=_covered(test, output, half_width),
    )


def _covered(test: RegressionPredictions, output: int, half_width: float) -> Estimate:
    within = (np.abs(test.errors[:, output]) <= half_width).astype(np.float64)[:, None]
    units = units_of(test)
    # The share of samples within is the mean of ones and zeros: the bias of "within" against 0.
    sums = ErrorSums.of(np.zeros_like(within), within, units.unit, units.n_units)
    estimator = ErrorEstimator.of(sums, units, len(test))
    found = estimator.each("bias")[0]
    return Estimate("coverage", found.value, found.low, found.high, found.n, found.method)
