"""Whether scores can be taken at their word."""

import math

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.observed import Observed, tally_of
from afterfit.analyses.scope import scope_of
from afterfit.metrics.from_reliability import (
    calibration_error,
    classwise_calibration_error,
    maximum_calibration_error,
)
from afterfit.results.calibration import (
    Calibration,
    ClassCalibration,
    ReferenceBand,
    ReliabilityTable,
)
from afterfit.statistics import (
    ClassificationTally,
    ReliabilityBins,
    quantiles,
    resample_calibrated,
    share_of,
    wilson_interval,
)
from afterfit.statistics.calibrated_resample import SEED

N_BINS = 10
"""netcal's default; 15 is as common, so name the number of bins beside the error."""


def measure_calibration(observed: Observed) -> Calibration:
    """Return calibration errors, the reliability table, and the band of a calibrated model.

    Bins are 10 of equal width, and 10 of equal mass. A binned error is above 0 for a perfectly
    calibrated model too; the band tells how far. Where samples share recordings the band is
    widened by the root of the accuracy's design effect, since resamples take them as independent.

    References
    ----------
    Naeini, Cooper & Hauskrecht (2015), AAAI, 2901-2907 (ECE, MCE).
    Nixon et al. (2019), CVPR Workshops, 38-41 (equal mass). Kull et al. (2019), NeurIPS
    (class-wise). Bröcker & Smith (2007), Weather and Forecasting 22(3), 651-661 (band).

    Examples
    --------
    >>> from afterfit.records import Predictions
    >>> calibration = measure_calibration(Predictions(
    ...     class_names=("cat", "dog"), y_true=[0, 0, 0, 1], scores=[[0.75, 0.25]] * 4,
    ...     source=[0, 1, 2, 3], source_names=("a", "b", "c", "d"), offset=[0, 0, 0, 0],
    ...     variant="float32", split="test"))
    >>> calibration.ece, calibration.mean_confidence, calibration.accuracy
    (0.0, 0.75, 0.75)
    """
    tally = tally_of(observed)
    counts, effect = tally.calibration, design_effect(tally)
    top = counts.top_label.equal_width(0, N_BINS)
    mass = counts.top_label.equal_mass(0, N_BINS)
    classes = [counts.classes.equal_width(k, N_BINS) for k in range(counts.classes.n_groups)]
    random = np.random.default_rng(SEED)
    chance = resample_calibrated(counts.top_label, 0, N_BINS, random)
    by_class = [resample_calibrated(counts.classes, k, N_BINS, random) for k in range(len(classes))]
    n = int(top.n.sum())
    return Calibration(
        scope=scope_of(tally),
        mean_confidence=float(top.probability.sum()) / n if n else math.nan,
        accuracy=int(top.hits.sum()) / n if n else math.nan,
        equal_width=_table(top, effect),
        equal_mass=_table(mass, effect),
        reference_low=_reference(chance, effect, 0.05),
        reference_high=_reference(chance, effect, 0.95),
        ece=float(calibration_error(top)),
        ece_band=_band(calibration_error(chance), effect),
        ece_equal_mass=float(calibration_error(mass)),
        mce=float(maximum_calibration_error(top)),
        classwise_ece=float(classwise_calibration_error(classes)),
        classwise_band=_band(classwise_calibration_error(by_class), effect),
        design_effect=effect,
        classes=tuple(
            ClassCalibration(name, float(calibration_error(bins)), _band(drawn, effect))
            for name, bins, drawn in zip(
                tally.class_names, classes, map(calibration_error, by_class), strict=True
            )
        ),
    )


def design_effect(tally: ClassificationTally) -> float:
    """Return samples / effective samples of the accuracy; nan where it cannot be known."""
    share = share_of(tally.confusion.right())
    return float(share.n_samples[0] / share.n_effective[0]) if tally.n_samples else math.nan


def _table(bins: ReliabilityBins, effect: float) -> ReliabilityTable:
    size = np.where(bins.n > 0, bins.n, np.nan)
    accuracy = bins.hits / size
    low, high = wilson_interval(accuracy, size / effect)
    return ReliabilityTable(bins.edges, bins.n, bins.probability / size, accuracy, low, high)


def _reference(chance: ReliabilityBins, effect: float, level: float) -> NDArray[np.float64]:
    """Return the accuracy that a share *level* of calibrated resamples is below, a bin."""
    size = np.where(chance.n > 0, chance.n, np.nan)
    mean = chance.probability / size
    gaps = quantiles(chance.hits, [level])[0] / size - mean
    return np.clip(mean + gaps * math.sqrt(effect), 0, 1)


def _band(errors: NDArray[np.float64], effect: float) -> ReferenceBand:
    # The error is linear in the gaps, so widening every gap widens the error alike.
    low, high = (float(end) * math.sqrt(effect) for end in quantiles(errors, [0.05, 0.95]))
    return ReferenceBand(low, float(errors.mean() * math.sqrt(effect)), high)
