"""Recordings that lie far from the others of their class."""

import numpy as np
from numpy.typing import NDArray

FEWEST_FILES = 6
"""Recordings of a class below which none of them can be called unusual."""
_MAD_TO_SD = 1.4826  # of a normal distribution

Array = NDArray[np.float64]


def file_distances(
    described: Array, source: NDArray[np.int64], class_of_source: NDArray[np.int64]
) -> tuple[Array, Array]:
    """Return distance and robust z-score of each recording, both of shape (n_sources,).

    A recording is the mean of its windows' descriptions. Its distance is the root mean square of
    its robust deviations from the median of its class, in units of the pooled spread between
    recordings of a class, over the median distance. The z-score is that of the logarithm.
    Both are nan for recordings without windows, and for classes of fewer than six recordings.

    References
    ----------
    Iglewicz & Hoaglin (1993), How to Detect and Handle Outliers: z-scores from median and MAD.
    """
    n_sources = len(class_of_source)
    means = _means(described, source, n_sources)
    away = np.full_like(means, np.nan)
    judged = np.zeros(n_sources, bool)
    for index in np.unique(class_of_source):
        mine = (class_of_source == index) & np.isfinite(means).all(axis=1)
        if mine.sum() >= FEWEST_FILES:
            judged |= mine
            away[mine] = means[mine] - np.median(means[mine], axis=0)
    nothing = np.full(n_sources, np.nan)
    if not judged.any():
        return nothing, nothing.copy()
    return _scores(away, judged)


def _means(described: Array, source: NDArray[np.int64], n_sources: int) -> Array:
    sums = np.zeros((n_sources, described.shape[1]))
    np.add.at(sums, source, described)
    counts = np.bincount(source, minlength=n_sources).astype(np.float64)
    return sums / np.where(counts > 0, counts, np.nan)[:, np.newaxis]


def _scores(away: Array, judged: NDArray[np.bool_]) -> tuple[Array, Array]:
    spread = _MAD_TO_SD * np.median(np.abs(away[judged]), axis=0)
    # Where most recordings agree to the last bit, any difference would be infinitely far.
    floor = 1e-3 * np.abs(away[judged]).max(axis=0)
    telling = spread > floor
    distance = np.full(len(away), np.nan)
    if telling.any():
        scaled = away[np.ix_(judged, telling)] / spread[telling]
        distance[judged] = np.sqrt(np.square(scaled).mean(axis=1))
    logarithm = np.log(np.maximum(distance, 1e-12))
    middle = np.nanmedian(logarithm) if telling.any() else np.nan
    width = _MAD_TO_SD * np.nanmedian(np.abs(logarithm - middle)) if telling.any() else np.nan
    z = (logarithm - middle) / width if width > 0 else np.full(len(away), np.nan)
    return np.exp(logarithm - middle), z
