"""Recordings that match a pattern → their figures, taken together."""

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.estimates import share_estimates, without_interval
from afterfit.results import Estimate, FileErrors
from afterfit.statistics import Resampling, SourceTallies, percentile_interval

Floats = NDArray[np.float64]


def matches(source: str, pattern: str) -> bool:
    """Say whether a recording is among those that a gate looks at."""
    return bool(source) and fnmatchcase(source, pattern)


def share_of_files(metric: str, hits: Sequence[int], totals: Sequence[int]) -> Estimate:
    """Return the share of hits in recordings, with an interval that knows that they differ."""
    kept = [(hit, total) for hit, total in zip(hits, totals, strict=True) if total]
    one_group = np.zeros(len(kept), dtype=np.int64)
    columns = np.array(kept, dtype=np.int64).reshape(len(kept), 2).T
    return share_estimates(metric, SourceTallies(1, one_group, *columns))[0]


def errors_of_files(rows: Sequence[FileErrors], outputs: Sequence[int]) -> dict[str, Estimate]:
    """Return the errors of recordings together, the mean over *outputs*; there must be rows.

    Recordings are drawn again a thousand times for the intervals.
    """
    n = np.array([row.n_samples for row in rows], dtype=np.float64)
    resampling = Resampling.of_sources(np.ones(len(rows), dtype=np.bool_))
    size = int(n.sum())

    def estimate(metric: str, sums: Floats, root: bool = False) -> Estimate:
        def mean(weights: Floats) -> Floats:
            values = (weights @ by_unit(sums)) / (weights @ by_unit(n[:, None]))
            return np.asarray((np.sqrt(values) if root else values).mean(axis=-1))

        def by_unit(values: Floats) -> Floats:
            grouped = np.zeros((resampling.n_units, values.shape[1]))
            np.add.at(grouped, resampling.unit, values)
            return grouped

        value = float(mean(np.ones((1, resampling.n_units)))[0])
        ends = percentile_interval(value, mean(resampling.weights), resampling.n_units)
        if ends is None:
            return without_interval(metric, value, size)
        return Estimate(metric, value, *ends, size, "bootstrap, clustered")

    def of(pick: Callable[[FileErrors], tuple[float, ...]]) -> Floats:
        return np.array([[pick(row)[place] for place in outputs] for row in rows])

    squares = n[:, None] * of(lambda row: row.rmse) ** 2
    return {
        "rmse": estimate("rmse", squares, root=True),
        "mae": estimate("mae", n[:, None] * of(lambda row: row.mae)),
        "bias": estimate("bias", n[:, None] * of(lambda row: row.bias)),
        "mse": estimate("mse", squares),
        "max_error": without_interval("max_error", of(lambda row: row.largest).max(), size),
    }
